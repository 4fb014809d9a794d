/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bar in the outcome colours, in the order done, failed, skipped, waiting. Four children share
 * the width by their counts; the colours are the style sheet's. What isn't nothing is at least 2 px
 * wide. Main thread. */
#include "um-outcome-bar.h"

enum
{
  PART_DONE,
  PART_FAILED,
  PART_SKIPPED,
  PART_WAITING,
  N_PARTS,
};

#define LEAST_WIDTH 2

struct _UmOutcomeBar
{
  GtkWidget parent_instance;

  GtkWidget *parts[N_PARTS];
  guint counts[N_PARTS];
  char *text; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (UmOutcomeBar, um_outcome_bar, GTK_TYPE_WIDGET)

static void
um_outcome_bar_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? N_PARTS * LEAST_WIDTH : 6;
}

static void
um_outcome_bar_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  UmOutcomeBar *self = UM_OUTCOME_BAR (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  guint64 total = 0;
  guint64 before = 0;
  int x = 0;

  for (guint i = 0; i < N_PARTS; i++)
    total += self->counts[i];
  for (guint i = 0; i < N_PARTS; i++)
    {
      int end;

      before += self->counts[i];
      end = total > 0 ? (int) (before * width / total) : 0;
      if (self->counts[i] > 0)
        end = CLAMP (end, x + LEAST_WIDTH, MAX (width, x + LEAST_WIDTH));
      gtk_widget_set_child_visible (self->parts[i], end > x);
      if (end > x)
        gtk_widget_size_allocate (
          self->parts[i], &(GtkAllocation){ rtl ? width - end : x, 0, end - x, height }, -1);
      x = MAX (x, end);
    }
}

static gboolean
um_outcome_bar_query_tooltip (
  GtkWidget *widget, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, UM_OUTCOME_BAR (widget)->text);
  return TRUE;
}

static void
um_outcome_bar_dispose (GObject *object)
{
  UmOutcomeBar *self = UM_OUTCOME_BAR (object);

  for (guint i = 0; i < N_PARTS; i++)
    g_clear_pointer (&self->parts[i], gtk_widget_unparent);
  G_OBJECT_CLASS (um_outcome_bar_parent_class)->dispose (object);
}

static void
um_outcome_bar_finalize (GObject *object)
{
  g_free (UM_OUTCOME_BAR (object)->text);
  G_OBJECT_CLASS (um_outcome_bar_parent_class)->finalize (object);
}

static void
um_outcome_bar_class_init (UmOutcomeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_outcome_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = um_outcome_bar_finalize;
  widget_class->query_tooltip = um_outcome_bar_query_tooltip;
  widget_class->measure = um_outcome_bar_measure;
  widget_class->size_allocate = um_outcome_bar_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "outcomebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
um_outcome_bar_init (UmOutcomeBar *self)
{
  static const char *const classes[N_PARTS] = { "done", "failed", "skipped", "waiting" };

  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  for (guint i = 0; i < N_PARTS; i++)
    {
      self->parts[i] = g_object_new (GTK_TYPE_BOX, "css-name", "part", "overflow",
                                     GTK_OVERFLOW_HIDDEN, NULL);
      gtk_widget_add_css_class (self->parts[i], classes[i]);
      gtk_widget_set_parent (self->parts[i], GTK_WIDGET (self));
    }
}

/**
 * um_outcome_bar_new:
 *
 * Returns: an empty bar
 */
GtkWidget *
um_outcome_bar_new (void)
{
  return g_object_new (UM_TYPE_OUTCOME_BAR, NULL);
}

/**
 * um_outcome_bar_set:
 * @self: the bar
 * @done: how many are done
 * @failed: how many failed or are unknown
 * @skipped: how many were skipped or cancelled
 * @waiting: how many are still to come
 * @text: the same in words, for the tooltip and screen readers
 */
void
um_outcome_bar_set (
  UmOutcomeBar *self, guint done, guint failed, guint skipped, guint waiting, const char *text)
{
  const guint counts[N_PARTS] = { done, failed, skipped, waiting };

  g_return_if_fail (UM_IS_OUTCOME_BAR (self));
  for (guint i = 0; i < N_PARTS; i++)
    self->counts[i] = counts[i];
  g_free (self->text);
  self->text = g_strdup (text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
