/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ways in which groups can be given to an action, one of which is shown. Which there are
 * follows from the inputs that the action takes. Owned by an action card; main thread. */
#include "um-config.h"
#include "um-group-input.h"
#include "um-colleague-chooser.h"
#include "um-focus.h"
#include "um-group-chooser.h"
#include "um-group-file-chooser.h"
#include "um-page.h"
#include "um-wrap-box.h"

#include <glib/gi18n.h>

typedef enum
{
  WAY_CHOSEN,
  WAY_LIKE,
  WAY_FILE,
  N_WAYS,
} Way;

struct _UmGroupInput
{
  GtkWidget parent_instance;

  Way way;
  GtkWidget *box;
  GtkWidget *ways;               /* in it: the buttons */
  GtkWidget *buttons[N_WAYS];    /* (nullable) */
  GtkStack *stack;               /* in it */
  UmGroupChooser *chosen;        /* in the stack */
  UmColleagueChooser *colleague; /* (nullable): in the stack */
  UmGroupFileChooser *file;      /* (nullable): in the stack */
};

G_DEFINE_FINAL_TYPE (UmGroupInput, um_group_input, GTK_TYPE_WIDGET)

static guint changed_signal;
static guint grown_signal;

static const char *const page_names[N_WAYS] = { "chosen", "like", "file" };

static void
grown_cb (UmGroupInput *self)
{
  g_signal_emit (self, grown_signal, 0);
}

static void
changed_cb (UmGroupInput *self)
{
  g_signal_emit (self, changed_signal, 0);
  if (self->way != WAY_CHOSEN)
    grown_cb (self);
}

static void
toggled_cb (GtkToggleButton *button, UmGroupInput *self)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  for (Way way = 0; way < N_WAYS; way++)
    if (self->buttons[way] == GTK_WIDGET (button))
      self->way = way;
  gtk_stack_set_visible_child_name (self->stack, page_names[self->way]);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    um_page_take_focus (gtk_stack_get_visible_child (self->stack));
  changed_cb (self);
}

static GtkWidget *
add_way (UmGroupInput *self, Way way, const char *label, GtkWidget *chooser)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  self->buttons[way] = button;
  gtk_widget_add_css_class (button, "um-chip");
  if (way != WAY_CHOSEN)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button),
                                 GTK_TOGGLE_BUTTON (self->buttons[WAY_CHOSEN]));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), way == WAY_CHOSEN);
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, 0);
  gtk_widget_set_parent (button, self->ways);
  g_signal_connect_object (chooser, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->stack, chooser, page_names[way]);
  return chooser;
}

static gboolean
um_group_input_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (gtk_stack_get_visible_child (UM_GROUP_INPUT (widget)->stack));
}

static void
um_group_input_dispose (GObject *object)
{
  UmGroupInput *self = UM_GROUP_INPUT (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_group_input_parent_class)->dispose (object);
}

static void
um_group_input_class_init (UmGroupInputClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_group_input_dispose;
  um_focus_set_entrance (widget_class, um_group_input_grab_focus);
  changed_signal = g_signal_new ("changed", UM_TYPE_GROUP_INPUT, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  grown_signal = g_signal_new ("grown", UM_TYPE_GROUP_INPUT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
um_group_input_init (UmGroupInput *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->ways = um_wrap_box_new (6);
  self->stack = GTK_STACK (gtk_stack_new ());
  /* Of those that aren't shown, GTK would take the width that they have on one line. */
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->ways), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How the groups are given"), -1);
  gtk_box_append (GTK_BOX (self->box), self->ways);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->stack));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static gboolean
takes (const UmActionInfo *info, UmInputKind kind)
{
  for (guint i = 0; i < info->n_inputs; i++)
    if (info->inputs[i] == kind)
      return TRUE;
  return FALSE;
}

/**
 * um_group_input_new:
 * @info: an action that takes groups
 *
 * Returns: its input, with nothing chosen
 */
GtkWidget *
um_group_input_new (const UmActionInfo *info)
{
  UmGroupInput *self = g_object_new (UM_TYPE_GROUP_INPUT, NULL);

  self->chosen = UM_GROUP_CHOOSER (
    add_way (self, WAY_CHOSEN, _ ("Choose Groups"), um_group_chooser_new ()));
  /* Who is to lose what a colleague lacks is told with what is to be added. */
  if (takes (info, UM_INPUT_LIKE) && !info->takes_access)
    self->colleague = UM_COLLEAGUE_CHOOSER (
      add_way (self, WAY_LIKE, _ ("Same Groups as…"), um_colleague_chooser_new ()));
  if (takes (info, UM_INPUT_PAIRS))
    {
      self->file = UM_GROUP_FILE_CHOOSER (add_way (
        self, WAY_FILE, _ ("From a File…"), um_group_file_chooser_new (!info->takes_access)));
      g_signal_connect_object (self->file, "grown", G_CALLBACK (grown_cb), self, G_CONNECT_SWAPPED);
    }
  gtk_widget_set_visible (self->ways, self->colleague != NULL || self->file != NULL);
  return GTK_WIDGET (self);
}

/**
 * um_group_input_set_source:
 * @self: the input
 * @source: (nullable): whose groups and users are offered
 */
void
um_group_input_set_source (UmGroupInput *self, UmSourceState *source)
{
  g_return_if_fail (UM_IS_GROUP_INPUT (self));

  um_group_chooser_set_directory (self->chosen,
                                  source != NULL ? um_source_state_get_directory (source) : NULL);
  if (self->colleague != NULL)
    um_colleague_chooser_set_source (self->colleague, source);
  if (self->file != NULL)
    um_group_file_chooser_set_source (self->file, source);
}

/**
 * um_group_input_is_complete:
 * @self: the input
 *
 * Returns: whether groups are given in the way that is shown
 */
gboolean
um_group_input_is_complete (UmGroupInput *self)
{
  g_return_val_if_fail (UM_IS_GROUP_INPUT (self), FALSE);

  switch (self->way)
    {
    case WAY_LIKE:
      return um_colleague_chooser_is_complete (self->colleague);
    case WAY_FILE:
      return um_group_file_chooser_is_complete (self->file);
    case WAY_CHOSEN:
    case N_WAYS:
    default:
      return um_group_chooser_get_n_chosen (self->chosen) > 0;
    }
}

/**
 * um_group_input_dup_ids:
 * @self: the input
 *
 * Returns: (transfer full) (nullable): the groups that were chosen for all users, ended by %NULL;
 *   %NULL where they are given in another way: um_group_input_add_actions ()
 */
char **
um_group_input_dup_ids (UmGroupInput *self)
{
  g_return_val_if_fail (UM_IS_GROUP_INPUT (self), NULL);

  return self->way == WAY_CHOSEN ? um_group_chooser_dup_ids (self->chosen) : NULL;
}

/**
 * um_group_input_add_actions:
 * @self: an input that is complete, and not by chosen groups
 * @actions: (element-type UmPlanAction): where the actions go that follow from it
 */
void
um_group_input_add_actions (UmGroupInput *self, GPtrArray *actions)
{
  g_return_if_fail (UM_IS_GROUP_INPUT (self));
  g_return_if_fail (self->way != WAY_CHOSEN);

  if (self->way == WAY_LIKE)
    um_colleague_chooser_add_actions (self->colleague, actions);
  else
    um_group_file_chooser_add_actions (self->file, actions);
}

/**
 * um_group_input_clear:
 * @self: the input
 *
 * Nothing is chosen any more, in no way.
 */
void
um_group_input_clear (UmGroupInput *self)
{
  g_return_if_fail (UM_IS_GROUP_INPUT (self));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[WAY_CHOSEN]), TRUE);
  um_group_chooser_clear (self->chosen);
  if (self->colleague != NULL)
    um_colleague_chooser_clear (self->colleague);
  if (self->file != NULL)
    um_group_file_chooser_clear (self->file);
}
