/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Number and name of a step in the line of steps. Where there is no room for the name, the number
 * stands alone; the current step keeps its name at any width. Main thread. */
#include "um-step-label.h"

#define GAP 4

struct _UmStepLabel
{
  GtkWidget parent_instance;

  GtkWidget *number;
  GtkWidget *name;
  gboolean current;
};

G_DEFINE_FINAL_TYPE (UmStepLabel, um_step_label, GTK_TYPE_WIDGET)

static int
get_width (GtkWidget *label)
{
  int natural;

  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static void
um_step_label_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  UmStepLabel *self = UM_STEP_LABEL (widget);

  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      gtk_widget_measure (self->name, orientation, -1, minimum, natural, NULL, NULL);
      return;
    }
  *natural = get_width (self->number) + GAP + get_width (self->name);
  *minimum = self->current ? *natural : get_width (self->number);
}

static void
um_step_label_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  UmStepLabel *self = UM_STEP_LABEL (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int number = get_width (self->number);
  int name = get_width (self->name);
  gboolean whole = width >= number + GAP + name;
  int x = whole ? 0 : (width - number) / 2;

  gtk_widget_set_child_visible (self->name, whole);
  gtk_widget_size_allocate (
    self->number, &(GtkAllocation){ rtl ? width - x - number : x, 0, number, height }, -1);
  if (whole)
    gtk_widget_size_allocate (
      self->name,
      &(GtkAllocation){ rtl ? width - number - GAP - name : number + GAP, 0, name, height }, -1);
}

static void
um_step_label_dispose (GObject *object)
{
  UmStepLabel *self = UM_STEP_LABEL (object);

  g_clear_pointer (&self->number, gtk_widget_unparent);
  g_clear_pointer (&self->name, gtk_widget_unparent);
  G_OBJECT_CLASS (um_step_label_parent_class)->dispose (object);
}

static void
um_step_label_class_init (UmStepLabelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_step_label_dispose;
  widget_class->measure = um_step_label_measure;
  widget_class->size_allocate = um_step_label_size_allocate;
}

static void
um_step_label_init (UmStepLabel *self)
{
  self->number = gtk_label_new (NULL);
  self->name = gtk_label_new (NULL);
  gtk_widget_set_parent (self->number, GTK_WIDGET (self));
  gtk_widget_set_parent (self->name, GTK_WIDGET (self));
}

/**
 * um_step_label_new:
 * @number: the step's number
 * @name: its name
 *
 * Returns: the label of a step that isn't the current one
 */
GtkWidget *
um_step_label_new (const char *number, const char *name)
{
  UmStepLabel *self = g_object_new (UM_TYPE_STEP_LABEL, NULL);

  gtk_label_set_label (GTK_LABEL (self->number), number);
  gtk_label_set_label (GTK_LABEL (self->name), name);
  return GTK_WIDGET (self);
}

/**
 * um_step_label_set_current:
 * @self: a label
 * @current: whether its step is the current one
 */
void
um_step_label_set_current (UmStepLabel *self, gboolean current)
{
  g_return_if_fail (UM_IS_STEP_LABEL (self));
  if (self->current == current)
    return;
  self->current = current;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
