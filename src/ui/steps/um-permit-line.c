/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Its state is the check of the plan that is shown, and whether it goes on. Owned by the plan step;
 * main thread. */
#include "um-config.h"
#include "um-permit-line.h"
#include "um-permit-check.h"
#include "um-row-list.h"
#include "um-words.h"

struct _UmPermitLine
{
  GtkWidget parent_instance;

  GtkWidget *label;
  GtkColumnView *view;       /* (nullable): not owned, beside it in the plan step */
  GtkAdjustment *adjustment; /* (nullable): of the view */
  UmPermitCheck *check;      /* (nullable) */
  GCancellable *cancellable; /* (nullable): while it asks */
};

G_DEFINE_FINAL_TYPE (UmPermitLine, um_permit_line, GTK_TYPE_WIDGET)

static guint refused_signal;

static void
update (UmPermitLine *self)
{
  guint total = self->check != NULL ? um_permit_check_get_total (self->check) : 0;
  guint done = self->check != NULL ? um_permit_check_get_done (self->check) : 0;
  g_autofree char *text = um_words_plan_permits (done, total, self->cancellable != NULL);

  gtk_widget_set_visible (GTK_WIDGET (self), total > 0);
  gtk_label_set_label (GTK_LABEL (self->label), text);
}

static void
refused_cb (UmPermitLine *self)
{
  g_signal_emit (self, refused_signal, 0);
}

static UmPlanUser *
get_user (GListModel *model, guint position)
{
  g_autoptr (UmRow) row = g_list_model_get_item (model, position);

  return row != NULL ? um_row_get_record (row) : NULL;
}

/* Rows have one height, so that the place in the whole tells which are in sight. */
static void
update_window (UmPermitLine *self)
{
  g_autoptr (GPtrArray) users = g_ptr_array_new ();
  GListModel *model;
  double all, first, n;

  if (self->check == NULL || self->view == NULL)
    return;
  model = G_LIST_MODEL (gtk_column_view_get_model (self->view));
  all = gtk_adjustment_get_upper (self->adjustment);
  first = g_list_model_get_n_items (model) * gtk_adjustment_get_value (self->adjustment) / all;
  n = g_list_model_get_n_items (model) * gtk_adjustment_get_page_size (self->adjustment) / all + 2;
  for (guint i = 0; all > 0 && i < n; i++)
    {
      UmPlanUser *user = get_user (model, (guint) first + i);

      if (user != NULL)
        g_ptr_array_add (users, user);
    }
  um_permit_check_set_window (self->check, (UmPlanUser *const *) users->pdata, users->len);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmPermitLine) self = user_data;
  g_autoptr (GError) error = NULL;

  um_permit_check_ask_finish (UM_PERMIT_CHECK (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* A problem with the source is told where all of them are; here it is enough that it stopped. */
  g_clear_object (&self->cancellable);
  update (self);
}

static void
um_permit_line_dispose (GObject *object)
{
  UmPermitLine *self = UM_PERMIT_LINE (object);

  um_permit_line_stop (self);
  g_clear_object (&self->check);
  g_clear_object (&self->adjustment);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (um_permit_line_parent_class)->dispose (object);
}

static void
um_permit_line_class_init (UmPermitLineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_permit_line_dispose;
  refused_signal = g_signal_new ("refused", UM_TYPE_PERMIT_LINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
um_permit_line_init (UmPermitLine *self)
{
  /* A status is read when nothing else is. */
  self->label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, "wrap",
                              TRUE, "xalign", 0.0, NULL);
  gtk_widget_add_css_class (self->label, "dim");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  update (self);
}

/**
 * um_permit_line_set_view:
 * @self: the line
 * @view: the plan's table, which lives at least as long and stands in what scrolls it
 */
void
um_permit_line_set_view (UmPermitLine *self, GtkColumnView *view)
{
  g_return_if_fail (UM_IS_PERMIT_LINE (self));
  self->view = view;
  g_set_object (&self->adjustment, gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view)));
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (update_window), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->adjustment, "changed", G_CALLBACK (update_window), self,
                           G_CONNECT_SWAPPED);
}

/**
 * um_permit_line_set_plan:
 * @self: the line
 * @source: (nullable): the plan's source
 * @plan: (nullable): what is shown from now on; what was asked for another plan ends
 */
void
um_permit_line_set_plan (UmPermitLine *self, UmSourceState *source, UmPlan *plan)
{
  g_return_if_fail (UM_IS_PERMIT_LINE (self));
  um_permit_line_stop (self);
  if (self->check != NULL)
    g_signal_handlers_disconnect_by_data (self->check, self);
  g_clear_object (&self->check);
  if (plan != NULL)
    {
      self->check = um_permit_check_new (source, plan);
      g_signal_connect_object (self->check, "notify::done", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->check, "refused", G_CALLBACK (refused_cb), self,
                               G_CONNECT_SWAPPED);
    }
  update (self);
}

/**
 * um_permit_line_ask:
 * @self: the line
 *
 * Asks about whom nothing is known yet, where there is a plan.
 */
void
um_permit_line_ask (UmPermitLine *self)
{
  g_return_if_fail (UM_IS_PERMIT_LINE (self));
  if (self->check == NULL || self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  update_window (self);
  um_permit_check_ask_async (self->check, self->cancellable, asked_cb, g_object_ref (self));
  update (self);
}

/**
 * um_permit_line_stop:
 * @self: the line
 *
 * Asks about nobody any more, and takes no answer that is still under way.
 */
void
um_permit_line_stop (UmPermitLine *self)
{
  g_return_if_fail (UM_IS_PERMIT_LINE (self));
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

/**
 * um_permit_line_update:
 * @self: the line
 *
 * Counts anew, and asks about those who were taken in again.
 */
void
um_permit_line_update (UmPermitLine *self)
{
  g_return_if_fail (UM_IS_PERMIT_LINE (self));
  if (self->check == NULL)
    return;
  um_permit_check_update (self->check);
  um_permit_line_ask (self);
}
