/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing several of up to tens of thousands. Its state is the items, the chosen ones and the
 * search; the list shows the first that fit, the chosen ones before the others, and says how many
 * more there are, so that opening it costs the same whatever their number. Owned by a field of the
 * Filter panel; main thread. */
#include "um-config.h"
#include "um-filter-picker.h"
#include "um-directory.h"
#include "um-focus.h"
#include "um-words.h"

#include <glib/gi18n.h>
#include <string.h>

/* So many are shown at once; who looks for one among more types a piece of its name. */
#define MOST_SHOWN 50
/* Fewer than this are looked through without a search. */
#define FEW 8

/* ---- a row: a box to tick that knows what it is for ---- */

#define UM_TYPE_PICKER_ROW (um_picker_row_get_type ())
G_DECLARE_FINAL_TYPE (UmPickerRow, um_picker_row, UM, PICKER_ROW, GtkCheckButton)

struct _UmPickerRow
{
  GtkCheckButton parent_instance;

  char *key;
  char *name;
};

G_DEFINE_FINAL_TYPE (UmPickerRow, um_picker_row, GTK_TYPE_CHECK_BUTTON)

static void
um_picker_row_finalize (GObject *object)
{
  g_free (UM_PICKER_ROW (object)->key);
  g_free (UM_PICKER_ROW (object)->name);
  G_OBJECT_CLASS (um_picker_row_parent_class)->finalize (object);
}

static void
um_picker_row_class_init (UmPickerRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = um_picker_row_finalize;
}

static void
um_picker_row_init (UmPickerRow *self)
{
}

/* ---- the picker ---- */

struct _UmFilterPicker
{
  GtkWidget parent_instance;

  const char *title;
  const char *any;
  GPtrArray *items;  /* (nullable) of UmPickerItem */
  GPtrArray *chosen; /* of char *: keys */
  GPtrArray *names;  /* of char *: theirs */

  GtkWidget *button;
  GtkWidget *label;
  GtkWidget *popover;
  GtkWidget *search;
  GtkWidget *list;
  GtkWidget *note;
};

G_DEFINE_FINAL_TYPE (UmFilterPicker, um_filter_picker, GTK_TYPE_WIDGET)

static guint changed_signal;
static guint opened_signal;

UmPickerItem *
um_picker_item_new (const char *key, const char *name)
{
  UmPickerItem *self = g_new0 (UmPickerItem, 1);

  self->key = g_strdup (key);
  self->name = g_strdup (name);
  self->folded = um_text_fold (name);
  return self;
}

void
um_picker_item_free (UmPickerItem *self)
{
  g_free (self->key);
  g_free (self->name);
  g_free (self->folded);
  g_free (self);
}

static gboolean
is_chosen (UmFilterPicker *self, const char *key, guint *index)
{
  return g_ptr_array_find_with_equal_func (self->chosen, key, g_str_equal, index);
}

/* ---- the button ---- */

/* "jira-users", "jira-users or 2 others" */
static char *
dup_summary (UmFilterPicker *self)
{
  guint n_others = self->names->len - 1;
  g_autofree char *first = NULL;
  g_autofree char *others = NULL;

  if (self->names->len == 0)
    return g_strdup (self->any);
  first = um_words_clean (self->names->pdata[0]);
  if (n_others == 0)
    return g_steal_pointer (&first);
  others = um_words_number (n_others);
  /* Translators: the first is the name of a group or the like, the second a number of further ones
   */
  return g_strdup_printf (ngettext ("%s or %s other", "%s or %s others", n_others), first, others);
}

static char *
dup_all_names (UmFilterPicker *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->names->len && i < MOST_SHOWN; i++)
    {
      g_autofree char *name = um_words_clean (self->names->pdata[i]);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", name);
    }
  return g_string_free (text, FALSE);
}

static void
update_button (UmFilterPicker *self)
{
  g_autofree char *summary = dup_summary (self);
  g_autofree char *names = dup_all_names (self);
  /* Translators: a field's title, and what is chosen in it, as screen readers say it */
  g_autofree char *spoken = g_strdup_printf (_ ("%s: %s"), self->title, summary);

  gtk_label_set_label (GTK_LABEL (self->label), summary);
  gtk_widget_set_tooltip_text (self->button, self->names->len > 0 ? names : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

/* ---- the list ---- */

static void
toggled_cb (GtkCheckButton *check, UmFilterPicker *self)
{
  UmPickerRow *row = UM_PICKER_ROW (check);
  gboolean ticked = gtk_check_button_get_active (check);
  guint index;

  if (is_chosen (self, row->key, &index) == ticked)
    return;
  if (ticked)
    {
      g_ptr_array_add (self->chosen, g_strdup (row->key));
      g_ptr_array_add (self->names, g_strdup (row->name));
    }
  else
    {
      g_ptr_array_remove_index (self->chosen, index);
      g_ptr_array_remove_index (self->names, index);
    }
  update_button (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
add_row (UmFilterPicker *self, const char *key, const char *name)
{
  UmPickerRow *row = g_object_new (UM_TYPE_PICKER_ROW, NULL);
  g_autofree char *clean = um_words_clean (name);
  GtkWidget *label = gtk_label_new (clean);

  row->key = g_strdup (key);
  row->name = g_strdup (name);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_tooltip_text (label, clean);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, clean, -1);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (row), is_chosen (self, key, NULL));
  g_signal_connect_object (row, "toggled", G_CALLBACK (toggled_cb), self, 0);
  gtk_box_append (GTK_BOX (self->list), GTK_WIDGET (row));
}

static gboolean
fits (const char *folded, const char *wanted)
{
  return strstr (folded, wanted) != NULL;
}

/* The chosen ones that fit, on top. Returns: how many */
static guint
add_chosen (UmFilterPicker *self, const char *wanted)
{
  guint n_shown = 0;

  for (guint i = 0; i < self->chosen->len && n_shown < MOST_SHOWN; i++)
    {
      g_autofree char *folded = um_text_fold (self->names->pdata[i]);

      if (!fits (folded, wanted))
        continue;
      add_row (self, self->chosen->pdata[i], self->names->pdata[i]);
      n_shown++;
    }
  return n_shown;
}

/* Says what isn't in the list. */
static void
update_note (UmFilterPicker *self, guint n_shown, guint n_more)
{
  g_autofree char *number = um_words_number (n_more);
  g_autofree char *more
    /* Translators: %s is a number of groups or the like that fit but aren't listed */
    = g_strdup_printf (ngettext ("%s more: type to find it", "%s more: type to find them", n_more),
                       number);

  if (self->items == NULL)
    gtk_label_set_label (GTK_LABEL (self->note), _ ("Loading…"));
  else if (self->items->len == 0)
    gtk_label_set_label (GTK_LABEL (self->note), _ ("There is nothing to choose from."));
  else
    gtk_label_set_label (GTK_LABEL (self->note),
                         n_shown > 0 ? more : _ ("Nothing fits this search."));
  gtk_widget_set_visible (self->note, n_shown == 0 || n_more > 0);
}

static void
update_list (UmFilterPicker *self)
{
  g_autofree char *wanted = um_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  guint n_items = self->items != NULL ? self->items->len : 0;
  guint n_more = 0;
  guint n_shown;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), row);
  n_shown = add_chosen (self, wanted);
  for (guint i = 0; i < n_items; i++)
    {
      const UmPickerItem *item = self->items->pdata[i];

      if (!fits (item->folded, wanted) || is_chosen (self, item->key, NULL))
        continue;
      if (n_shown >= MOST_SHOWN)
        {
          n_more++;
          continue;
        }
      add_row (self, item->key, item->name);
      n_shown++;
    }
  gtk_widget_set_visible (self->search, n_items > FEW);
  update_note (self, n_shown, n_more);
}

/* Whoever opens it can type, or tick, at once. */
static void
focus_list (UmFilterPicker *self)
{
  if (gtk_widget_get_visible (self->search))
    gtk_widget_grab_focus (self->search);
  else
    gtk_widget_child_focus (self->list, GTK_DIR_TAB_FORWARD);
}

static void
search_changed_cb (UmFilterPicker *self)
{
  update_list (self);
}

/* The one that is called as was typed, else the first that fits. (nullable) */
static GtkWidget *
find_best (UmFilterPicker *self)
{
  g_autofree char *wanted = um_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  GtkWidget *first = gtk_widget_get_first_child (self->list);

  for (GtkWidget *row = first; row != NULL; row = gtk_widget_get_next_sibling (row))
    {
      g_autofree char *folded = um_text_fold (UM_PICKER_ROW (row)->name);

      if (g_str_equal (folded, wanted))
        return row;
    }
  return first;
}

/* Return ticks what fits what is typed by now; "search-changed" may have told of less. */
static void
search_activated_cb (UmFilterPicker *self)
{
  GtkWidget *best;

  update_list (self);
  best = find_best (self);
  if (best != NULL)
    gtk_widget_activate (best);
}

static void
stop_search_cb (UmFilterPicker *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
clicked_cb (UmFilterPicker *self)
{
  g_signal_emit (self, opened_signal, 0);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  update_list (self);
  gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
closed_cb (UmFilterPicker *self)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE,
                               -1);
}

static void
mapped_cb (UmFilterPicker *self)
{
  focus_list (self);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_STATE_EXPANDED, TRUE,
                               -1);
}

static gboolean
um_filter_picker_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (UM_FILTER_PICKER (widget)->button);
}

static void
um_filter_picker_dispose (GObject *object)
{
  UmFilterPicker *self = UM_FILTER_PICKER (object);

  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->chosen, g_ptr_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  G_OBJECT_CLASS (um_filter_picker_parent_class)->dispose (object);
}

static void
um_filter_picker_class_init (UmFilterPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_filter_picker_dispose;
  um_focus_set_entrance (widget_class, um_filter_picker_grab_focus);
  changed_signal = g_signal_new ("changed", UM_TYPE_FILTER_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  opened_signal = g_signal_new ("opened", UM_TYPE_FILTER_PICKER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
add_button (UmFilterPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), box);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_HAS_POPUP,
                                  TRUE, -1);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

static void
add_popover (UmFilterPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->search = gtk_search_entry_new ();
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->note = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->note), 0);
  gtk_widget_add_css_class (self->note, "dim");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 280);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), self->note);
  gtk_widget_set_size_request (box, 260, -1);
  self->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (self->popover), box);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  g_signal_connect_object (self->popover, "map", G_CALLBACK (mapped_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->popover, "closed", G_CALLBACK (closed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (search_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (stop_search_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
um_filter_picker_init (UmFilterPicker *self)
{
  self->chosen = g_ptr_array_new_with_free_func (g_free);
  self->names = g_ptr_array_new_with_free_func (g_free);
  add_button (self);
  add_popover (self);
}

/**
 * um_filter_picker_new:
 * @title: the name of what is chosen; static
 * @any: what the button says while nothing is; static
 *
 * Returns: a picker without items
 */
UmFilterPicker *
um_filter_picker_new (const char *title, const char *any)
{
  UmFilterPicker *self = g_object_new (UM_TYPE_FILTER_PICKER, NULL);

  self->title = title;
  self->any = any;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  update_button (self);
  return self;
}

/**
 * um_filter_picker_set_items:
 * @self: a picker
 * @items: (nullable) (element-type UmPickerItem): what can be chosen, in its order; %NULL: that
 *   isn't known yet
 */
void
um_filter_picker_set_items (UmFilterPicker *self, GPtrArray *items)
{
  g_return_if_fail (UM_IS_FILTER_PICKER (self));
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = items != NULL ? g_ptr_array_ref (items) : NULL;
  if (!gtk_widget_get_mapped (self->popover))
    return;
  update_list (self);
  focus_list (self);
}

static void
put_strings (GPtrArray *array, const char *const *strings)
{
  g_ptr_array_set_size (array, 0);
  for (guint i = 0; strings[i] != NULL; i++)
    g_ptr_array_add (array, g_strdup (strings[i]));
}

/**
 * um_filter_picker_set_chosen:
 * @self: a picker
 * @keys: what is chosen
 * @names: its names, as many
 *
 * Not told by "changed".
 */
void
um_filter_picker_set_chosen (UmFilterPicker *self,
                             const char *const *keys,
                             const char *const *names)
{
  g_return_if_fail (UM_IS_FILTER_PICKER (self));
  put_strings (self->chosen, keys);
  put_strings (self->names, names);
  update_button (self);
  if (gtk_widget_get_mapped (self->popover))
    update_list (self);
}

/**
 * um_filter_picker_get_chosen:
 * @self: a picker
 *
 * Returns: (transfer none) (element-type utf8): the keys of what is chosen
 */
GPtrArray *
um_filter_picker_get_chosen (UmFilterPicker *self)
{
  g_return_val_if_fail (UM_IS_FILTER_PICKER (self), NULL);
  return self->chosen;
}
