/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Users of any of several imported lists. What is chosen is the picker's state, by folded name.
 * Owned by the panel; main thread. */
#include "um-config.h"
#include "um-filter-list-field.h"
#include "um-filter-picker.h"
#include "um-lists.h"

#include <glib/gi18n.h>

struct _UmFilterListField
{
  UmFilterField parent_instance;

  GPtrArray *items; /* of UmPickerItem */
  UmFilterPicker *picker;
};

G_DEFINE_FINAL_TYPE (UmFilterListField, um_filter_list_field, UM_TYPE_FILTER_FIELD)

static void
um_filter_list_field_set_source (UmFilterField *field, UmSourceState *source, UmFilterKnown known)
{
  UmFilterListField *self = UM_FILTER_LIST_FIELD (field);
  GPtrArray *infos = source != NULL ? um_source_state_get_list_infos (source) : NULL;

  g_ptr_array_unref (self->items);
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) um_picker_item_free);
  for (guint i = 0; infos != NULL && i < infos->len; i++)
    {
      const UmListInfo *info = infos->pdata[i];
      g_autofree char *key = um_text_fold (info->name);

      g_ptr_array_add (self->items, um_picker_item_new (key, info->name));
    }
  um_filter_picker_set_items (self->picker, self->items);
}

/* Returns: (nullable): the list of that folded name */
static const UmPickerItem *
find_item (UmFilterListField *self, const char *key)
{
  for (guint i = 0; i < self->items->len; i++)
    {
      const UmPickerItem *item = self->items->pdata[i];

      if (g_str_equal (item->key, key))
        return item;
    }
  return NULL;
}

static gboolean
um_filter_list_field_can_show (UmFilterField *field, const UmFilter *part)
{
  UmFilterListField *self = UM_FILTER_LIST_FIELD (field);

  if (!um_filter_field_fits (part, UM_KEY_LIST, 1u << UM_VALUE_TEXT, G_MAXUINT))
    return FALSE;
  for (guint i = 0; i < um_filter_get_n_values (part); i++)
    {
      g_autofree char *key = um_text_fold (um_filter_get_value (part, i)->text);

      if (find_item (self, key) == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
um_filter_list_field_show (UmFilterField *field, const UmFilter *part)
{
  UmFilterListField *self = UM_FILTER_LIST_FIELD (field);
  g_autoptr (GPtrArray) keys = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; part != NULL && i < um_filter_get_n_values (part); i++)
    {
      g_autofree char *key = um_text_fold (um_filter_get_value (part, i)->text);
      const UmPickerItem *item = find_item (self, key);

      if (g_ptr_array_find (keys, item->key, NULL))
        continue;
      g_ptr_array_add (keys, item->key);
      g_ptr_array_add (names, item->name);
    }
  g_ptr_array_add (keys, NULL);
  g_ptr_array_add (names, NULL);
  um_filter_picker_set_chosen (self->picker, (const char *const *) keys->pdata,
                               (const char *const *) names->pdata);
}

static UmFilter *
um_filter_list_field_dup_part (UmFilterField *field)
{
  UmFilterListField *self = UM_FILTER_LIST_FIELD (field);
  GPtrArray *keys = um_filter_picker_get_chosen (self->picker);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < keys->len; i++)
    {
      const UmPickerItem *item = find_item (self, keys->pdata[i]);

      if (item != NULL)
        g_ptr_array_add (names, item->name);
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_add (names, NULL);
  return um_filter_condition (UM_KEY_LIST, (const char *const *) names->pdata);
}

static void
um_filter_list_field_finalize (GObject *object)
{
  g_clear_pointer (&UM_FILTER_LIST_FIELD (object)->items, g_ptr_array_unref);
  G_OBJECT_CLASS (um_filter_list_field_parent_class)->finalize (object);
}

static void
um_filter_list_field_class_init (UmFilterListFieldClass *klass)
{
  UmFilterFieldClass *field_class = UM_FILTER_FIELD_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = um_filter_list_field_finalize;
  field_class->set_source = um_filter_list_field_set_source;
  field_class->can_show = um_filter_list_field_can_show;
  field_class->show = um_filter_list_field_show;
  field_class->dup_part = um_filter_list_field_dup_part;
}

static void
um_filter_list_field_init (UmFilterListField *self)
{
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) um_picker_item_free);
}

/**
 * um_filter_list_field_new:
 * @title: its title; static
 *
 * Returns: a field in which nothing is chosen
 */
UmFilterField *
um_filter_list_field_new (const char *title)
{
  UmFilterListField *self = g_object_new (UM_TYPE_FILTER_LIST_FIELD, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button = gtk_button_new_with_label (_ ("Import…"));

  um_filter_field_set_up (UM_FILTER_FIELD (self), UM_KEY_LIST, title);
  self->picker = um_filter_picker_new (title, C_ ("filter by lists", "Any"));
  gtk_widget_set_hexpand (GTK_WIDGET (self->picker), TRUE);
  gtk_widget_set_tooltip_text (button, _ ("Read a list of users from a file"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "select.import");
  g_signal_connect_object (self->picker, "changed", G_CALLBACK (um_filter_field_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->picker));
  gtk_box_append (GTK_BOX (box), button);
  um_filter_field_add (UM_FILTER_FIELD (self), box);
  return UM_FILTER_FIELD (self);
}
