/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of few answers in a drop-down, the first of which asks for nothing. Its state is the chosen
 * one. Owned by the panel; main thread. */
#include "um-config.h"
#include "um-filter-choice-field.h"

#include <glib/gi18n.h>

/* Both are in the order of the drop-down, behind "all". The values are those of an expression. */
static const char *const login_values[] = { "before", "never", "unknown", NULL };
static const char *const truth_values[] = { "yes", "no", "unknown", NULL };

struct _UmFilterChoiceField
{
  UmFilterField parent_instance;

  GtkDropDown *drop_down;
  const char *const *values;
};

G_DEFINE_FINAL_TYPE (UmFilterChoiceField, um_filter_choice_field, UM_TYPE_FILTER_FIELD)

static UmFilter *
condition_of (UmFilterChoiceField *self, guint selected)
{
  const char *values[] = { NULL, NULL };

  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return NULL;
  values[0] = self->values[selected - 1];
  return um_filter_condition (um_filter_field_get_key (UM_FILTER_FIELD (self)), values);
}

static UmFilter *
um_filter_choice_field_dup_part (UmFilterField *field)
{
  UmFilterChoiceField *self = UM_FILTER_CHOICE_FIELD (field);

  return condition_of (self, gtk_drop_down_get_selected (self->drop_down));
}

/* The position of the answer that a part is; 0: none. */
static guint
find_position (UmFilterChoiceField *self, const UmFilter *part)
{
  for (guint i = 1; self->values[i - 1] != NULL; i++)
    {
      g_autoptr (UmFilter) condition = condition_of (self, i);

      if (um_filter_equal (condition, part))
        return i;
    }
  return 0;
}

static gboolean
um_filter_choice_field_can_show (UmFilterField *field, const UmFilter *part)
{
  return find_position (UM_FILTER_CHOICE_FIELD (field), part) > 0;
}

static void
um_filter_choice_field_show (UmFilterField *field, const UmFilter *part)
{
  UmFilterChoiceField *self = UM_FILTER_CHOICE_FIELD (field);

  gtk_drop_down_set_selected (self->drop_down, part != NULL ? find_position (self, part) : 0);
}

static void
um_filter_choice_field_class_init (UmFilterChoiceFieldClass *klass)
{
  UmFilterFieldClass *field_class = UM_FILTER_FIELD_CLASS (klass);

  field_class->can_show = um_filter_choice_field_can_show;
  field_class->show = um_filter_choice_field_show;
  field_class->dup_part = um_filter_choice_field_dup_part;
}

static void
um_filter_choice_field_init (UmFilterChoiceField *self)
{
  GtkWidget *drop_down = gtk_drop_down_new (NULL, NULL);

  self->drop_down = GTK_DROP_DOWN (drop_down);
  g_signal_connect_object (drop_down, "notify::selected", G_CALLBACK (um_filter_field_changed),
                           self, G_CONNECT_SWAPPED);
  um_filter_field_add (UM_FILTER_FIELD (self), drop_down);
  um_filter_field_label (UM_FILTER_FIELD (self), drop_down);
}

/**
 * um_filter_choice_field_new:
 * @key: login, managed or synced
 * @title: its title
 *
 * Returns: a field that asks for nothing
 */
UmFilterField *
um_filter_choice_field_new (UmFilterKey key, const char *title)
{
  const char *const logins[] = { C_ ("login history", "All"), _ ("Logged in before"),
                                 _ ("Never logged in"), _ ("Not known"), NULL };
  const char *const truths[] = { C_ ("filter by yes or no", "Any"), _ ("Yes"), _ ("No"),
                                 _ ("Not known"), NULL };
  UmFilterChoiceField *self = g_object_new (UM_TYPE_FILTER_CHOICE_FIELD, NULL);
  g_autoptr (GtkStringList) answers = gtk_string_list_new (key == UM_KEY_LOGIN ? logins : truths);

  um_filter_field_set_up (UM_FILTER_FIELD (self), key, title);
  self->values = key == UM_KEY_LOGIN ? login_values : truth_values;
  gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (answers));
  return UM_FILTER_FIELD (self);
}
