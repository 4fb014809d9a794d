/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text, or a pattern where it holds * or ?. What is typed is the state. Owned by the panel; main
 * thread. */
#include "um-filter-text-field.h"

#include <string.h>

struct _UmFilterTextField
{
  UmFilterField parent_instance;

  GtkEditable *entry;
};

G_DEFINE_FINAL_TYPE (UmFilterTextField, um_filter_text_field, UM_TYPE_FILTER_FIELD)

/* Nothing typed, or nothing that could be looked for: none. */
static UmFilter *
condition_of (UmFilterKey key, const char *typed)
{
  g_autofree char *text = g_strstrip (g_strdup (typed));
  const char *values[] = { text, NULL };
  UmFilter *pattern = NULL;

  if (strpbrk (text, "*?") != NULL)
    pattern = um_filter_condition_of (key, UM_VALUE_PATTERN, values);
  return pattern != NULL ? pattern : um_filter_condition (key, values);
}

static UmFilter *
um_filter_text_field_dup_part (UmFilterField *field)
{
  return condition_of (um_filter_field_get_key (field),
                       gtk_editable_get_text (UM_FILTER_TEXT_FIELD (field)->entry));
}

/* What would mean something else when it is typed can't be shown: "*" as a character. */
static gboolean
um_filter_text_field_can_show (UmFilterField *field, const UmFilter *part)
{
  UmFilterKey key = um_filter_field_get_key (field);
  g_autoptr (UmFilter) typed = NULL;

  if (!um_filter_field_fits (part, key, 1u << UM_VALUE_TEXT | 1u << UM_VALUE_PATTERN, 1))
    return FALSE;
  typed = condition_of (key, um_filter_get_value (part, 0)->text);
  return typed != NULL && um_filter_equal (typed, part);
}

static void
um_filter_text_field_show (UmFilterField *field, const UmFilter *part)
{
  GtkEditable *entry = UM_FILTER_TEXT_FIELD (field)->entry;
  const char *text = part != NULL ? um_filter_get_value (part, 0)->text : "";

  if (!g_str_equal (gtk_editable_get_text (entry), text))
    gtk_editable_set_text (entry, text);
}

static void
um_filter_text_field_class_init (UmFilterTextFieldClass *klass)
{
  UmFilterFieldClass *field_class = UM_FILTER_FIELD_CLASS (klass);

  field_class->can_show = um_filter_text_field_can_show;
  field_class->show = um_filter_text_field_show;
  field_class->dup_part = um_filter_text_field_dup_part;
}

static void
um_filter_text_field_init (UmFilterTextField *self)
{
  GtkWidget *entry = gtk_entry_new ();

  self->entry = GTK_EDITABLE (entry);
  gtk_widget_set_hexpand (entry, TRUE);
  g_signal_connect_object (entry, "changed", G_CALLBACK (um_filter_field_changed), self,
                           G_CONNECT_SWAPPED);
  um_filter_field_add (UM_FILTER_FIELD (self), entry);
  um_filter_field_label (UM_FILTER_FIELD (self), entry);
}

/**
 * um_filter_text_field_new:
 * @key: name or email
 * @title: its title
 * @placeholder: what to type
 *
 * Returns: an empty field
 */
UmFilterField *
um_filter_text_field_new (UmFilterKey key, const char *title, const char *placeholder)
{
  UmFilterTextField *self = g_object_new (UM_TYPE_FILTER_TEXT_FIELD, NULL);

  um_filter_field_set_up (UM_FILTER_FIELD (self), key, title);
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), placeholder);
  return UM_FILTER_FIELD (self);
}
