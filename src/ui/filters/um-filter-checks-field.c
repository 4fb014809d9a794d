/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any of several codes. Its state is which boxes are ticked; there is a box for each code that this
 * source can know. Owned by the panel; main thread. */
#include "um-filter-checks-field.h"
#include "um-tick.h"
#include "um-enums.h"
#include "um-words.h"
#include "um-wrap-box.h"

struct _UmFilterChecksField
{
  UmFilterField parent_instance;

  GtkWidget *box;
  GtkSizeGroup *widths;             /* all boxes take as much, so that they stand in columns */
  GtkWidget *checks[UM_MOST_CODES]; /* by code; NULL: not offered */
};

G_DEFINE_FINAL_TYPE (UmFilterChecksField, um_filter_checks_field, UM_TYPE_FILTER_FIELD)

static const char *
get_words (UmFilterKey key, guint code)
{
  return key == UM_KEY_STATUS ? um_words_status (code) : um_words_type (code);
}

static const char *
get_nick (UmFilterKey key, guint code)
{
  return key == UM_KEY_STATUS ? um_user_status_to_nick (code) : um_user_type_to_nick (code);
}

static gboolean
is_ticked (UmFilterChecksField *self, guint code)
{
  return self->checks[code] != NULL
         && gtk_check_button_get_active (GTK_CHECK_BUTTON (self->checks[code]));
}

static void
add_check (UmFilterChecksField *self, guint code)
{
  UmFilterKey key = um_filter_field_get_key (UM_FILTER_FIELD (self));
  GtkWidget *check = um_tick_new (get_words (key, code));

  g_signal_connect_object (check, "toggled", G_CALLBACK (um_filter_field_changed), self,
                           G_CONNECT_SWAPPED);
  gtk_size_group_add_widget (self->widths, check);
  gtk_widget_set_parent (check, self->box);
  self->checks[code] = check;
}

static void
um_filter_checks_field_set_source (UmFilterField *field, UmSourceState *source, UmFilterKnown known)
{
  UmFilterChecksField *self = UM_FILTER_CHECKS_FIELD (field);
  UmFilterKey key = um_filter_field_get_key (field);
  gboolean same = TRUE;

  for (guint code = 0; code < UM_MOST_CODES; code++)
    same = same && (self->checks[code] != NULL) == um_filter_known_code (known, key, code);
  if (same)
    return;
  um_wrap_box_remove_all (UM_WRAP_BOX (self->box));
  for (guint code = 0; code < UM_MOST_CODES; code++)
    {
      self->checks[code] = NULL;
      if (um_filter_known_code (known, key, code))
        add_check (self, code);
    }
}

static gboolean
um_filter_checks_field_can_show (UmFilterField *field, const UmFilter *part)
{
  UmFilterChecksField *self = UM_FILTER_CHECKS_FIELD (field);

  if (!um_filter_field_fits (part, um_filter_field_get_key (field), 1u << UM_VALUE_CODE, G_MAXUINT))
    return FALSE;
  for (guint i = 0; i < um_filter_get_n_values (part); i++)
    if (self->checks[um_filter_get_value (part, i)->code] == NULL)
      return FALSE;
  return TRUE;
}

static void
um_filter_checks_field_show (UmFilterField *field, const UmFilter *part)
{
  UmFilterChecksField *self = UM_FILTER_CHECKS_FIELD (field);
  gboolean wanted[UM_MOST_CODES] = { FALSE };

  for (guint i = 0; part != NULL && i < um_filter_get_n_values (part); i++)
    wanted[um_filter_get_value (part, i)->code] = TRUE;
  for (guint code = 0; code < UM_MOST_CODES; code++)
    if (self->checks[code] != NULL)
      gtk_check_button_set_active (GTK_CHECK_BUTTON (self->checks[code]), wanted[code]);
}

static UmFilter *
um_filter_checks_field_dup_part (UmFilterField *field)
{
  UmFilterChecksField *self = UM_FILTER_CHECKS_FIELD (field);
  UmFilterKey key = um_filter_field_get_key (field);
  const char *values[UM_MOST_CODES + 1] = { NULL };
  guint n_values = 0;

  for (guint code = 0; code < UM_MOST_CODES; code++)
    if (is_ticked (self, code))
      values[n_values++] = get_nick (key, code);
  return n_values > 0 ? um_filter_condition (key, values) : NULL;
}

static void
um_filter_checks_field_dispose (GObject *object)
{
  g_clear_object (&UM_FILTER_CHECKS_FIELD (object)->widths);
  G_OBJECT_CLASS (um_filter_checks_field_parent_class)->dispose (object);
}

static void
um_filter_checks_field_class_init (UmFilterChecksFieldClass *klass)
{
  UmFilterFieldClass *field_class = UM_FILTER_FIELD_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_filter_checks_field_dispose;
  field_class->set_source = um_filter_checks_field_set_source;
  field_class->can_show = um_filter_checks_field_can_show;
  field_class->show = um_filter_checks_field_show;
  field_class->dup_part = um_filter_checks_field_dup_part;
}

static void
um_filter_checks_field_init (UmFilterChecksField *self)
{
  self->widths = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->box = um_wrap_box_new (12);
  g_object_set (self->box, "row-spacing", 6, NULL);
  um_filter_field_add (UM_FILTER_FIELD (self), self->box);
}

/**
 * um_filter_checks_field_new:
 * @key: status or type
 * @title: its title
 *
 * Returns: a field without boxes, which come with the source
 */
UmFilterField *
um_filter_checks_field_new (UmFilterKey key, const char *title)
{
  UmFilterChecksField *self = g_object_new (UM_TYPE_FILTER_CHECKS_FIELD, NULL);

  um_filter_field_set_up (UM_FILTER_FIELD (self), key, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  return UM_FILTER_FIELD (self);
}
