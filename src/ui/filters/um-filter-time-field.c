/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A time by its age or by days of the calendar: a drop-down with the usual ages and the ways to
 * tell others, and below it what that way asks for. Its state is all of them together. Owned by the
 * panel; main thread. */
#include "um-config.h"
#include "um-filter-time-field.h"
#include "um-date-entry.h"
#include "um-words.h"

#include <glib/gi18n.h>

/* The ways, in the order of the drop-down behind the usual ages. */
typedef enum
{
  WAY_ANY,
  WAY_USUAL, /* one of the usual ages */
  WAY_OLDER,
  WAY_NEWER,
  WAY_BEFORE,
  WAY_AFTER,
  WAY_BETWEEN,
  WAY_UNKNOWN,
} Way;

static const char *const usual[] = { ">30d", ">90d", ">180d", ">1y", "<7d", "<30d" };
static const char units[] = { 'd', 'w', 'm', 'y' };

#define N_USUAL G_N_ELEMENTS (usual)
/* Ages are counted in thousands of years at the most. */
#define MOST_AMOUNT 9999
/* The date entries know no earlier day. */
#define FIRST_DATE 19700101

struct _UmFilterTimeField
{
  UmFilterField parent_instance;

  GtkDropDown *ways;
  GtkWidget *age_box;
  GtkSpinButton *amount;
  GtkDropDown *unit;
  UmDateEntry *from;
  GtkWidget *to_label;
  UmDateEntry *to;
};

G_DEFINE_FINAL_TYPE (UmFilterTimeField, um_filter_time_field, UM_TYPE_FILTER_FIELD)

static Way
get_way (UmFilterTimeField *self)
{
  guint selected = gtk_drop_down_get_selected (self->ways);

  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return WAY_ANY;
  return selected <= N_USUAL ? WAY_USUAL : (Way) (selected - N_USUAL + WAY_USUAL);
}

static void
set_way (UmFilterTimeField *self, Way way)
{
  gtk_drop_down_set_selected (self->ways, way == WAY_ANY ? 0 : N_USUAL + (guint) way - WAY_USUAL);
}

/* What the chosen way asks for. */
static void
update (UmFilterTimeField *self)
{
  Way way = get_way (self);

  gtk_widget_set_visible (self->age_box, way == WAY_OLDER || way == WAY_NEWER);
  gtk_widget_set_visible (GTK_WIDGET (self->from), way >= WAY_BEFORE && way <= WAY_BETWEEN);
  gtk_widget_set_visible (self->to_label, way == WAY_BETWEEN);
  gtk_widget_set_visible (GTK_WIDGET (self->to), way == WAY_BETWEEN);
}

/* ---- from the field to the part ---- */

/* As an expression has it; NULL for none. */
static char *
dup_date (UmDateEntry *entry)
{
  g_autoptr (GDateTime) day = NULL;
  gint64 seconds;

  um_date_entry_get_time (entry, &seconds);
  if (seconds == UM_TIME_UNKNOWN)
    return NULL;
  day = g_date_time_new_from_unix_local (seconds);
  return g_date_time_format (day, "%Y-%m-%d");
}

/* "2026-08-01..2026-08-31", or one day; NULL where what was typed is no date (yet). */
static char *
dup_days (UmFilterTimeField *self)
{
  g_autofree char *from = dup_date (self->from);
  g_autofree char *to = dup_date (self->to);
  gint64 seconds;

  if (from == NULL || !um_date_entry_get_time (self->to, &seconds))
    return NULL;
  return to != NULL ? g_strconcat (from, "..", to, NULL) : g_steal_pointer (&from);
}

static char *
dup_age (UmFilterTimeField *self, char sign)
{
  return g_strdup_printf ("%c%d%c", sign, gtk_spin_button_get_value_as_int (self->amount),
                          units[gtk_drop_down_get_selected (self->unit)]);
}

/* The value of an expression; NULL: none. */
static char *
dup_value (UmFilterTimeField *self)
{
  g_autofree char *from = NULL;

  switch (get_way (self))
    {
    case WAY_USUAL:
      return g_strdup (usual[gtk_drop_down_get_selected (self->ways) - 1]);
    case WAY_OLDER:
      return dup_age (self, '>');
    case WAY_NEWER:
      return dup_age (self, '<');
    case WAY_BEFORE:
      from = dup_date (self->from);
      return from != NULL ? g_strconcat ("<", from, NULL) : NULL;
    case WAY_AFTER:
      from = dup_date (self->from);
      return from != NULL ? g_strconcat (">", from, NULL) : NULL;
    case WAY_BETWEEN:
      return dup_days (self);
    case WAY_UNKNOWN:
      return g_strdup ("unknown");
    case WAY_ANY:
    default:
      return NULL;
    }
}

static UmFilter *
um_filter_time_field_dup_part (UmFilterField *field)
{
  g_autofree char *value = dup_value (UM_FILTER_TIME_FIELD (field));
  const char *values[] = { value, NULL };

  return value != NULL ? um_filter_condition (um_filter_field_get_key (field), values) : NULL;
}

/* ---- from the part to the field ---- */

static gboolean
um_filter_time_field_can_show (UmFilterField *field, const UmFilter *part)
{
  const guint kinds = 1u << UM_VALUE_UNKNOWN | 1u << UM_VALUE_BEFORE | 1u << UM_VALUE_AFTER
                      | 1u << UM_VALUE_RANGE | 1u << UM_VALUE_OLDER | 1u << UM_VALUE_NEWER;
  const UmFilterValue *value;

  if (!um_filter_field_fits (part, um_filter_field_get_key (field), kinds, 1))
    return FALSE;
  value = um_filter_get_value (part, 0);
  if (value->kind == UM_VALUE_OLDER || value->kind == UM_VALUE_NEWER)
    return value->amount <= MOST_AMOUNT;
  return value->kind == UM_VALUE_UNKNOWN || value->from >= FIRST_DATE;
}

static void
show_date (UmDateEntry *entry, int date)
{
  g_autoptr (GDateTime)
    noon = g_date_time_new_local (date / 10000, date / 100 % 100, date % 100, 12, 0, 0);

  um_date_entry_set_time (entry, noon != NULL ? g_date_time_to_unix (noon) : UM_TIME_UNKNOWN);
}

static void
show_dates (UmFilterTimeField *self, const UmFilterValue *value)
{
  show_date (self->from, value->from);
  if (value->to != value->from)
    show_date (self->to, value->to);
  else
    um_date_entry_set_time (self->to, UM_TIME_UNKNOWN);
}

static void
show_age (UmFilterTimeField *self, const UmFilterValue *value)
{
  gtk_spin_button_set_value (self->amount, value->amount);
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (units[i] == value->unit)
      gtk_drop_down_set_selected (self->unit, i);
}

static void
show_value (UmFilterTimeField *self, const UmFilterValue *value)
{
  static const Way ways[] = {
    [UM_VALUE_UNKNOWN] = WAY_UNKNOWN, [UM_VALUE_BEFORE] = WAY_BEFORE, [UM_VALUE_AFTER] = WAY_AFTER,
    [UM_VALUE_RANGE] = WAY_BETWEEN,   [UM_VALUE_OLDER] = WAY_OLDER,   [UM_VALUE_NEWER] = WAY_NEWER,
  };

  for (guint i = 0; i < N_USUAL; i++)
    if (g_str_equal (usual[i], value->text))
      {
        gtk_drop_down_set_selected (self->ways, i + 1);
        return;
      }
  if (value->kind == UM_VALUE_OLDER || value->kind == UM_VALUE_NEWER)
    show_age (self, value);
  else if (value->kind != UM_VALUE_UNKNOWN)
    show_dates (self, value);
  set_way (self, ways[value->kind]);
}

static void
um_filter_time_field_show (UmFilterField *field, const UmFilter *part)
{
  UmFilterTimeField *self = UM_FILTER_TIME_FIELD (field);

  if (part != NULL)
    show_value (self, um_filter_get_value (part, 0));
  else
    set_way (self, WAY_ANY);
  update (self);
}

/* ---- by hand ---- */

static void
way_chosen_cb (UmFilterTimeField *self)
{
  update (self);
  um_filter_field_changed (UM_FILTER_FIELD (self));
}

static void
mark (UmDateEntry *entry, gboolean wrong)
{
  GtkWidget *input = um_date_entry_get_entry (entry);

  if (wrong)
    gtk_widget_add_css_class (input, "error");
  else
    gtk_widget_remove_css_class (input, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (input), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

/* A text that is no day (yet), and a last day before the first, are marked; both ask for nothing.
 */
static void
date_changed_cb (UmFilterTimeField *self)
{
  gint64 from = UM_TIME_UNKNOWN, to = UM_TIME_UNKNOWN;
  gboolean from_fine = um_date_entry_get_time (self->from, &from);
  gboolean to_fine = um_date_entry_get_time (self->to, &to);

  mark (self->from, !from_fine);
  mark (self->to, !to_fine || (to != UM_TIME_UNKNOWN && to < from));
  um_filter_field_changed (UM_FILTER_FIELD (self));
}

static void
um_filter_time_field_class_init (UmFilterTimeFieldClass *klass)
{
  UmFilterFieldClass *field_class = UM_FILTER_FIELD_CLASS (klass);

  field_class->can_show = um_filter_time_field_can_show;
  field_class->show = um_filter_time_field_show;
  field_class->dup_part = um_filter_time_field_dup_part;
}

static void
add_ways (UmFilterTimeField *self)
{
  static const char *const others[] = {
    N_ ("More than … ago"), N_ ("Less than … ago"),     N_ ("Before a date"),
    N_ ("After a date"),    N_ ("On or between dates"), N_ ("Not known"),
  };
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("Any time"));
  for (guint i = 0; i < N_USUAL; i++)
    {
      const char *values[] = { usual[i], NULL };
      g_autoptr (UmFilter) condition = um_filter_condition (UM_KEY_LAST_LOGIN, values);
      const UmFilterValue *value = um_filter_get_value (condition, 0);
      g_autofree char *age = um_words_duration (value->seconds);
      g_autofree char *name = NULL;

      if (value->kind == UM_VALUE_OLDER)
        /* Translators: %s is a length of time, such as "90 days" */
        name = g_strdup_printf (_ ("More than %s ago"), age);
      else
        /* Translators: %s is a length of time, such as "7 days" */
        name = g_strdup_printf (_ ("Within the last %s"), age);

      gtk_string_list_append (names, name);
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    gtk_string_list_append (names, _ (others[i]));
  gtk_drop_down_set_model (self->ways, G_LIST_MODEL (names));
}

static void
add_age (UmFilterTimeField *self)
{
  const char *const names[] = { _ ("days"), _ ("weeks"), _ ("months (30 days)"),
                                _ ("years (365 days)"), NULL };

  self->amount = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0, MOST_AMOUNT, 1));
  gtk_spin_button_set_value (self->amount, 60);
  gtk_spin_button_set_numeric (self->amount, TRUE);
  self->unit = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (names));
  self->age_box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_hexpand (GTK_WIDGET (self->unit), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->amount), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How long ago"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->unit), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Unit of time"), -1);
  gtk_box_append (GTK_BOX (self->age_box), GTK_WIDGET (self->amount));
  gtk_box_append (GTK_BOX (self->age_box), GTK_WIDGET (self->unit));
  g_signal_connect_object (self->amount, "value-changed", G_CALLBACK (um_filter_field_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->unit, "notify::selected", G_CALLBACK (um_filter_field_changed),
                           self, G_CONNECT_SWAPPED);
  um_filter_field_add (UM_FILTER_FIELD (self), self->age_box);
}

static UmDateEntry *
add_date (UmFilterTimeField *self, const char *name)
{
  UmDateEntry *entry = g_object_new (UM_TYPE_DATE_ENTRY, "shortcuts", FALSE, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (um_date_entry_get_entry (entry)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (date_changed_cb), self, G_CONNECT_SWAPPED);
  um_filter_field_add (UM_FILTER_FIELD (self), GTK_WIDGET (entry));
  return entry;
}

static void
um_filter_time_field_init (UmFilterTimeField *self)
{
  GtkWidget *ways = gtk_drop_down_new (NULL, NULL);

  self->ways = GTK_DROP_DOWN (ways);
  add_ways (self);
  um_filter_field_add (UM_FILTER_FIELD (self), ways);
  um_filter_field_label (UM_FILTER_FIELD (self), ways);
  add_age (self);
  self->from = add_date (self, _ ("First day"));
  self->to_label = gtk_label_new (_ ("to"));
  gtk_label_set_xalign (GTK_LABEL (self->to_label), 0);
  um_filter_field_add (UM_FILTER_FIELD (self), self->to_label);
  self->to = add_date (self, _ ("Last day"));
  update (self);
  g_signal_connect_object (ways, "notify::selected", G_CALLBACK (way_chosen_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * um_filter_time_field_new:
 * @key: last-login or added
 * @title: its title
 *
 * Returns: a field that asks for nothing
 */
UmFilterField *
um_filter_time_field_new (UmFilterKey key, const char *title)
{
  UmFilterField *self = g_object_new (UM_TYPE_FILTER_TIME_FIELD, NULL);

  um_filter_field_set_up (self, key, title);
  return self;
}
