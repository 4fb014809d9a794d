/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Users counted by e-mail domain, group, product, status or directory. Counting is done on a
 * worker, one count at a time: what changes meanwhile is counted afterwards, and the old counts
 * stay until then. Owned by the select area; main thread. */
#include "um-config.h"
#include "um-value-view.h"
#include "um-columns.h"
#include "um-focus.h"
#include "um-row-list.h"
#include "um-words.h"

#include <glib/gi18n.h>

struct _UmValueView
{
  GtkWidget parent_instance;

  UmDirectory *directory; /* (nullable) */
  UmBitset *rows;         /* (nullable) */
  UmDomains *domains;     /* (nullable): of the directory counted last */
  UmValueCounts *counts;  /* (nullable): those shown */
  GCancellable *cancellable;
  gboolean busy;  /* a worker counts */
  gboolean again; /* what it counts isn't wanted any more */

  UmRowList *list;
  GtkWidget *box;
  GtkDropDown *by_choice;
  GtkDropDown *of_choice;
  GtkStack *stack;
  GtkColumnView *view;
};

/* One count. */
typedef struct
{
  UmDirectory *directory;
  UmBitset *rows;
  UmDomains *domains; /* (nullable) until the worker made them */
  UmBy by;
} Counting;

enum
{
  CHOSEN,
  USERS_WANTED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (UmValueView, um_value_view, GTK_TYPE_WIDGET)

static guint signals[N_SIGNALS];

static void
counting_free (gpointer data)
{
  Counting *counting = data;

  um_directory_unref (counting->directory);
  um_bitset_unref (counting->rows);
  g_clear_pointer (&counting->domains, um_domains_unref);
  g_free (counting);
}

/* ---- the table ---- */

static char *
dup_value (const UmValueCount *item)
{
  if (item->by == UM_BY_STATUS)
    return g_strdup (um_words_status (item->status));
  if (item->text == NULL && item->by == UM_BY_DOMAIN)
    return g_strdup (_ ("E-mail not known"));
  return um_words_clean (item->text);
}

static char *
dup_number (const UmValueCount *item)
{
  g_autofree char *number = um_words_number (item->n_rows);

  /* Translators: %s is a number; at least so many are known */
  return item->at_least ? g_strdup_printf (_ ("%s or more"), number) : g_steal_pointer (&number);
}

static void
draw_value (GtkWidget *cell, gpointer item)
{
  const UmValueCount *record = um_row_get_record (item);

  um_columns_set_text (cell, dup_value (record),
                       record->by == UM_BY_DOMAIN && record->text == NULL);
}

static void
draw_number (GtkWidget *cell, gpointer item)
{
  um_columns_set_text (cell, dup_number (um_row_get_record (item)), FALSE);
}

static void
add_columns (UmValueView *self)
{
  GtkColumnViewColumn *value = um_columns_add_text (self->view, _ ("Value"), draw_value, 180,
                                                    FALSE);

  gtk_column_view_column_set_expand (value, TRUE);
  um_columns_add_text (self->view, _ ("Users"), draw_number, 96, TRUE);
}

static void
focus_list (UmValueView *self)
{
  /* The table would give the focus to its headings. */
  if (!gtk_widget_grab_focus (gtk_widget_get_last_child (GTK_WIDGET (self->view))))
    gtk_widget_grab_focus (GTK_WIDGET (self->by_choice));
}

/* Who goes from value to value stays in the table when its rows are others. */
static void
show_counts (UmValueView *self, UmValueCounts *counts)
{
  GPtrArray *items = counts != NULL ? um_value_counts_get_items (counts) : NULL;
  gboolean focused = gtk_widget_get_focus_child (GTK_WIDGET (self->view)) != NULL;

  um_row_list_set_records (self->list, items, counts != NULL ? um_value_counts_ref (counts) : NULL,
                           (GDestroyNotify) um_value_counts_unref);
  g_clear_pointer (&self->counts, um_value_counts_unref);
  self->counts = counts != NULL ? um_value_counts_ref (counts) : NULL;
  gtk_stack_set_visible_child_name (self->stack,
                                    items == NULL || items->len > 0 ? "list" : "nothing");
  if (focused)
    focus_list (self);
}

/* ---- counting ---- */

static void
count_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Counting *counting = data;

  if (counting->domains == NULL)
    counting->domains = um_domains_new (counting->directory);
  g_task_return_pointer (task,
                         um_value_counts_new (counting->domains, counting->rows, counting->by),
                         (GDestroyNotify) um_value_counts_unref);
}

static void
counted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  UmValueView *self = UM_VALUE_VIEW (object);
  Counting *counting = g_task_get_task_data (G_TASK (result));
  g_autoptr (UmValueCounts) counts = g_task_propagate_pointer (G_TASK (result), NULL);

  self->busy = FALSE;
  if (counts == NULL)
    return;
  g_clear_pointer (&self->domains, um_domains_unref);
  self->domains = um_domains_ref (counting->domains);
  if (self->again)
    g_signal_emit (self, signals[USERS_WANTED], 0);
  else if (self->directory == counting->directory)
    show_counts (self, counts);
}

static void
count (UmValueView *self)
{
  Counting *counting;
  g_autoptr (GTask) task = NULL;

  self->again = self->busy;
  if (self->busy)
    return;
  counting = g_new0 (Counting, 1);
  counting->directory = um_directory_ref (self->directory);
  counting->rows = um_bitset_ref (self->rows);
  counting->by = gtk_drop_down_get_selected (self->by_choice);
  if (self->domains != NULL && um_domains_get_directory (self->domains) == self->directory)
    counting->domains = um_domains_ref (self->domains);
  task = g_task_new (self, self->cancellable, counted_cb, NULL);
  g_task_set_task_data (task, counting, counting_free);
  self->busy = TRUE;
  g_task_run_in_thread (task, count_thread);
}

/* ---- what is done with it ---- */

static void
choice_changed_cb (UmValueView *self)
{
  g_signal_emit (self, signals[USERS_WANTED], 0);
}

static void
activate_cb (UmValueView *self, guint position)
{
  g_autoptr (UmRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  g_autoptr (UmFilter) filter = NULL;

  if (row == NULL || self->counts == NULL)
    return;
  filter = um_value_counts_dup_filter (self->counts, um_row_get_record (row));
  if (filter != NULL)
    g_signal_emit (self, signals[CHOSEN], 0, filter);
}

static gboolean
um_value_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (UM_VALUE_VIEW (widget)->by_choice));
}

static void
um_value_view_dispose (GObject *object)
{
  UmValueView *self = UM_VALUE_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->directory, um_directory_unref);
  g_clear_pointer (&self->rows, um_bitset_unref);
  g_clear_pointer (&self->domains, um_domains_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->counts, um_value_counts_unref);
  g_clear_object (&self->list);
  G_OBJECT_CLASS (um_value_view_parent_class)->dispose (object);
}

static void
um_value_view_class_init (UmValueViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_value_view_dispose;
  um_focus_set_entrance (widget_class, um_value_view_grab_focus);
  signals[CHOSEN] = g_signal_new ("chosen", UM_TYPE_VALUE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[USERS_WANTED] = g_signal_new ("users-wanted", UM_TYPE_VALUE_VIEW, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/users/um-value-view.ui");
  gtk_widget_class_bind_template_child (widget_class, UmValueView, box);
  gtk_widget_class_bind_template_child (widget_class, UmValueView, by_choice);
  gtk_widget_class_bind_template_child (widget_class, UmValueView, of_choice);
  gtk_widget_class_bind_template_child (widget_class, UmValueView, stack);
  gtk_widget_class_bind_template_child (widget_class, UmValueView, view);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
um_value_view_init (UmValueView *self)
{
  self->cancellable = g_cancellable_new ();
  self->list = um_row_list_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_columns (self);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (gtk_no_selection_new (
                                           G_LIST_MODEL (g_object_ref (self->list)))));
}

/**
 * um_value_view_get_selected:
 * @self: the view
 *
 * Returns: whether the users selected are wanted, and not those shown
 */
gboolean
um_value_view_get_selected (UmValueView *self)
{
  g_return_val_if_fail (UM_IS_VALUE_VIEW (self), FALSE);
  return gtk_drop_down_get_selected (self->of_choice) == 1;
}

/**
 * um_value_view_set_users:
 * @self: the view
 * @directory: (nullable): whose users
 * @rows: (nullable): which of them
 *
 * Counts them; the counts show a moment later.
 */
void
um_value_view_set_users (UmValueView *self, UmDirectory *directory, UmBitset *rows)
{
  g_return_if_fail (UM_IS_VALUE_VIEW (self));
  if (directory != NULL)
    um_directory_ref (directory);
  g_clear_pointer (&self->directory, um_directory_unref);
  self->directory = directory;
  if (rows != NULL)
    um_bitset_ref (rows);
  g_clear_pointer (&self->rows, um_bitset_unref);
  self->rows = rows;
  if (directory != NULL && rows != NULL)
    count (self);
  else
    show_counts (self, NULL);
}
