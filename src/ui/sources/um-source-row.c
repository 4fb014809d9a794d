/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One source in the list of the Sources page. A function of its state: update () follows every
 * change of it, and a timer lets the age of the snapshot grow while the row can be seen. Owned by
 * the list; main thread. */
#include "um-config.h"
#include "um-source-row.h"
#include "um-check-dialog.h"
#include "um-problem.h"
#include "um-refresh-bar.h"
#include "um-source-commands.h"
#include "um-words.h"
#include "um-wrap-box.h"

#include <glib/gi18n.h>

#define SOON_DAYS    30 /* a key that ends within these is told in the row (LOOKS.md, Sources) */
#define AGE_INTERVAL 60 /* seconds */

struct _UmSourceRow
{
  GtkListBoxRow parent_instance;

  UmEngine *engine;
  UmSourceState *state;
  GCancellable *cancellable; /* the page's */
  guint age_timer;

  GtkWidget *dot;
  GtkLabel *name;
  GtkWidget *health;
  GtkImage *health_icon;
  GtkLabel *health_label;
  GtkLabel *place;
  GtkLabel *numbers;
  GtkLabel *linked;
  GtkWidget *foreign;
  GtkLabel *foreign_label;
  GtkWidget *problem;
  GtkLabel *advice;
  GtkWidget *unlock_button;
  GtkWidget *new_key_button;
  GtkWidget *session_key_button;
  GtkWidget *retry_button;
  UmRefreshBar *refresh_bar;
  GtkMenuButton *menu_button;
};

G_DEFINE_FINAL_TYPE (UmSourceRow, um_source_row, GTK_TYPE_LIST_BOX_ROW)

static void
set_health (UmSourceRow *self, const char *icon, const char *word, const char *css_class)
{
  const char *classes[] = { css_class, NULL };

  gtk_image_set_from_icon_name (self->health_icon, icon);
  gtk_label_set_label (self->health_label, word);
  gtk_widget_set_css_classes (self->health, classes);
}

static void
update_health (UmSourceRow *self)
{
  const GError *problem = um_source_state_get_problem (self->state);
  UmHealth health = um_source_state_get_health (self->state);
  int days;
  gboolean soon = um_source_state_get_days_left (self->state, &days) && days <= SOON_DAYS;
  g_autofree char *text = NULL;

  if (health == UM_HEALTH_PROBLEM && problem != NULL)
    {
      text = um_words_problem (problem);
      set_health (self, "dialog-error-symbolic", text, "error-text");
    }
  else if (soon)
    {
      text = um_words_days_left (days);
      set_health (self, "dialog-warning-symbolic", text, "warning-text");
    }
  else if (um_source_state_get_refresh (self->state) != NULL)
    set_health (self, "view-refresh-symbolic", C_ ("source health", "Refreshing…"), "dim");
  else if (health == UM_HEALTH_CONNECTED)
    set_health (self, "object-select-symbolic", C_ ("source health", "Connected"), "success-text");
  else
    set_health (self, "content-loading-symbolic", C_ ("source health", "Not checked yet"), "dim");
}

static void
update_problem (UmSourceRow *self)
{
  const GError *problem = um_source_state_get_problem (self->state);
  UmMend mend = problem != NULL ? um_mend_of (problem) : UM_MEND_RETRY;
  g_autofree char *advice = problem != NULL ? um_words_problem_advice (problem) : NULL;

  gtk_widget_set_visible (self->problem,
                          problem != NULL && um_source_state_get_refresh (self->state) == NULL);
  gtk_label_set_label (self->advice, advice != NULL ? advice : "");
  gtk_widget_set_visible (self->unlock_button, mend == UM_MEND_UNLOCK);
  gtk_widget_set_visible (self->new_key_button, mend == UM_MEND_NEW_KEY || mend == UM_MEND_NO_KEY);
  gtk_widget_set_visible (self->session_key_button,
                          mend == UM_MEND_UNLOCK || mend == UM_MEND_NO_KEY);
  gtk_widget_set_visible (self->retry_button, mend == UM_MEND_RETRY);
}

static char *
dup_numbers (UmSourceRow *self)
{
  gint64 read = um_source_state_get_users_read (self->state);
  g_autofree char *users = um_words_users (um_source_state_get_n_users (self->state));
  g_autofree char *age = NULL;

  if (read == UM_TIME_UNKNOWN)
    return g_strdup (_ ("Not read yet"));
  age = um_words_age (read, g_get_real_time () / G_USEC_PER_SEC);
  /* Translators: how many users a source has, and when they were read: "8,930 users · 2 hours ago"
   */
  return g_strdup_printf (_ ("%s · %s"), users, age);
}

/* A site is known by its address, an organisation by its name, unless it is reached elsewhere than
 * at Atlassian's own address. */
static gboolean
is_known_by_host (const UmSource *source)
{
  return source->kind == UM_SOURCE_JIRA || source->org_name == NULL
         || g_strcmp0 (source->api_url, UM_DEFAULT_API_URL) != 0;
}

static void
append_part (GString *text, const char *part)
{
  g_autofree char *clean = um_words_clean (part);
  g_autofree char *isolated = um_words_isolate (clean);

  g_string_append_printf (text, " · %s", isolated);
}

static void
append_expiry (GString *text, gint64 expires)
{
  /* The end of a day may be written as the next midnight. */
  g_autofree char *day = um_words_date (expires - 1);
  /* Translators: %s is the last day of an API key */
  g_autofree char *until = g_strdup_printf (_ ("Key until %s"), day);

  g_string_append_printf (text, " · %s", until);
}

static char *
dup_place (const UmSource *source)
{
  g_autofree char *host = um_source_dup_host (source);
  GString *text = g_string_new (um_words_source_kind (source->kind));

  if (source->kind == UM_SOURCE_ACCESS && source->org_name != NULL)
    append_part (text, source->org_name);
  if (is_known_by_host (source))
    append_part (text, host);
  if (source->expires != UM_TIME_UNKNOWN)
    append_expiry (text, source->expires);
  if (source->demo)
    g_string_append_printf (text, " · %s", C_ ("source", "Demo"));
  if (source->read_only)
    g_string_append_printf (text, " · %s", C_ ("source", "Read-only"));
  return g_string_free (text, FALSE);
}

static void
update_foreign (UmSourceRow *self, const UmSource *source)
{
  g_auto (GStrv) names = g_strsplit (source->host_ok != NULL ? source->host_ok : "", " ", -1);
  g_autofree char *listed = g_strjoinv (", ", names);
  g_autofree char *hosts = um_words_clean (listed);
  g_autofree char *isolated = um_words_isolate (hosts);
  /* Translators: %s is the name of a server that isn't Atlassian's own */
  g_autofree char *text = g_strdup_printf (
    _ ("Its key is sent to %s, which isn’t Atlassian’s own."), isolated);

  gtk_widget_set_visible (self->foreign, source->host_ok != NULL);
  gtk_label_set_label (self->foreign_label, text);
}

static void
update_color (UmSourceRow *self, const UmSource *source)
{
  g_autofree char *color = g_strdup_printf ("um-color-%u", source->color % UM_N_SOURCE_COLORS);
  const char *classes[] = { "um-dot", color, NULL };

  gtk_widget_set_css_classes (self->dot, classes);
}

static void
update_linked (UmSourceRow *self)
{
  const char *const *names = um_source_state_get_linked (self->state);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->linked), names[0] != NULL);
  if (names[0] == NULL)
    return;
  text = um_words_linked (names);
  gtk_label_set_label (self->linked, text);
}

/* What a screen reader says when the row gets the focus. */
static void
update_accessible_name (UmSourceRow *self)
{
  gboolean linked = gtk_widget_get_visible (GTK_WIDGET (self->linked));
  g_autofree char *name = g_strjoin (
    ", ", gtk_label_get_label (self->name), gtk_label_get_label (self->health_label),
    gtk_label_get_label (self->place), gtk_label_get_label (self->numbers),
    linked ? gtk_label_get_label (self->linked) : NULL, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
update (UmSourceRow *self)
{
  const UmSource *source = um_source_state_get_source (self->state);
  g_autofree char *name = um_words_clean (source->name);
  g_autofree char *place = dup_place (source);
  g_autofree char *numbers = dup_numbers (self);
  gboolean busy = um_source_state_get_refresh (self->state) != NULL
                  || um_source_state_get_runner (self->state) != NULL;

  gtk_label_set_label (self->name, name);
  gtk_label_set_label (self->place, place);
  gtk_label_set_label (self->numbers, numbers);
  update_color (self, source);
  update_health (self);
  update_foreign (self, source);
  update_linked (self);
  update_problem (self);
  update_accessible_name (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "source.refresh", !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "source.edit", !busy);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "source.remove",
                                 um_source_state_get_runner (self->state) == NULL);
}

static gboolean
age_cb (gpointer user_data)
{
  update (user_data);
  return G_SOURCE_CONTINUE;
}

/* Dialogs and toasts belong to the list: the row may be replaced while they are shown. */
static GtkWidget *
get_place (UmSourceRow *self)
{
  return gtk_widget_get_parent (GTK_WIDGET (self));
}

static void
refresh_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  UmSourceRow *self = UM_SOURCE_ROW (widget);

  um_command_refresh_source (get_place (self), self->state, self->cancellable);
}

static void
check_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  UmSourceRow *self = UM_SOURCE_ROW (widget);

  um_check_dialog_present (get_place (self), self->engine, self->state);
}

static void
edit_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  UmSourceRow *self = UM_SOURCE_ROW (widget);

  um_command_edit_source (get_place (self), self->engine, self->state, self->cancellable);
}

static void
remove_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  UmSourceRow *self = UM_SOURCE_ROW (widget);

  um_command_remove_source (get_place (self), self->engine, self->state, self->cancellable);
}

static void
unlock_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  UmSourceRow *self = UM_SOURCE_ROW (widget);

  um_command_unlock_source (get_place (self), self->state, self->cancellable);
}

static void
use_session_key_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  UmSourceRow *self = UM_SOURCE_ROW (widget);

  um_command_use_session_key (get_place (self), self->state, self->cancellable);
}

static void
menu_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  gtk_menu_button_popup (UM_SOURCE_ROW (widget)->menu_button);
}

static void
um_source_row_map (GtkWidget *widget)
{
  UmSourceRow *self = UM_SOURCE_ROW (widget);

  GTK_WIDGET_CLASS (um_source_row_parent_class)->map (widget);
  update (self);
  self->age_timer = g_timeout_add_seconds (AGE_INTERVAL, age_cb, self);
}

static void
um_source_row_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&UM_SOURCE_ROW (widget)->age_timer, g_source_remove);
  GTK_WIDGET_CLASS (um_source_row_parent_class)->unmap (widget);
}

static void
um_source_row_dispose (GObject *object)
{
  UmSourceRow *self = UM_SOURCE_ROW (object);

  g_clear_handle_id (&self->age_timer, g_source_remove);
  g_clear_object (&self->engine);
  g_clear_object (&self->state);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (um_source_row_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "source.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (klass, "source.check", NULL, check_action);
  gtk_widget_class_install_action (klass, "source.edit", NULL, edit_action);
  gtk_widget_class_install_action (klass, "source.remove", NULL, remove_action);
  gtk_widget_class_install_action (klass, "source.unlock", NULL, unlock_action);
  gtk_widget_class_install_action (klass, "source.use-session-key", NULL, use_session_key_action);
  gtk_widget_class_install_action (klass, "source.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Delete, 0, "source.remove", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Menu, 0, "source.menu", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_F10, GDK_SHIFT_MASK, "source.menu", NULL);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (
    klass, "/io/github/usermanagement/UserManagement/sources/um-source-row.ui");
  gtk_widget_class_bind_template_child (klass, UmSourceRow, dot);
  gtk_widget_class_bind_template_child (klass, UmSourceRow, name);
  gtk_widget_class_bind_template_child (klass, UmSourceRow, health);
  gtk_widget_class_bind_template_child (klass, UmSourceRow, health_icon);
  gtk_widget_class_bind_template_child (klass, UmSourceRow, health_label);
  gtk_widget_class_bind_template_child (klass, UmSourceRow, place);
  gtk_widget_class_bind_template_child (klass, UmSourceRow, numbers);
  gtk_widget_class_bind_template_child (klass, UmSourceRow, linked);
  gtk_widget_class_bind_template_child (klass, UmSourceRow, foreign);
  gtk_widget_class_bind_template_child (klass, UmSourceRow, foreign_label);
  gtk_widget_class_bind_template_child (klass, UmSourceRow, problem);
  gtk_widget_class_bind_template_child (klass, UmSourceRow, advice);
  gtk_widget_class_bind_template_child (klass, UmSourceRow, unlock_button);
  gtk_widget_class_bind_template_child (klass, UmSourceRow, new_key_button);
  gtk_widget_class_bind_template_child (klass, UmSourceRow, session_key_button);
  gtk_widget_class_bind_template_child (klass, UmSourceRow, retry_button);
  gtk_widget_class_bind_template_child (klass, UmSourceRow, refresh_bar);
  gtk_widget_class_bind_template_child (klass, UmSourceRow, menu_button);
}

static void
um_source_row_class_init (UmSourceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_source_row_dispose;
  widget_class->map = um_source_row_map;
  widget_class->unmap = um_source_row_unmap;
  g_type_ensure (UM_TYPE_REFRESH_BAR);
  g_type_ensure (UM_TYPE_WRAP_BOX);
  bind_template (widget_class);
  install_actions (widget_class);
}

static void
um_source_row_init (UmSourceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * um_source_row_new:
 * @engine: whose source it is
 * @state: the source
 * @cancellable: the page's; what the row starts goes on when the row is replaced
 *
 * Returns: its row
 */
GtkWidget *
um_source_row_new (UmEngine *engine, UmSourceState *state, GCancellable *cancellable)
{
  UmSourceRow *self = g_object_new (UM_TYPE_SOURCE_ROW, NULL);

  self->engine = g_object_ref (engine);
  self->state = g_object_ref (state);
  self->cancellable = g_object_ref (cancellable);
  um_refresh_bar_set_source (self->refresh_bar, state);
  g_signal_connect_object (state, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * um_source_row_get_state:
 * @self: a row
 *
 * Returns: (transfer none): its source
 */
UmSourceState *
um_source_row_get_state (UmSourceRow *self)
{
  g_return_val_if_fail (UM_IS_SOURCE_ROW (self), NULL);
  return self->state;
}
