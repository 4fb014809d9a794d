/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who of several users an ambiguous entry stands for: a button that says so, and opens a list of
 * those who go by it, with what tells them apart. The list is made when it is opened. Owned by its
 * cell; main thread. */
#include "um-config.h"
#include "um-candidate-button.h"
#include "um-words.h"

#include <glib/gi18n.h>

#define MOST_HEIGHT 320
#define LINE_CHARS  44 /* a whole account id */

/* In a window that is narrower than this the lines are shorter. */
#define NARROW       480
#define NARROW_CHARS 22
#define MARGIN       12

struct _UmCandidateButton
{
  GtkWidget parent_instance;

  UmOutcomeItem *item; /* (nullable): while bound */
  GtkMenuButton *button;
  GtkLabel *label;
  GtkPopover *popover;
  GPtrArray *checks; /* (nullable): of GtkCheckButton, while it is open: leave open, then users */
};

G_DEFINE_FINAL_TYPE (UmCandidateButton, um_candidate_button, GTK_TYPE_WIDGET)

static UmDirectory *
get_directory (UmCandidateButton *self)
{
  return um_import_get_directory (um_outcome_item_get_import (self->item));
}

static char *
dup_name (UmCandidateButton *self, guint row)
{
  UmUser user;

  um_directory_get_user (get_directory (self), row, &user);
  return um_words_name (user.name, user.account_id);
}

/* What tells users of one name apart. */
static char *
dup_facts (UmCandidateButton *self, guint row)
{
  UmUser user;
  g_autofree char *email = NULL, *id = NULL;

  um_directory_get_user (get_directory (self), row, &user);
  email = um_words_clean (um_words_email (user.email));
  id = um_words_clean (user.account_id);
  /* Translators: e-mail address, status, type and account ID of a user; with a line break */
  return g_strdup_printf (_ ("%s · %s · %s\n%s"), email, um_words_status (user.status),
                          um_words_type (user.type), id);
}

static char *
dup_choice (UmCandidateButton *self, const UmImportEntry *entry)
{
  g_autofree char *number = um_words_number (entry->n_candidates);
  g_autofree char *name = NULL;
  UmUser user;

  if (entry->row == UM_NO_ROW)
    /* Translators: %s is a number of users, two at least */
    return g_strdup_printf (
      ngettext ("Choose from %s user…", "Choose from %s users…", entry->n_candidates), number);
  um_directory_get_user (get_directory (self), entry->row, &user);
  name = um_words_name (user.name, user.account_id);
  if (user.email == NULL)
    return g_steal_pointer (&name);
  /* Translators: name and e-mail address of a user */
  return g_strdup_printf (_ ("%s · %s"), name, user.email);
}

static void
update (UmCandidateButton *self)
{
  UmImportEntry entry;
  g_autofree char *choice = NULL, *text = NULL, *label = NULL;

  if (self->item == NULL)
    return;
  um_outcome_item_get_entry (self->item, &entry);
  choice = dup_choice (self, &entry);
  text = um_words_clean (entry.text);
  /* Translators: name of a button for screen readers: what stands in a list, then whom it stands
   * for, or "Choose from 2 users…" */
  label = g_strdup_printf (_ ("“%s”: %s"), text, choice);
  gtk_label_set_label (self->label, choice);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
}

static void
toggled_cb (GtkCheckButton *check, UmCandidateButton *self)
{
  UmImportEntry entry;
  guint place;

  if (!gtk_check_button_get_active (check) || self->item == NULL || self->checks == NULL
      || !g_ptr_array_find (self->checks, check, &place))
    return;
  um_outcome_item_get_entry (self->item, &entry);
  um_import_choose (um_outcome_item_get_import (self->item),
                    um_outcome_item_get_position (self->item),
                    place > 0 ? entry.candidates[place - 1] : UM_NO_ROW);
}

static gboolean
is_narrow (UmCandidateButton *self)
{
  return gtk_widget_get_width (GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)))) < NARROW;
}

/* The table's edge may cut the button off: how far the list, which ends where the button does, is
 * moved to stay in the window. */
static int
get_offset (UmCandidateButton *self)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  graphene_rect_t bounds;
  int end;

  if (!is_narrow (self) || !gtk_widget_compute_bounds (GTK_WIDGET (self->button), root, &bounds))
    return 0;
  end = (int) (bounds.origin.x + bounds.size.width);
  return MIN (gtk_widget_get_width (root) - MARGIN - end, 0);
}

/* @facts: (nullable) */
static GtkWidget *
new_check (UmCandidateButton *self, const char *name, const char *facts, gboolean chosen)
{
  GtkWidget *check = gtk_check_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name_label = gtk_label_new (name);
  GtkWidget *facts_label = gtk_label_new (facts);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int n_chars = is_narrow (self) ? NARROW_CHARS : LINE_CHARS;

  gtk_label_set_xalign (GTK_LABEL (name_label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name_label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (name_label), n_chars);
  gtk_label_set_xalign (GTK_LABEL (facts_label), 0);
  gtk_label_set_wrap (GTK_LABEL (facts_label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (facts_label), PANGO_WRAP_WORD_CHAR);
  /* A hyphen would seem to belong to the address. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (facts_label), attributes);
  gtk_label_set_width_chars (GTK_LABEL (facts_label), n_chars);
  gtk_label_set_max_width_chars (GTK_LABEL (facts_label), n_chars);
  gtk_widget_add_css_class (facts_label, "dim");
  gtk_widget_set_visible (facts_label, facts != NULL);
  gtk_box_append (GTK_BOX (box), name_label);
  gtk_box_append (GTK_BOX (box), facts_label);
  gtk_widget_set_margin_start (box, 6);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (check), box);
  if (self->checks->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), self->checks->pdata[0]);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), chosen);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, facts != NULL ? facts : "",
                                  -1);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, 0);
  g_ptr_array_add (self->checks, check);
  return check;
}

/* The arrow keys choose. The table that the popover belongs to would take them for itself. */
static gboolean
key_pressed_cb (GtkEventControllerKey *keys,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                gpointer user_data)
{
  gboolean up = keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up;
  GtkWidget *box = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (keys));

  if (!up && keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_child_focus (box, up ? GTK_DIR_UP : GTK_DIR_DOWN);
  return GDK_EVENT_STOP;
}

/* They choose from where the choice is. */
static void
mapped_cb (UmCandidateButton *self)
{
  for (guint i = 0; self->checks != NULL && i < self->checks->len; i++)
    if (gtk_check_button_get_active (self->checks->pdata[i]))
      gtk_widget_grab_focus (self->checks->pdata[i]);
}

static void
fill (UmCandidateButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  UmImportEntry entry;

  um_outcome_item_get_entry (self->item, &entry);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  self->checks = g_ptr_array_new ();
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), NULL);
  gtk_widget_add_controller (box, keys);
  gtk_box_append (GTK_BOX (box),
                  new_check (self, _ ("Leave it open"), NULL, entry.row == UM_NO_ROW));
  for (guint i = 0; i < entry.n_candidates; i++)
    {
      g_autofree char *name = dup_name (self, entry.candidates[i]);
      g_autofree char *facts = dup_facts (self, entry.candidates[i]);

      gtk_box_append (GTK_BOX (box),
                      new_check (self, name, facts, entry.row == entry.candidates[i]));
    }
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), MOST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  gtk_popover_set_child (self->popover, scrolled);
  /* Where it can't stand around the middle of its button it ends where that does. */
  gtk_widget_set_halign (GTK_WIDGET (self->popover),
                         is_narrow (self) ? GTK_ALIGN_END : GTK_ALIGN_FILL);
  gtk_popover_set_offset (self->popover, get_offset (self), 0);
}

static void
open_cb (GtkMenuButton *button, gpointer user_data)
{
  UmCandidateButton *self = user_data;

  if (self->item != NULL)
    fill (self);
}

static void
um_candidate_button_dispose (GObject *object)
{
  UmCandidateButton *self = UM_CANDIDATE_BUTTON (object);

  if (self->button != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->button));
  self->button = NULL;
  g_clear_object (&self->item);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  G_OBJECT_CLASS (um_candidate_button_parent_class)->dispose (object);
}

static void
um_candidate_button_class_init (UmCandidateButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_candidate_button_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
um_candidate_button_init (UmCandidateButton *self)
{
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  self->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (self->label, 15);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_menu_button_set_child (self->button, GTK_WIDGET (self->label));
  /* The button would centre the label and its arrow. */
  gtk_widget_set_halign (gtk_widget_get_parent (GTK_WIDGET (self->label)), GTK_ALIGN_FILL);
  gtk_menu_button_set_always_show_arrow (self->button, TRUE);
  gtk_menu_button_set_popover (self->button, GTK_WIDGET (self->popover));
  gtk_menu_button_set_create_popup_func (self->button, open_cb, self, NULL);
  g_signal_connect_object (self->popover, "map", G_CALLBACK (mapped_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
}

/**
 * um_candidate_button_new:
 *
 * Returns: a button without an entry
 */
GtkWidget *
um_candidate_button_new (void)
{
  return g_object_new (UM_TYPE_CANDIDATE_BUTTON, NULL);
}

/**
 * um_candidate_button_set_item:
 * @self: the button
 * @item: whom it is about
 *
 * To be called again when the entry changed.
 */
void
um_candidate_button_set_item (UmCandidateButton *self, UmOutcomeItem *item)
{
  g_return_if_fail (UM_IS_CANDIDATE_BUTTON (self));
  if (g_set_object (&self->item, item))
    gtk_menu_button_popdown (self->button);
  update (self);
}
