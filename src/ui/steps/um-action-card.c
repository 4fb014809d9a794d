/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A card of step 2, with four fixed lines (LOOKS.md, "Cards of step 2"), and the form of its
 * inputs, which the step places below. A card that can't work is insensitive and says why in its
 * first line. Main thread. */
#include "um-config.h"
#include "um-action-card.h"
#include "um-directory-chooser.h"
#include "um-email-editor.h"
#include "um-focus.h"
#include "um-group-input.h"
#include "um-issue-editor.h"
#include "um-move-editor.h"
#include "um-page.h"
#include "um-product-chooser.h"
#include "um-words.h"

#include <glib/gi18n.h>

/* Until what was shown has been laid out. */
#define FRAMES 20

struct _UmActionCard
{
  GtkWidget parent_instance;

  const UmActionInfo *info;
  UmSourceState *source; /* (nullable) */
  GtkWidget *button;
  GtkWidget *touches;
  GtkWidget *count;                /* of the users to whom it can be done */
  UmActionTally *tally;            /* (nullable): the same as numbers, once it was counted */
  GtkWidget *form;                 /* owned: the step places it */
  UmGroupInput *groups;            /* (nullable): the input "groups", or others in its place */
  UmProductChooser *products;      /* (nullable): the input "products" */
  UmDirectoryChooser *directories; /* (nullable): the input "directories" */
  GtkWidget *message;              /* (nullable): an entry, the input "message" */
  UmIssueEditor *issue;            /* (nullable): the inputs of issues */
  UmEmailEditor *email;            /* (nullable): the inputs of new addresses */
  UmMoveEditor *move;              /* (nullable): the inputs of changing the directory */
  guint show_tick;                 /* until the form has its place */
  guint frames_left;
};

G_DEFINE_FINAL_TYPE (UmActionCard, um_action_card, GTK_TYPE_WIDGET)

static guint changed_signal;

static void
changed_cb (UmActionCard *self)
{
  g_signal_emit (self, changed_signal, 0);
}

/* A form may open, or grow, below what can be seen: it comes into sight once it has its place. That
 * takes some frames, as what is below it gets its own first. */
static gboolean
show_form_cb (GtkWidget *form, GdkFrameClock *clock, gpointer user_data)
{
  UmActionCard *self = user_data;
  GtkWidget *viewport = gtk_widget_get_ancestor (form, GTK_TYPE_VIEWPORT);
  GtkWidget *child = viewport != NULL ? gtk_viewport_get_child (GTK_VIEWPORT (viewport)) : NULL;
  graphene_rect_t place;

  if (child != NULL && gtk_widget_compute_bounds (form, child, &place))
    gtk_adjustment_clamp_page (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport)),
                               place.origin.y, place.origin.y + place.size.height);
  if (self->frames_left-- > 0)
    return G_SOURCE_CONTINUE;
  self->show_tick = 0;
  return G_SOURCE_REMOVE;
}

static void
show_form (UmActionCard *self)
{
  self->frames_left = FRAMES;
  if (self->show_tick == 0)
    self->show_tick = gtk_widget_add_tick_callback (self->form, show_form_cb, self, NULL);
}

/* Whether one is at its button or in its form. */
static gboolean
has_focus (UmActionCard *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && um_action_card_get_chosen (self)
         && (focus == self->button || gtk_widget_is_ancestor (focus, self->form));
}

/* What is offered is made of the whole directory: for forms that are shown alone. */
static void
fill_form (UmActionCard *self)
{
  if (self->groups != NULL)
    um_group_input_set_source (self->groups, self->source);
  if (self->products != NULL)
    um_product_chooser_set_source (self->products, self->source);
  if (self->directories != NULL)
    um_directory_chooser_set_source (self->directories, self->source);
  if (self->move != NULL)
    um_move_editor_set_source (self->move, self->source);
  if (self->issue != NULL)
    um_issue_editor_set_source (self->issue, self->source);
  if (self->email != NULL)
    um_email_editor_set_source (self->email, self->source);
}

static void
toggled_cb (UmActionCard *self)
{
  gboolean chosen = um_action_card_get_chosen (self);

  if (chosen)
    fill_form (self);
  gtk_widget_set_visible (self->form, chosen);
  if (chosen)
    show_form (self);
  if (chosen && self->groups != NULL)
    um_page_take_focus (GTK_WIDGET (self->groups));
  else if (chosen && self->products != NULL)
    um_page_take_focus (GTK_WIDGET (self->products));
  else if (chosen && self->directories != NULL
           && gtk_widget_get_visible (GTK_WIDGET (self->directories)))
    um_page_take_focus (GTK_WIDGET (self->directories));
  else if (chosen && self->message != NULL)
    um_page_take_focus (self->message);
  else if (chosen && self->move != NULL)
    um_page_take_focus (GTK_WIDGET (self->move));
  else if (chosen && self->issue != NULL)
    um_page_take_focus (GTK_WIDGET (self->issue));
  else if (chosen && self->email != NULL)
    um_page_take_focus (GTK_WIDGET (self->email));
  changed_cb (self);
}

static GtkWidget *
add_line (GtkWidget *box, const char *icon, const char *text, const char *meaning)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (image, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (line, meaning);
  gtk_box_append (GTK_BOX (line), image);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (box), line);
  return label;
}

static GtkWidget *
new_content (UmActionCard *self)
{
  const char *key = self->info->key;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title_line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gtk_label_new (um_words_action_name (key));
  GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_wrap (GTK_LABEL (title), TRUE);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (title, "heading");
  /* That it is chosen shows not by its colour alone. */
  g_object_bind_property (self->button, "active", mark, "visible", G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (title_line), title);
  gtk_box_append (GTK_BOX (title_line), mark);
  gtk_box_append (GTK_BOX (box), title_line);
  self->touches = add_line (box, "document-edit-symbolic", um_words_action_touches (key),
                            _ ("What it touches"));
  gtk_widget_add_css_class (self->touches, "um-reason");
  add_line (box, "x-office-spreadsheet-symbolic", um_words_billing (self->info->billing),
            _ ("Billing"));
  add_line (box, "user-available-symbolic", um_words_action_notices (key), _ ("What users notice"));
  add_line (box, "edit-undo-symbolic", um_words_undo (self->info->undo), _ ("Undo"));
  self->count = add_line (box, "system-users-symbolic", "", _ ("Selected users"));
  gtk_widget_set_visible (gtk_widget_get_parent (self->count), FALSE);
  return box;
}

static gboolean
has_input (UmActionCard *self, UmInputKind kind)
{
  for (guint i = 0; i < self->info->n_inputs; i++)
    if (self->info->inputs[i] == kind)
      return TRUE;
  return FALSE;
}

static GtkWidget *
add_form (UmActionCard *self, GtkWidget *box, const char *text, GtkWidget *chooser)
{
  GtkWidget *title = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_box_append (GTK_BOX (box), title);
  g_object_bind_property (chooser, "visible", title, "visible", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (chooser, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), chooser);
  return chooser;
}

static GtkWidget *
add_input (UmActionCard *self, GtkWidget *box, UmInputKind kind, GtkWidget *chooser)
{
  /* Translators: the name of an action and what it asks for: "Add to Groups: Groups" */
  g_autofree char *text = g_strdup_printf (_ ("%s: %s"), um_words_action_name (self->info->key),
                                           um_words_input (kind));

  return add_form (self, box, text, chooser);
}

static GtkWidget *
new_message (void)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_entry_set_placeholder_text (GTK_ENTRY (entry), _ ("Optional"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  um_words_input (UM_INPUT_MESSAGE), -1);
  return entry;
}

static GtkWidget *
new_form (UmActionCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  gtk_widget_set_visible (box, FALSE);
  if (has_input (self, UM_INPUT_INTO))
    {
      self->move = UM_MOVE_EDITOR (
        add_form (self, box, um_words_action_name (self->info->key), um_move_editor_new ()));
      g_signal_connect_object (self->move, "grown", G_CALLBACK (show_form), self,
                               G_CONNECT_SWAPPED);
      return box;
    }
  if (has_input (self, UM_INPUT_GROUPS))
    {
      self->groups = UM_GROUP_INPUT (
        add_input (self, box, UM_INPUT_GROUPS, um_group_input_new (self->info)));
      g_signal_connect_object (self->groups, "grown", G_CALLBACK (show_form), self,
                               G_CONNECT_SWAPPED);
    }
  if (has_input (self, UM_INPUT_PRODUCTS))
    self->products = UM_PRODUCT_CHOOSER (
      add_input (self, box, UM_INPUT_PRODUCTS, um_product_chooser_new (self->info->takes_access)));
  if (has_input (self, UM_INPUT_DIRECTORIES))
    self->directories = UM_DIRECTORY_CHOOSER (
      add_input (self, box, UM_INPUT_DIRECTORIES, um_directory_chooser_new ()));
  if (has_input (self, UM_INPUT_MESSAGE))
    self->message = add_input (self, box, UM_INPUT_MESSAGE, new_message ());
  if (has_input (self, UM_INPUT_PROJECT))
    {
      self->issue = UM_ISSUE_EDITOR (
        add_form (self, box, um_words_action_name (self->info->key), um_issue_editor_new ()));
      g_signal_connect_object (self->issue, "grown", G_CALLBACK (show_form), self,
                               G_CONNECT_SWAPPED);
    }
  if (has_input (self, UM_INPUT_EMAILS))
    {
      self->email = UM_EMAIL_EDITOR (
        add_form (self, box, um_words_action_name (self->info->key), um_email_editor_new ()));
      g_signal_connect_object (self->email, "grown", G_CALLBACK (show_form), self,
                               G_CONNECT_SWAPPED);
    }
  return box;
}

/* What can't be pressed can't be reached by the keys either, and what is in it is no text of its
 * own to a screen reader: then the card stands in for its button. */
static void
tell_reason (UmActionCard *self, gboolean usable, const char *reason)
{
  gboolean had_focus = gtk_widget_has_focus (self->button);

  gtk_widget_set_focusable (GTK_WIDGET (self), !usable);
  gtk_widget_set_sensitive (self->button, usable);
  if (had_focus && !usable)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  usable ? "" : um_words_action_name (self->info->key),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason, -1);
}

/* Why the source doesn't allow it, or the selected users don't; or whom of them it leaves out. */
static void
update_reason (UmActionCard *self)
{
  UmObstacle obstacle = self->source != NULL ? um_actions_get_obstacle (self->info, self->source)
                                             : UM_OBSTACLE_NONE;
  gboolean counts = obstacle == UM_OBSTACLE_NONE && self->tally != NULL;
  gboolean usable = obstacle == UM_OBSTACLE_NONE && !(counts && self->tally->possible == 0);
  g_autofree char *reason = counts ? um_words_tally (self->tally)
                                   : g_strdup (um_words_obstacle (obstacle));

  gtk_label_set_label (GTK_LABEL (self->touches),
                       usable ? um_words_action_touches (self->info->key) : reason);
  gtk_label_set_label (GTK_LABEL (self->count), reason);
  gtk_widget_set_visible (gtk_widget_get_parent (self->count), usable && *reason != '\0');
  tell_reason (self, usable, reason);
  if (!usable)
    um_action_card_set_chosen (self, FALSE);
}

static void
update (UmActionCard *self)
{
  update_reason (self);
  if (um_action_card_get_chosen (self))
    fill_form (self);
}

static gboolean
um_action_card_grab_focus (GtkWidget *widget)
{
  GtkWidget *button = UM_ACTION_CARD (widget)->button;

  if (!gtk_widget_get_sensitive (button))
    return GTK_WIDGET_CLASS (um_action_card_parent_class)->grab_focus (widget);
  return gtk_widget_grab_focus (button);
}

static gboolean
um_action_card_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (!gtk_widget_get_sensitive (UM_ACTION_CARD (widget)->button))
    return GTK_WIDGET_CLASS (um_action_card_parent_class)->focus (widget, direction);
  return um_focus_parts (widget, direction);
}

static void
um_action_card_dispose (GObject *object)
{
  UmActionCard *self = UM_ACTION_CARD (object);

  if (self->show_tick != 0 && self->form != NULL)
    gtk_widget_remove_tick_callback (self->form, self->show_tick);
  self->show_tick = 0;
  g_clear_object (&self->source);
  g_clear_object (&self->form);
  g_clear_pointer (&self->tally, g_free);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  G_OBJECT_CLASS (um_action_card_parent_class)->dispose (object);
}

static void
um_action_card_class_init (UmActionCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_action_card_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = um_action_card_grab_focus;
  GTK_WIDGET_CLASS (klass)->focus = um_action_card_focus;
  changed_signal = g_signal_new ("changed", UM_TYPE_ACTION_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "actioncard");
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
um_action_card_init (UmActionCard *self)
{
  self->button = gtk_toggle_button_new ();
  gtk_widget_add_css_class (self->button, "um-card");
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  g_signal_connect_object (self->button, "toggled", G_CALLBACK (toggled_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * um_action_card_new:
 * @info: the action
 *
 * Returns: its card, not chosen
 */
GtkWidget *
um_action_card_new (const UmActionInfo *info)
{
  UmActionCard *self = g_object_new (UM_TYPE_ACTION_CARD, NULL);

  self->info = info;
  gtk_button_set_child (GTK_BUTTON (self->button), new_content (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  um_words_action_name (info->key), -1);
  self->form = g_object_ref_sink (new_form (self));
  return GTK_WIDGET (self);
}

/**
 * um_action_card_get_info:
 * @self: a card
 *
 * Returns: (transfer none): its action
 */
const UmActionInfo *
um_action_card_get_info (UmActionCard *self)
{
  g_return_val_if_fail (UM_IS_ACTION_CARD (self), NULL);
  return self->info;
}

/**
 * um_action_card_set_source:
 * @self: a card
 * @source: (nullable): the source that is worked on
 */
void
um_action_card_set_source (UmActionCard *self, UmSourceState *source)
{
  g_return_if_fail (UM_IS_ACTION_CARD (self));
  g_set_object (&self->source, source);
  update (self);
}

/**
 * um_action_card_set_tally:
 * @self: a card
 * @tally: (nullable): to how many of the selected users its action can be done; %NULL: not known
 */
void
um_action_card_set_tally (UmActionCard *self, const UmActionTally *tally)
{
  g_return_if_fail (UM_IS_ACTION_CARD (self));
  g_free (self->tally);
  self->tally = g_memdup2 (tally, sizeof *tally);
  update_reason (self);
  /* The cards above have got another line. */
  if (has_focus (self))
    show_form (self);
}

/**
 * um_action_card_get_chosen:
 * @self: a card
 *
 * Returns: whether its action is part of the plan
 */
gboolean
um_action_card_get_chosen (UmActionCard *self)
{
  g_return_val_if_fail (UM_IS_ACTION_CARD (self), FALSE);
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->button));
}

/**
 * um_action_card_set_chosen:
 * @self: a card
 * @chosen: whether its action is part of the plan; %FALSE also forgets its inputs
 */
void
um_action_card_set_chosen (UmActionCard *self, gboolean chosen)
{
  g_return_if_fail (UM_IS_ACTION_CARD (self));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->button), chosen);
  if (!chosen && self->groups != NULL)
    um_group_input_clear (self->groups);
  if (!chosen && self->products != NULL)
    um_product_chooser_clear (self->products);
  if (!chosen && self->directories != NULL)
    um_directory_chooser_clear (self->directories);
  if (!chosen && self->message != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->message), "");
  if (!chosen && self->move != NULL)
    um_move_editor_clear (self->move);
  if (!chosen && self->issue != NULL)
    um_issue_editor_clear (self->issue);
  if (!chosen && self->email != NULL)
    um_email_editor_clear (self->email);
}

/**
 * um_action_card_get_form:
 * @self: a card
 *
 * Returns: (transfer none): the form of its inputs, visible while it is chosen
 */
GtkWidget *
um_action_card_get_form (UmActionCard *self)
{
  g_return_val_if_fail (UM_IS_ACTION_CARD (self), NULL);
  return self->form;
}

/**
 * um_action_card_is_complete:
 * @self: a card
 *
 * Returns: whether every input that can't be missing has a value
 */
gboolean
um_action_card_is_complete (UmActionCard *self)
{
  g_return_val_if_fail (UM_IS_ACTION_CARD (self), FALSE);
  if (self->groups != NULL && !um_group_input_is_complete (self->groups))
    return FALSE;
  if (self->move != NULL && !um_move_editor_is_complete (self->move))
    return FALSE;
  if (self->issue != NULL && !um_issue_editor_is_complete (self->issue))
    return FALSE;
  if (self->email != NULL && !um_email_editor_is_complete (self->email))
    return FALSE;
  return self->products == NULL || um_product_chooser_get_n_chosen (self->products) > 0;
}

/* a{sas}: the nick of each input with its values. */
static GVariant *
get_inputs (UmActionCard *self)
{
  GVariantBuilder inputs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));

  if (self->issue != NULL)
    return um_issue_editor_get_inputs (self->issue);
  if (self->email != NULL)
    return um_email_editor_get_inputs (self->email);
  if (self->move != NULL)
    return um_move_editor_get_inputs (self->move);
  if (self->groups != NULL)
    {
      g_auto (GStrv) ids = um_group_input_dup_ids (self->groups);

      g_variant_builder_add (&inputs, "{s@as}", um_input_kind_to_nick (UM_INPUT_GROUPS),
                             g_variant_new_strv ((const char *const *) ids, -1));
    }
  if (self->directories != NULL)
    {
      g_auto (GStrv) ids = um_directory_chooser_dup_ids (self->directories);

      g_variant_builder_add (&inputs, "{s@as}", um_input_kind_to_nick (UM_INPUT_DIRECTORIES),
                             g_variant_new_strv ((const char *const *) ids, -1));
    }
  if (self->message != NULL)
    {
      const char *text = gtk_editable_get_text (GTK_EDITABLE (self->message));

      g_variant_builder_add (&inputs, "{s@as}", um_input_kind_to_nick (UM_INPUT_MESSAGE),
                             g_variant_new_strv (&text, 1));
    }
  if (self->products != NULL)
    {
      g_auto (GStrv) keys = um_product_chooser_dup_keys (self->products);

      g_variant_builder_add (&inputs, "{s@as}", um_input_kind_to_nick (UM_INPUT_PRODUCTS),
                             g_variant_new_strv ((const char *const *) keys, -1));
    }
  return g_variant_builder_end (&inputs);
}

/**
 * um_action_card_add_actions:
 * @self: a card that is complete
 * @actions: (element-type UmPlanAction): where its action goes, with its inputs
 *
 * Groups that are given user by user may make two actions of it.
 */
void
um_action_card_add_actions (UmActionCard *self, GPtrArray *actions)
{
  g_auto (GStrv) ids = NULL;

  g_return_if_fail (UM_IS_ACTION_CARD (self));
  if (self->groups != NULL)
    ids = um_group_input_dup_ids (self->groups);
  if (self->groups != NULL && ids == NULL)
    um_group_input_add_actions (self->groups, actions);
  else
    g_ptr_array_add (actions, um_plan_action_new (self->info->key, get_inputs (self)));
}
