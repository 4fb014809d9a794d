/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row at the foot of the sidebar that shows a run in progress on every page: the first source
 * with a live run. Owned by the window; main thread. */
#include "um-config.h"
#include "um-run-row.h"
#include "um-runner.h"
#include "um-words.h"

#include <glib/gi18n.h>

struct _UmRunRow
{
  GtkWidget parent_instance;

  UmEngine *engine;      /* (nullable) */
  UmSourceState *source; /* (nullable): the one whose run is shown */
  UmRunner *runner;      /* (nullable): followed */
  GtkWidget *button;
  GtkWidget *title;
  GtkWidget *subtitle;
  GtkWidget *bar;
};

G_DEFINE_FINAL_TYPE (UmRunRow, um_run_row, GTK_TYPE_WIDGET)

static char *
dup_subtitle (UmRunRow *self, const UmRun *run)
{
  g_autofree char *action = um_words_action_names (run->actions);
  g_autofree char *left = um_words_time_left (um_runner_get_time_left (self->runner));
  UmWait wait = um_runner_get_wait (self->runner);

  if (wait == UM_WAIT_PAUSED)
    return g_strdup (um_words_run_state (UM_RUN_PAUSED));
  if (*left == '\0')
    return g_steal_pointer (&action);
  /* Translators: an action and the time a run still needs: "Remove from Groups · about 3 minutes
   * left" */
  return g_strdup_printf (_ ("%s · %s"), action, left);
}

static void
update (UmRunRow *self)
{
  UmRun *run = self->runner != NULL ? um_runner_get_run (self->runner) : NULL;
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  guint open;

  gtk_widget_set_visible (GTK_WIDGET (self), run != NULL);
  if (run == NULL)
    return;
  title = um_words_run_progress (run);
  subtitle = dup_subtitle (self, run);
  open = run->users[UM_STATE_PENDING] + run->users[UM_STATE_SENT];
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_label_set_label (GTK_LABEL (self->subtitle), subtitle);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar),
                                 run->n_users > 0 ? 1.0 - (double) open / run->n_users : 0.0);
}

static void
runner_changed_cb (UmRunRow *self)
{
  update (self);
}

static void
follow (UmRunRow *self, UmSourceState *source)
{
  UmRunner *runner = source != NULL ? um_source_state_get_runner (source) : NULL;

  g_set_object (&self->source, source);
  if (self->runner != runner)
    {
      if (self->runner != NULL)
        g_signal_handlers_disconnect_by_func (self->runner, runner_changed_cb, self);
      g_set_object (&self->runner, runner);
      if (runner != NULL)
        g_signal_connect_object (runner, "notify", G_CALLBACK (runner_changed_cb), self,
                                 G_CONNECT_SWAPPED);
    }
  update (self);
}

static void
look_for_run (UmRunRow *self)
{
  GListModel *sources = um_engine_get_sources (self->engine);

  for (guint i = 0; i < g_list_model_get_n_items (sources); i++)
    {
      g_autoptr (UmSourceState) source = g_list_model_get_item (sources, i);

      if (um_source_state_get_runner (source) != NULL)
        {
          follow (self, source);
          return;
        }
    }
  follow (self, NULL);
}

static void
source_runner_cb (UmRunRow *self)
{
  look_for_run (self);
}

static void
sources_changed_cb (UmRunRow *self, guint position, guint removed, guint added, GListModel *sources)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (UmSourceState) source = g_list_model_get_item (sources, i);

      g_signal_handlers_disconnect_by_func (source, source_runner_cb, self);
      g_signal_connect_object (source, "notify::runner", G_CALLBACK (source_runner_cb), self,
                               G_CONNECT_SWAPPED);
    }
  look_for_run (self);
}

static void
clicked_cb (UmRunRow *self)
{
  if (self->source != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "page.show-live-run", "s",
                                um_source_state_get_source (self->source)->id);
}

static void
um_run_row_dispose (GObject *object)
{
  UmRunRow *self = UM_RUN_ROW (object);

  g_clear_object (&self->runner);
  g_clear_object (&self->source);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  G_OBJECT_CLASS (um_run_row_parent_class)->dispose (object);
}

static void
um_run_row_class_init (UmRunRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_run_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
new_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
um_run_row_init (UmRunRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->title = new_label ("numeric");
  self->subtitle = new_label ("dim");
  gtk_label_set_wrap (GTK_LABEL (self->subtitle), TRUE);
  gtk_label_set_lines (GTK_LABEL (self->subtitle), 2);
  gtk_label_set_max_width_chars (GTK_LABEL (self->subtitle), 20);
  self->bar = gtk_progress_bar_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Progress of the run"), -1);
  gtk_box_append (GTK_BOX (box), self->title);
  gtk_box_append (GTK_BOX (box), self->subtitle);
  gtk_box_append (GTK_BOX (box), self->bar);
  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), box);
  gtk_widget_set_tooltip_text (self->button, _ ("Show the run in progress"));
  gtk_widget_set_margin_start (self->button, 6);
  gtk_widget_set_margin_end (self->button, 6);
  gtk_widget_set_margin_bottom (self->button, 6);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

/**
 * um_run_row_set_engine:
 * @self: the row
 * @engine: whose sources are watched
 *
 * Shows the row whenever a source has a live run.
 */
void
um_run_row_set_engine (UmRunRow *self, UmEngine *engine)
{
  GListModel *sources = um_engine_get_sources (engine);

  g_return_if_fail (UM_IS_RUN_ROW (self));
  g_set_object (&self->engine, engine);
  g_signal_connect_object (sources, "items-changed", G_CALLBACK (sources_changed_cb), self,
                           G_CONNECT_SWAPPED);
  sources_changed_cb (self, 0, 0, g_list_model_get_n_items (sources), sources);
}

/**
 * um_run_row_get_source:
 * @self: the row
 *
 * Returns: (transfer none) (nullable): the source whose run is shown
 */
UmSourceState *
um_run_row_get_source (UmRunRow *self)
{
  g_return_val_if_fail (UM_IS_RUN_ROW (self), NULL);
  return self->source;
}
