/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Its state is the plan, what was read when it was made, and whether a refresh was asked for here;
 * update () says which of three things goes on: the data are read again, they are newer than the
 * plan, or they are as old as it says. Owned by the plan step; main thread. */
#include "um-config.h"
#include "um-plan-age.h"
#include "um-refresh-bar.h"
#include "um-refresh.h"
#include "um-source-commands.h"
#include "um-words.h"
#include "um-wrap-box.h"

#include <glib/gi18n.h>

/* The age is told in minutes; how long Atlassian lets a refresh wait, in seconds. */
#define SECONDS_OF_AGE     60
#define SECONDS_OF_REFRESH 1

struct _UmPlanAge
{
  GtkWidget parent_instance;

  UmSourceState *source; /* (nullable) */
  UmPlan *plan;          /* (nullable) */
  gint64 reading;        /* the last one when the plan was made */
  gboolean awaited;      /* the plan is made again when the data are newer */
  guint timer;
  GCancellable *cancellable; /* of refreshes that are asked for here */
  GtkWidget *box;
  GtkWidget *label;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (UmPlanAge, um_plan_age, GTK_TYPE_WIDGET)

static guint renew_signal;

static gboolean
is_newer (UmPlanAge *self)
{
  return um_plan_age_get_reading (self->source) > self->reading;
}

static char *
dup_text (UmPlanAge *self)
{
  g_autofree char *age = NULL;

  if (um_source_state_get_refresh (self->source) != NULL)
    return um_refresh_bar_dup_text (self->source);
  age = um_words_plan_age (self->plan, g_get_real_time () / G_USEC_PER_SEC);
  if (is_newer (self))
    /* Translators: %s is "Data from 10 May 2026 10:12, 2 hours ago" */
    return g_strdup_printf (_ ("%s. The users were read again since then."), age);
  return g_steal_pointer (&age);
}

static void
update (UmPlanAge *self)
{
  gboolean reading = self->source != NULL && um_source_state_get_refresh (self->source) != NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), self->plan != NULL);
  if (self->plan == NULL)
    return;
  text = dup_text (self);
  gtk_label_set_label (GTK_LABEL (self->label), text);
  gtk_button_set_label (GTK_BUTTON (self->button), reading           ? _ ("S_top")
                                                   : is_newer (self) ? _ ("_Update Plan")
                                                                     : _ ("Re_fresh"));
}

static gboolean
timer_cb (gpointer user_data)
{
  update (user_data);
  return G_SOURCE_CONTINUE;
}

static void
progress_cb (UmPlanAge *self)
{
  update (self);
}

/* A refresh has two stages: what the first one has read isn't planned with alone. */
static void
source_changed_cb (UmPlanAge *self)
{
  UmRefresh *refresh = um_source_state_get_refresh (self->source);

  g_clear_handle_id (&self->timer, g_source_remove);
  update (self);
  if (self->plan == NULL)
    return;
  self->timer = g_timeout_add_seconds (refresh != NULL ? SECONDS_OF_REFRESH : SECONDS_OF_AGE,
                                       timer_cb, self);
  if (refresh != NULL || !self->awaited || !is_newer (self))
    return;
  self->awaited = FALSE;
  g_signal_emit (self, renew_signal, 0);
}

static void
refresh_cb (UmPlanAge *self)
{
  UmRefresh *refresh = um_source_state_get_refresh (self->source);

  if (refresh != NULL)
    g_signal_connect_object (refresh, "notify", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
  source_changed_cb (self);
}

static void
clicked_cb (UmPlanAge *self)
{
  UmRefresh *refresh = um_source_state_get_refresh (self->source);

  if (refresh != NULL)
    {
      self->awaited = FALSE;
      um_refresh_cancel (refresh);
    }
  else if (is_newer (self))
    g_signal_emit (self, renew_signal, 0);
  else
    um_plan_age_refresh (self);
}

static void
um_plan_age_dispose (GObject *object)
{
  UmPlanAge *self = UM_PLAN_AGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->source);
  g_clear_pointer (&self->plan, um_plan_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_plan_age_parent_class)->dispose (object);
}

static void
um_plan_age_class_init (UmPlanAgeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_plan_age_dispose;
  renew_signal = g_signal_new ("renew", UM_TYPE_PLAN_AGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
um_plan_age_init (UmPlanAge *self)
{
  self->cancellable = g_cancellable_new ();
  self->box = um_wrap_box_new (6);
  self->label = g_object_new (GTK_TYPE_LABEL, "wrap", TRUE, "xalign", 0.0, NULL);
  gtk_widget_add_css_class (self->label, "dim");
  gtk_widget_add_css_class (self->label, "numeric");
  self->button = gtk_button_new_with_mnemonic (_ ("Re_fresh"));
  gtk_widget_add_css_class (self->button, "flat");
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->label, self->box);
  gtk_widget_set_parent (self->button, self->box);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  update (self);
}

static void
watch_source (UmPlanAge *self, UmSourceState *source)
{
  if (self->source == source)
    return;
  if (self->source != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->source, refresh_cb, self);
      g_signal_handlers_disconnect_by_func (self->source, source_changed_cb, self);
    }
  g_set_object (&self->source, source);
  g_signal_connect_object (source, "notify::refresh", G_CALLBACK (refresh_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "notify::directory", G_CALLBACK (source_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * um_plan_age_get_reading:
 * @source: a source
 *
 * Returns: when anything of what plans are made from was last read, seconds
 */
gint64
um_plan_age_get_reading (UmSourceState *source)
{
  UmSourceState *partner = um_source_state_get_partner (source);
  gint64 reading = MAX (um_source_state_get_users_read (source),
                        um_source_state_get_members_read (source));

  return partner != NULL ? MAX (reading, um_plan_age_get_reading (partner)) : reading;
}

/**
 * um_plan_age_set_plan:
 * @self: the line
 * @source: the plan's source
 * @plan: what is shown from now on
 * @reading: um_plan_age_get_reading () from when it was made
 */
void
um_plan_age_set_plan (UmPlanAge *self, UmSourceState *source, UmPlan *plan, gint64 reading)
{
  g_return_if_fail (UM_IS_PLAN_AGE (self));
  watch_source (self, source);
  um_plan_ref (plan);
  g_clear_pointer (&self->plan, um_plan_unref);
  self->plan = plan;
  self->reading = reading;
  self->awaited = FALSE;
  source_changed_cb (self);
}

/**
 * um_plan_age_refresh:
 * @self: the line
 *
 * Reads the source anew, or waits for that where it goes on already; then the plan is made again.
 */
void
um_plan_age_refresh (UmPlanAge *self)
{
  g_return_if_fail (UM_IS_PLAN_AGE (self));
  if (self->plan == NULL)
    return;
  self->awaited = TRUE;
  if (um_source_state_get_refresh (self->source) == NULL)
    um_command_refresh_source (GTK_WIDGET (self), self->source, self->cancellable);
}
