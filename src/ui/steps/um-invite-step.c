/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom to invite and to what. The list comes from a file or a pasted text and is read before the
 * rest is shown. Owned by the bulk page; main thread. */
#include "um-config.h"
#include "um-invite-step.h"
#include "um-clamp.h"
#include "um-file-drop.h"
#include "um-focus.h"
#include "um-group-chooser.h"
#include "um-import-people.h"
#include "um-import-start.h"
#include "um-plan.h"
#include "um-product-chooser.h"
#include "um-words.h"
#include "um-wrap-box.h"

#include <glib/gi18n.h>

/* So many rows that can't be used are shown. */
#define MOST_ROWS 100
/* The height that they take at the most, in pixels. */
#define MOST_HEIGHT 160

struct _UmInviteStep
{
  GtkWidget parent_instance;

  UmSourceState *source;  /* (nullable) */
  UmImportPeople *people; /* (nullable): once a list was read */
  GCancellable *cancellable;
  gboolean reading;
  GtkWidget *box;
  GtkStack *stack;
  UmImportStart *start;
  GtkLabel *summary;
  GtkScrolledWindow *wrong_box;
  GtkListBox *wrong_rows;
  GtkBox *choosers;
  UmProductChooser *products;
  UmGroupChooser *groups;
  GtkEditable *reason;
  GtkButton *primary_button;
};

G_DEFINE_FINAL_TYPE (UmInviteStep, um_invite_step, GTK_TYPE_WIDGET)

static guint confirmed_signal;

static guint
count_people (UmInviteStep *self)
{
  return um_import_people_get_info (self->people)->n_rows[UM_PERSON_USED];
}

/* What nobody gets is for the list to say, and for the plan to judge. */
static gboolean
can_go_on (UmInviteStep *self)
{
  g_autoptr (GBytes) text = NULL;

  if (self->reading)
    return FALSE;
  if (self->people != NULL)
    return count_people (self) > 0;
  text = um_import_start_dup_text (self->start);
  return text != NULL;
}

static void
update (UmInviteStep *self)
{
  gboolean form = self->people != NULL;

  gtk_stack_set_visible_child_name (self->stack, form ? "form" : "start");
  gtk_widget_set_sensitive (GTK_WIDGET (self->start), !self->reading);
  gtk_button_set_label (self->primary_button, form ? _ ("Review _Plan") : _ ("_Read"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->primary_button), can_go_on (self));
}

/* ---- the list ---- */

static void
add_wrong_row (UmInviteStep *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_top (label, 6);
  gtk_widget_set_margin_bottom (label, 6);
  gtk_widget_set_margin_start (label, 12);
  gtk_widget_set_margin_end (label, 12);
  gtk_list_box_append (self->wrong_rows, label);
}

static void
show_people (UmInviteStep *self)
{
  g_autofree char *summary = um_words_people_summary (um_import_people_get_info (self->people));
  guint n_shown = 0;
  int height;
  GtkWidget *child;

  gtk_label_set_label (self->summary, summary);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->wrong_rows))) != NULL)
    gtk_list_box_remove (self->wrong_rows, child);
  for (guint i = 0; i < um_import_people_get_n (self->people) && n_shown <= MOST_ROWS; i++)
    {
      UmPersonRow row;
      g_autofree char *text = NULL;

      um_import_people_get (self->people, i, &row);
      if (row.state == UM_PERSON_USED)
        continue;
      text = um_words_person (row.state, row.line, row.text, row.detail);
      add_wrong_row (self, n_shown++ < MOST_ROWS ? text : "…");
    }
  gtk_widget_set_visible (GTK_WIDGET (self->wrong_box), n_shown > 0);
  /* A page that scrolls itself gives what is in it no more than that. */
  gtk_widget_measure (GTK_WIDGET (self->wrong_rows), GTK_ORIENTATION_VERTICAL, -1, NULL, &height,
                      NULL, NULL);
  gtk_scrolled_window_set_min_content_height (self->wrong_box, MIN (height, MOST_HEIGHT));
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmInviteStep) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmImportPeople) people = um_import_people_read_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;
  self->reading = FALSE;
  um_import_start_set_problem (self->start, error);
  if (people != NULL)
    {
      self->people = g_steal_pointer (&people);
      show_people (self);
    }
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

/* @file or @text */
static void
start_reading (UmInviteStep *self, GFile *file, GBytes *text)
{
  g_autofree char *path = file != NULL ? g_file_get_basename (file) : NULL;
  g_autofree char *name = path != NULL ? g_filename_display_name (path)
                                       : g_strdup (_ ("the pasted text"));
  const UmImportInput input = { .file = file, .text = text, .name = name };

  if (self->source == NULL || self->reading)
    return;
  self->reading = TRUE;
  update (self);
  um_import_people_read_async (self->source, &input, self->cancellable, read_cb,
                               g_object_ref (self));
}

static void
file_cb (UmInviteStep *self, GFile *file)
{
  start_reading (self, file, NULL);
}

static void
text_cb (UmInviteStep *self, GBytes *text)
{
  start_reading (self, NULL, text);
}

static void
dropped_cb (GtkWidget *widget, GFile *file)
{
  UmInviteStep *self = UM_INVITE_STEP (widget);

  if (self->people == NULL)
    start_reading (self, file, NULL);
}

static void
primary_cb (UmInviteStep *self)
{
  g_autoptr (GBytes) text = NULL;

  if (!can_go_on (self))
    return;
  if (self->people != NULL)
    {
      g_signal_emit (self, confirmed_signal, 0);
      return;
    }
  text = um_import_start_dup_text (self->start);
  start_reading (self, NULL, text);
}

static void
forget_people (UmInviteStep *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_clear_pointer (&self->people, um_import_people_free);
  self->reading = FALSE;
}

static void
directory_changed_cb (UmInviteStep *self)
{
  um_group_chooser_set_directory (self->groups, um_source_state_get_directory (self->source));
  um_product_chooser_set_source (self->products, self->source);
}

/* ---- the widget ---- */

static void
add_chooser (UmInviteStep *self, UmInputKind kind, GtkWidget *chooser)
{
  GtkWidget *title = gtk_label_new (um_words_input (kind));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_set_margin_top (title, 6);
  gtk_box_append (self->choosers, title);
  gtk_box_append (self->choosers, chooser);
}

static gboolean
um_invite_step_grab_focus (GtkWidget *widget)
{
  UmInviteStep *self = UM_INVITE_STEP (widget);

  if (self->people != NULL)
    return gtk_widget_child_focus (GTK_WIDGET (self->choosers), GTK_DIR_TAB_FORWARD);
  return gtk_widget_grab_focus (GTK_WIDGET (self->start));
}

static void
um_invite_step_dispose (GObject *object)
{
  UmInviteStep *self = UM_INVITE_STEP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->source);
  g_clear_pointer (&self->people, um_import_people_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_invite_step_parent_class)->dispose (object);
}

static void
um_invite_step_finalize (GObject *object)
{
  g_object_unref (UM_INVITE_STEP (object)->cancellable);
  G_OBJECT_CLASS (um_invite_step_parent_class)->finalize (object);
}

static void
um_invite_step_class_init (UmInviteStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_invite_step_dispose;
  G_OBJECT_CLASS (klass)->finalize = um_invite_step_finalize;
  um_focus_set_entrance (widget_class, um_invite_step_grab_focus);
  confirmed_signal = g_signal_new ("confirmed", UM_TYPE_INVITE_STEP, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (UM_TYPE_CLAMP);
  g_type_ensure (UM_TYPE_IMPORT_START);
  g_type_ensure (UM_TYPE_WRAP_BOX);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/steps/um-invite-step.ui");
  gtk_widget_class_bind_template_child (widget_class, UmInviteStep, box);
  gtk_widget_class_bind_template_child (widget_class, UmInviteStep, stack);
  gtk_widget_class_bind_template_child (widget_class, UmInviteStep, start);
  gtk_widget_class_bind_template_child (widget_class, UmInviteStep, summary);
  gtk_widget_class_bind_template_child (widget_class, UmInviteStep, wrong_box);
  gtk_widget_class_bind_template_child (widget_class, UmInviteStep, wrong_rows);
  gtk_widget_class_bind_template_child (widget_class, UmInviteStep, choosers);
  gtk_widget_class_bind_template_child (widget_class, UmInviteStep, reason);
  gtk_widget_class_bind_template_child (widget_class, UmInviteStep, primary_button);
  gtk_widget_class_bind_template_callback (widget_class, file_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_cb);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, primary_cb);
}

static void
um_invite_step_init (UmInviteStep *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->products = UM_PRODUCT_CHOOSER (um_product_chooser_new (FALSE));
  um_product_chooser_set_newcomers (self->products);
  self->groups = UM_GROUP_CHOOSER (um_group_chooser_new ());
  add_chooser (self, UM_INPUT_PRODUCTS, GTK_WIDGET (self->products));
  add_chooser (self, UM_INPUT_GROUPS, GTK_WIDGET (self->groups));
  um_import_start_set_prompt (
    self->start, _ ("Choose a file with the e-mail addresses of people to invite, or drop it here. "
                    "Columns of products and groups are for each person."));
  um_file_drop_add (GTK_WIDGET (self), dropped_cb);
  update (self);
}

/**
 * um_invite_step_new:
 *
 * Returns: the step without a source
 */
GtkWidget *
um_invite_step_new (void)
{
  return g_object_new (UM_TYPE_INVITE_STEP, NULL);
}

/**
 * um_invite_step_set_source:
 * @self: the step
 * @source: a source that is loaded
 */
void
um_invite_step_set_source (UmInviteStep *self, UmSourceState *source)
{
  g_return_if_fail (UM_IS_INVITE_STEP (self));
  if (self->source != source)
    {
      if (self->source != NULL)
        g_signal_handlers_disconnect_by_func (self->source, directory_changed_cb, self);
      forget_people (self);
      g_set_object (&self->source, source);
      g_signal_connect_object (source, "notify::directory", G_CALLBACK (directory_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  directory_changed_cb (self);
  update (self);
}

/**
 * um_invite_step_go_back:
 * @self: the step
 *
 * Returns: %FALSE where it shows already where the list comes from
 */
gboolean
um_invite_step_go_back (UmInviteStep *self)
{
  g_return_val_if_fail (UM_IS_INVITE_STEP (self), FALSE);
  if (self->people == NULL)
    return FALSE;
  forget_people (self);
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  return TRUE;
}

/**
 * um_invite_step_list_addresses:
 * @self: the step, confirmed
 *
 * Returns: (transfer full) (element-type utf8): whom the plan is about
 */
GPtrArray *
um_invite_step_list_addresses (UmInviteStep *self)
{
  g_return_val_if_fail (UM_IS_INVITE_STEP (self) && self->people != NULL, NULL);
  return um_import_people_list_addresses (self->people);
}

static void
add_input (GVariantBuilder *inputs, UmInputKind kind, char **values)
{
  g_variant_builder_add (inputs, "{s^as}", um_input_kind_to_nick (kind), values);
}

/**
 * um_invite_step_dup_actions:
 * @self: the step, confirmed
 *
 * Returns: (transfer full) (element-type UmPlanAction): the action with its inputs
 */
GPtrArray *
um_invite_step_dup_actions (UmInviteStep *self)
{
  GPtrArray *actions = g_ptr_array_new_with_free_func ((GDestroyNotify) um_plan_action_free);
  GVariantBuilder inputs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));
  g_auto (GStrv) people = NULL, products = NULL, groups = NULL;

  g_return_val_if_fail (UM_IS_INVITE_STEP (self) && self->people != NULL, actions);
  people = um_import_people_dup_texts (self->people);
  products = um_product_chooser_dup_keys (self->products);
  groups = um_group_chooser_dup_ids (self->groups);
  add_input (&inputs, UM_INPUT_PEOPLE, people);
  add_input (&inputs, UM_INPUT_PRODUCTS, products);
  add_input (&inputs, UM_INPUT_GROUPS, groups);
  g_ptr_array_add (actions, um_plan_action_new ("invite", g_variant_builder_end (&inputs)));
  return actions;
}

/**
 * um_invite_step_dup_reason:
 * @self: the step
 *
 * Returns: (transfer full) (nullable): the reason, %NULL where none was given
 */
char *
um_invite_step_dup_reason (UmInviteStep *self)
{
  g_autofree char *reason = NULL;

  g_return_val_if_fail (UM_IS_INVITE_STEP (self), NULL);
  reason = g_strstrip (g_strdup (gtk_editable_get_text (self->reason)));
  return *reason != '\0' ? g_steal_pointer (&reason) : NULL;
}

/**
 * um_invite_step_reset:
 * @self: the step
 *
 * Forgets the list and what was chosen.
 */
void
um_invite_step_reset (UmInviteStep *self)
{
  g_return_if_fail (UM_IS_INVITE_STEP (self));
  forget_people (self);
  um_import_start_clear (self->start);
  um_product_chooser_clear (self->products);
  um_group_chooser_clear (self->groups);
  gtk_editable_set_text (self->reason, "");
  update (self);
}
