/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day: an entry for YYYY-MM-DD, and a calendar, for the last day of a key with the lengths that
 * Atlassian offers. What is typed is the state. Main thread. */
#include "um-config.h"
#include "um-date-entry.h"
#include "um-focus.h"
#include "um-types.h"

#include <glib/gi18n.h>
#include <stdio.h>

struct _UmDateEntry
{
  GtkWidget parent_instance;

  gboolean updating; /* the calendar follows the entry, not the user's hand */
  GtkWidget *box;
  GtkEditable *entry;
  GtkMenuButton *button;
  GtkCalendar *calendar;
  GtkWidget *shortcuts_box;
};

enum
{
  PROP_0,
  PROP_SHORTCUTS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (UmDateEntry, um_date_entry, GTK_TYPE_WIDGET)

static guint changed_signal;

/* The whole text and nothing else: "2026-1-2x" and the 31st of June aren't days. */
static GDateTime *
read_day (const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  int year, month, day, length = 0;

  if (sscanf (stripped, "%4d-%2d-%2d%n", &year, &month, &day, &length) != 3
      || stripped[length] != '\0' || year < 1970)
    return NULL;
  return g_date_time_new_local (year, month, day, 12, 0, 0);
}

static void
write_day (UmDateEntry *self, GDateTime *day)
{
  g_autofree char *text = g_date_time_format (day, "%Y-%m-%d");

  gtk_editable_set_text (self->entry, text);
}

static void
changed_cb (UmDateEntry *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static void
popover_shown_cb (UmDateEntry *self)
{
  g_autoptr (GDateTime) typed = read_day (gtk_editable_get_text (self->entry));
  g_autoptr (GDateTime) today = g_date_time_new_now_local ();

  self->updating = TRUE;
  gtk_calendar_select_day (self->calendar, typed != NULL ? typed : today);
  self->updating = FALSE;
}

static void
day_selected_cb (UmDateEntry *self)
{
  g_autoptr (GDateTime) day = gtk_calendar_get_date (self->calendar);

  if (!self->updating)
    write_day (self, day);
}

static void
take_and_close (UmDateEntry *self, GDateTime *day)
{
  write_day (self, day);
  gtk_menu_button_popdown (self->button);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

static void
one_week_cb (UmDateEntry *self)
{
  g_autoptr (GDateTime) today = g_date_time_new_now_local ();
  g_autoptr (GDateTime) day = g_date_time_add_weeks (today, 1);

  take_and_close (self, day);
}

static void
three_months_cb (UmDateEntry *self)
{
  g_autoptr (GDateTime) today = g_date_time_new_now_local ();
  g_autoptr (GDateTime) day = g_date_time_add_months (today, 3);

  take_and_close (self, day);
}

static void
one_year_cb (UmDateEntry *self)
{
  g_autoptr (GDateTime) today = g_date_time_new_now_local ();
  g_autoptr (GDateTime) day = g_date_time_add_years (today, 1);

  take_and_close (self, day);
}

static gboolean
um_date_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (UM_DATE_ENTRY (widget)->entry));
}

static void
um_date_entry_dispose (GObject *object)
{
  g_clear_pointer (&UM_DATE_ENTRY (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_date_entry_parent_class)->dispose (object);
}

static void
um_date_entry_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SHORTCUTS:
      g_value_set_boolean (value, gtk_widget_get_visible (UM_DATE_ENTRY (object)->shortcuts_box));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_date_entry_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SHORTCUTS:
      gtk_widget_set_visible (UM_DATE_ENTRY (object)->shortcuts_box, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_date_entry_class_init (UmDateEntryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = um_date_entry_dispose;
  object_class->get_property = um_date_entry_get_property;
  object_class->set_property = um_date_entry_set_property;
  um_focus_set_entrance (widget_class, um_date_entry_grab_focus);
  properties[PROP_SHORTCUTS] = g_param_spec_boolean ("shortcuts", NULL, NULL, TRUE,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  changed_signal = g_signal_new ("changed", UM_TYPE_DATE_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/sources/um-date-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, UmDateEntry, box);
  gtk_widget_class_bind_template_child (widget_class, UmDateEntry, entry);
  gtk_widget_class_bind_template_child (widget_class, UmDateEntry, button);
  gtk_widget_class_bind_template_child (widget_class, UmDateEntry, calendar);
  gtk_widget_class_bind_template_child (widget_class, UmDateEntry, shortcuts_box);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, popover_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, one_week_cb);
  gtk_widget_class_bind_template_callback (widget_class, three_months_cb);
  gtk_widget_class_bind_template_callback (widget_class, one_year_cb);
}

static void
um_date_entry_init (UmDateEntry *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * um_date_entry_get_entry:
 * @self: a date entry
 *
 * Returns: (transfer none): the entry in it
 */
GtkWidget *
um_date_entry_get_entry (UmDateEntry *self)
{
  g_return_val_if_fail (UM_IS_DATE_ENTRY (self), NULL);
  return GTK_WIDGET (self->entry);
}

/**
 * um_date_entry_get_time:
 * @self: a date entry
 * @seconds: (out): the end of the day typed, local time; %UM_TIME_UNKNOWN for none
 *
 * Returns: whether it is a date or nothing
 */
gboolean
um_date_entry_get_time (UmDateEntry *self, gint64 *seconds)
{
  g_autoptr (GDateTime) day = NULL;
  g_autoptr (GDateTime) end = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (UM_IS_DATE_ENTRY (self), FALSE);
  *seconds = UM_TIME_UNKNOWN;
  text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
  if (*text == '\0')
    return TRUE;
  day = read_day (text);
  if (day == NULL)
    return FALSE;
  end = g_date_time_new_local (g_date_time_get_year (day), g_date_time_get_month (day),
                               g_date_time_get_day_of_month (day), 23, 59, 59);
  *seconds = g_date_time_to_unix (end);
  return TRUE;
}

/**
 * um_date_entry_set_time:
 * @self: a date entry
 * @seconds: a moment of the day to show; %UM_TIME_UNKNOWN empties it
 */
void
um_date_entry_set_time (UmDateEntry *self, gint64 seconds)
{
  g_autoptr (GDateTime) day = NULL;

  g_return_if_fail (UM_IS_DATE_ENTRY (self));
  if (seconds != UM_TIME_UNKNOWN)
    day = g_date_time_new_from_unix_local (seconds);
  if (day != NULL)
    write_day (self, day);
  else
    gtk_editable_set_text (self->entry, "");
}

/**
 * um_date_entry_get_text:
 * @self: a date entry
 *
 * Returns: (transfer none): what was typed
 */
const char *
um_date_entry_get_text (UmDateEntry *self)
{
  g_return_val_if_fail (UM_IS_DATE_ENTRY (self), NULL);
  return gtk_editable_get_text (self->entry);
}
