/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 2, Choose action: the cards of the catalogue by their groups, the forms of the chosen ones
 * below their row, a reason. Several actions may be chosen; they run in the order of the cards.
 * Owned by the bulk page; main thread. */
#include "um-config.h"
#include "um-action-step.h"
#include "um-action-card.h"
#include "um-card-grid.h"
#include "um-clamp.h"
#include "um-focus.h"
#include "um-tally.h"
#include "um-words.h"
#include "um-wrap-box.h"

#include <glib/gi18n.h>

struct _UmActionStep
{
  GtkWidget parent_instance;

  UmSourceState *source; /* (nullable) */
  GCancellable
    *counting;      /* (nullable): to how many users actions can be done, while it is counted */
  GPtrArray *cards; /* of UmActionCard, in the catalogue's order, owned by their places */
  GtkWidget *box;
  GtkLabel *intro;
  GtkBox *groups_box;
  GtkEditable *reason;
  GtkScrolledWindow *scroller;
  GtkLabel *chosen;
  GtkWidget *review_button;
};

G_DEFINE_FINAL_TYPE (UmActionStep, um_action_step, GTK_TYPE_WIDGET)

static guint confirmed_signal;

static gboolean
is_complete (UmActionStep *self)
{
  guint n_chosen = 0;

  for (guint i = 0; i < self->cards->len; i++)
    {
      UmActionCard *card = g_ptr_array_index (self->cards, i);

      if (!um_action_card_get_chosen (card))
        continue;
      n_chosen++;
      if (!um_action_card_is_complete (card))
        return FALSE;
    }
  return n_chosen > 0;
}

/* The names of the actions that are chosen: their cards may be scrolled away. */
static char *
dup_chosen (UmActionStep *self)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (NULL);

  for (guint i = 0; i < self->cards->len; i++)
    {
      UmActionCard *card = g_ptr_array_index (self->cards, i);

      if (um_action_card_get_chosen (card))
        g_ptr_array_add (names,
                         (char *) um_words_action_name (um_action_card_get_info (card)->key));
    }
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

static void
update (UmActionStep *self)
{
  guint n_users = self->source != NULL
                    ? um_basket_get_count (um_source_state_get_basket (self->source))
                    : 0;
  g_autofree char *users = um_words_users (n_users);
  g_autofree char *chosen = dup_chosen (self);
  /* Translators: %s is "180 users" */
  g_autofree char *intro = g_strdup_printf (_ ("What should be done to %s?"), users);

  gtk_label_set_label (self->intro, intro);
  gtk_label_set_label (self->chosen, chosen);
  gtk_widget_set_sensitive (self->review_button, is_complete (self));
}

static void
card_changed_cb (UmActionStep *self)
{
  update (self);
}

static void
review_cb (UmActionStep *self)
{
  if (is_complete (self))
    g_signal_emit (self, confirmed_signal, 0);
}

/* ---- to how many of the users actions can be done ---- */

static void
set_tallies (UmActionStep *self, GPtrArray *tallies)
{
  for (guint i = 0; i < self->cards->len; i++)
    {
      UmActionCard *card = g_ptr_array_index (self->cards, i);

      um_action_card_set_tally (card, um_tally_find (tallies, um_action_card_get_info (card)->key));
    }
}

static void
tallied_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmActionStep) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tallies = um_tally_make_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->counting);
  /* Without a count the plan says it. */
  set_tallies (self, tallies);
}

static void
stop_counting (UmActionStep *self)
{
  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
}

/* Only what is seen is counted, and only what is selected now. */
static void
start_counting (UmActionStep *self)
{
  stop_counting (self);
  if (self->source == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->counting = g_cancellable_new ();
  um_tally_make_async (self->source, NULL, self->counting, tallied_cb, g_object_ref (self));
}

static void
selection_changed_cb (UmActionStep *self)
{
  update (self);
  start_counting (self);
}

/* Only what is seen follows each directory. */
static void
directory_changed_cb (UmActionStep *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  for (guint i = 0; i < self->cards->len; i++)
    um_action_card_set_source (g_ptr_array_index (self->cards, i), self->source);
  update (self);
  start_counting (self);
}

/* Whom it is done to isn't who is chosen. */
static gboolean
is_about_others (const UmActionInfo *info)
{
  for (guint i = 0; i < info->n_inputs; i++)
    if (info->inputs[i] == UM_INPUT_PEOPLE)
      return TRUE;
  return FALSE;
}

/* A heading and its cards; the forms of those that are chosen stand below their row. */
static void
add_group (UmActionStep *self, UmCardGroup group)
{
  const UmActionInfo *const *actions = um_actions_list ();
  GtkWidget *cards = um_card_grid_new ();
  GtkWidget *title = gtk_label_new (um_words_card_group (group));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  guint n_cards = 0;

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  for (guint i = 0; actions[i] != NULL; i++)
    {
      GtkWidget *card;

      if (actions[i]->group != group || is_about_others (actions[i]))
        continue;
      card = um_action_card_new (actions[i]);
      g_signal_connect_object (card, "changed", G_CALLBACK (card_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_ptr_array_add (self->cards, card);
      um_card_grid_add (UM_CARD_GRID (cards), card,
                        um_action_card_get_form (UM_ACTION_CARD (card)));
      n_cards++;
    }
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), cards);
  gtk_widget_set_visible (box, n_cards > 0);
  gtk_box_append (self->groups_box, box);
}

/* The first card that is chosen, or that can be. */
static gboolean
um_action_step_grab_focus (GtkWidget *widget)
{
  UmActionStep *self = UM_ACTION_STEP (widget);

  for (guint i = 0; i < self->cards->len; i++)
    if (um_action_card_get_chosen (g_ptr_array_index (self->cards, i)))
      return gtk_widget_grab_focus (g_ptr_array_index (self->cards, i));
  for (guint i = 0; i < self->cards->len; i++)
    if (gtk_widget_grab_focus (g_ptr_array_index (self->cards, i)))
      return TRUE;
  return FALSE;
}

static void
um_action_step_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (um_action_step_parent_class)->map (widget);
  directory_changed_cb (UM_ACTION_STEP (widget));
}

static void
um_action_step_unmap (GtkWidget *widget)
{
  stop_counting (UM_ACTION_STEP (widget));
  GTK_WIDGET_CLASS (um_action_step_parent_class)->unmap (widget);
}

static void
um_action_step_dispose (GObject *object)
{
  UmActionStep *self = UM_ACTION_STEP (object);

  stop_counting (self);
  g_clear_object (&self->source);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_action_step_parent_class)->dispose (object);
}

static void
um_action_step_class_init (UmActionStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_action_step_dispose;
  um_focus_set_entrance (widget_class, um_action_step_grab_focus);
  widget_class->map = um_action_step_map;
  widget_class->unmap = um_action_step_unmap;
  confirmed_signal = g_signal_new ("confirmed", UM_TYPE_ACTION_STEP, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (UM_TYPE_CLAMP);
  g_type_ensure (UM_TYPE_WRAP_BOX);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/steps/um-action-step.ui");
  gtk_widget_class_bind_template_child (widget_class, UmActionStep, box);
  gtk_widget_class_bind_template_child (widget_class, UmActionStep, intro);
  gtk_widget_class_bind_template_child (widget_class, UmActionStep, groups_box);
  gtk_widget_class_bind_template_child (widget_class, UmActionStep, reason);
  gtk_widget_class_bind_template_child (widget_class, UmActionStep, review_button);
  gtk_widget_class_bind_template_child (widget_class, UmActionStep, chosen);
  gtk_widget_class_bind_template_child (widget_class, UmActionStep, scroller);
  gtk_widget_class_bind_template_callback (widget_class, review_cb);
}

static void
um_action_step_init (UmActionStep *self)
{
  self->cards = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (UmCardGroup group = UM_CARD_GROUPS; group <= UM_CARD_OTHER; group++)
    add_group (self, group);
  update (self);
}

/**
 * um_action_step_new:
 *
 * Returns: the step without a source
 */
GtkWidget *
um_action_step_new (void)
{
  return g_object_new (UM_TYPE_ACTION_STEP, NULL);
}

/**
 * um_action_step_set_source:
 * @self: the step
 * @source: whose users are chosen
 */
void
um_action_step_set_source (UmActionStep *self, UmSourceState *source)
{
  g_return_if_fail (UM_IS_ACTION_STEP (self));
  if (self->source != source)
    {
      if (self->source != NULL)
        {
          g_signal_handlers_disconnect_by_func (self->source, directory_changed_cb, self);
          g_signal_handlers_disconnect_by_func (um_source_state_get_basket (self->source),
                                                selection_changed_cb, self);
        }
      g_set_object (&self->source, source);
      g_signal_connect_object (source, "notify::directory", G_CALLBACK (directory_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (source, "notify::linked", G_CALLBACK (directory_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (um_source_state_get_basket (source), "changed",
                               G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
    }
  /* Of others than are selected now. */
  set_tallies (self, NULL);
  directory_changed_cb (self);
}

/**
 * um_action_step_dup_actions:
 * @self: the step
 *
 * Returns: (transfer full) (element-type UmPlanAction): the chosen actions with their inputs
 */
GPtrArray *
um_action_step_dup_actions (UmActionStep *self)
{
  GPtrArray *actions = g_ptr_array_new_with_free_func ((GDestroyNotify) um_plan_action_free);

  g_return_val_if_fail (UM_IS_ACTION_STEP (self), actions);
  for (guint i = 0; i < self->cards->len; i++)
    {
      UmActionCard *card = g_ptr_array_index (self->cards, i);

      if (um_action_card_get_chosen (card))
        um_action_card_add_actions (card, actions);
    }
  return actions;
}

/**
 * um_action_step_dup_reason:
 * @self: the step
 *
 * Returns: (transfer full) (nullable): the reason, %NULL where none was given
 */
char *
um_action_step_dup_reason (UmActionStep *self)
{
  g_autofree char *reason = NULL;

  g_return_val_if_fail (UM_IS_ACTION_STEP (self), NULL);
  reason = g_strstrip (g_strdup (gtk_editable_get_text (self->reason)));
  return *reason != '\0' ? g_steal_pointer (&reason) : NULL;
}

/**
 * um_action_step_reset:
 * @self: the step
 *
 * Nothing is chosen any more, and the question comes first again.
 */
void
um_action_step_reset (UmActionStep *self)
{
  g_return_if_fail (UM_IS_ACTION_STEP (self));
  for (guint i = 0; i < self->cards->len; i++)
    um_action_card_set_chosen (g_ptr_array_index (self->cards, i), FALSE);
  gtk_editable_set_text (self->reason, "");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}
