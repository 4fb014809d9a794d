/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file of users and groups means for the selected users. Its state is the source and the
 * file in its picker; which rows count follows from the source's selected users. Owned by a group
 * input; main thread. */
#include "um-config.h"
#include "um-group-file-chooser.h"
#include "um-focus.h"
#include "um-group-file.h"
#include "um-pairs-picker.h"
#include "um-plan.h"
#include "um-words.h"

#include <glib/gi18n.h>

struct _UmGroupFileChooser
{
  GtkWidget parent_instance;

  gboolean member;       /* what a row means that doesn't say it */
  UmSourceState *source; /* (nullable) */
  guint n_adds;          /* memberships of selected users that come */
  guint n_removes;       /* those that end */

  GtkWidget *box;
  UmPairsPicker *picker; /* of UmGroupFile */
  GtkLabel *summary_label;
  GtkWidget *unselected_box;
  GtkLabel *unselected_label;
};

G_DEFINE_FINAL_TYPE (UmGroupFileChooser, um_group_file_chooser, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_GROWN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* ---- rows of a user and a group ---- */

static void
read_async (gpointer kind_data,
            UmSourceState *source,
            const UmImportInput *input,
            const UmPairsOptions *form,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  UmGroupFileChooser *self = UM_GROUP_FILE_CHOOSER (kind_data);
  const UmGroupFileOptions options = { .adds = TRUE,
                                       .removes = TRUE,
                                       .unsaid_adds = self->member,
                                       .unsaid_removes = !self->member,
                                       .form = form };

  um_group_file_read_async (source, input, &options, cancellable, callback, user_data);
}

static gpointer
read_finish (GAsyncResult *result, GError **error)
{
  return um_group_file_read_finish (result, error);
}

static UmImportPairs *
get_pairs (gpointer rows)
{
  return um_group_file_get_pairs (rows);
}

static const UmPairsInfo *
get_info (gpointer rows)
{
  return um_group_file_get_info (rows);
}

static char *
describe_unused (gpointer rows, guint position)
{
  UmGroupRow row;

  if (um_group_file_is_used (rows, position))
    return NULL;
  um_group_file_get_row (rows, position, &row);
  return um_words_group_row (&row);
}

static const UmRowsKind rows_kind = { read_async, read_finish, get_pairs, get_info,
                                      describe_unused };

/* (nullable): what was read */
static UmGroupFile *
get_file (UmGroupFileChooser *self)
{
  return um_pairs_picker_get_rows (self->picker);
}

/* ---- who is selected ---- */

static GHashTable *
list_selected (UmGroupFileChooser *self)
{
  g_autoptr (GPtrArray) ids = um_basket_get_ids (um_source_state_get_basket (self->source));
  GHashTable *selected = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (selected, g_strdup (ids->pdata[i]));
  return selected;
}

/* Users of the file who aren't selected. (transfer full) (element-type utf8) */
static GPtrArray *
list_unselected (UmGroupFileChooser *self, GHashTable *selected)
{
  g_autoptr (GPtrArray) all = um_group_file_dup_account_ids (get_file (self));
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < all->len; i++)
    if (!g_hash_table_contains (selected, all->pdata[i]))
      g_ptr_array_add (ids, g_strdup (all->pdata[i]));
  return ids;
}

/* ---- what is shown ---- */

static void
show_summary (UmGroupFileChooser *self)
{
  g_autofree char *adds = um_words_number (self->n_adds);
  g_autofree char *removes = um_words_number (self->n_removes);
  g_autofree char *text = NULL;

  if (self->n_adds > 0 && self->n_removes > 0)
    /* Translators: the number of memberships to add, the number of those to remove */
    text = g_strdup_printf (_ ("Memberships to add: %s, to remove: %s"), adds, removes);
  else if (self->n_removes > 0)
    /* Translators: a number of memberships */
    text = g_strdup_printf (_ ("Memberships to remove: %s"), removes);
  else if (self->n_adds > 0)
    /* Translators: a number of memberships */
    text = g_strdup_printf (_ ("Memberships to add: %s"), adds);
  else
    text = g_strdup (_ ("Nothing for the selected users"));
  gtk_label_set_label (self->summary_label, text);
}

static void
show_unselected (UmGroupFileChooser *self, GHashTable *selected)
{
  g_autoptr (GPtrArray) ids = list_unselected (self, selected);
  g_autofree char *number = um_words_number (ids->len);
  g_autofree char *text = g_strdup_printf (
    /* Translators: %s is a number of users */
    ngettext ("%s user of the file isn’t selected; nothing is done to this one.",
              "%s users of the file aren’t selected; nothing is done to them.", ids->len),
    number);

  gtk_label_set_label (self->unselected_label, text);
  gtk_widget_set_visible (self->unselected_box, ids->len > 0);
}

static void
update (UmGroupFileChooser *self)
{
  gboolean shown = get_file (self) != NULL && self->source != NULL;

  self->n_adds = self->n_removes = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->summary_label), shown);
  gtk_widget_set_visible (self->unselected_box, FALSE);
  if (shown)
    {
      g_autoptr (GHashTable) selected = list_selected (self);

      self->n_adds = um_group_file_count (get_file (self), TRUE, selected);
      self->n_removes = um_group_file_count (get_file (self), FALSE, selected);
      show_summary (self);
      show_unselected (self, selected);
    }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
grown_cb (UmGroupFileChooser *self)
{
  g_signal_emit (self, signals[SIGNAL_GROWN], 0);
}

static void
select_cb (UmGroupFileChooser *self)
{
  UmDirectory *directory = um_source_state_get_directory (self->source);
  g_autoptr (GHashTable) selected = list_selected (self);
  g_autoptr (GPtrArray) ids = list_unselected (self, selected);
  g_autoptr (UmBitset) rows = um_bitset_new (um_directory_get_n_rows (directory),
                                             um_directory_get_generation (directory));

  for (guint i = 0; i < ids->len; i++)
    {
      guint row = um_directory_find (directory, ids->pdata[i]);

      if (row != UM_NO_ROW)
        um_bitset_add (rows, row);
    }
  um_basket_add_rows (um_source_state_get_basket (self->source), rows);
  update (self);
}

static gboolean
um_group_file_chooser_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (UM_GROUP_FILE_CHOOSER (widget)->picker));
}

static void
um_group_file_chooser_dispose (GObject *object)
{
  UmGroupFileChooser *self = UM_GROUP_FILE_CHOOSER (object);

  g_clear_object (&self->source);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_group_file_chooser_parent_class)->dispose (object);
}

static void
um_group_file_chooser_class_init (UmGroupFileChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_group_file_chooser_dispose;
  um_focus_set_entrance (widget_class, um_group_file_chooser_grab_focus);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", UM_TYPE_GROUP_FILE_CHOOSER, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_GROWN] = g_signal_new ("grown", UM_TYPE_GROUP_FILE_CHOOSER, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (UM_TYPE_PAIRS_PICKER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/steps/um-group-file-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, UmGroupFileChooser, box);
  gtk_widget_class_bind_template_child (widget_class, UmGroupFileChooser, picker);
  gtk_widget_class_bind_template_child (widget_class, UmGroupFileChooser, summary_label);
  gtk_widget_class_bind_template_child (widget_class, UmGroupFileChooser, unselected_box);
  gtk_widget_class_bind_template_child (widget_class, UmGroupFileChooser, unselected_label);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, grown_cb);
  gtk_widget_class_bind_template_callback (widget_class, select_cb);
}

static void
um_group_file_chooser_init (UmGroupFileChooser *self)
{
  const UmPairsOptions options = UM_PAIRS_OPTIONS_INIT;

  gtk_widget_init_template (GTK_WIDGET (self));
  um_pairs_picker_set_options (self->picker, &options, _ ("_Groups are named in"));
  um_pairs_picker_set_kind (self->picker, &rows_kind, self);
}

/**
 * um_group_file_chooser_new:
 * @member: %TRUE: a row that doesn't say it adds; %FALSE: it removes
 *
 * Returns: a chooser without a file
 */
GtkWidget *
um_group_file_chooser_new (gboolean member)
{
  UmGroupFileChooser *self = g_object_new (UM_TYPE_GROUP_FILE_CHOOSER, NULL);

  self->member = member;
  return GTK_WIDGET (self);
}

/**
 * um_group_file_chooser_set_source:
 * @self: the chooser
 * @source: (nullable): whose users and groups rows name
 *
 * A file that was read stays, by ids; which of its rows count is told anew.
 */
void
um_group_file_chooser_set_source (UmGroupFileChooser *self, UmSourceState *source)
{
  g_return_if_fail (UM_IS_GROUP_FILE_CHOOSER (self));

  g_set_object (&self->source, source);
  um_pairs_picker_set_source (self->picker, source);
  update (self);
}

/**
 * um_group_file_chooser_is_complete:
 * @self: the chooser
 *
 * Returns: whether a row is about a selected user
 */
gboolean
um_group_file_chooser_is_complete (UmGroupFileChooser *self)
{
  g_return_val_if_fail (UM_IS_GROUP_FILE_CHOOSER (self), FALSE);

  return self->n_adds + self->n_removes > 0;
}

/**
 * um_group_file_chooser_add_actions:
 * @self: a chooser that is complete
 * @actions: (element-type UmPlanAction): where they go
 */
void
um_group_file_chooser_add_actions (UmGroupFileChooser *self, GPtrArray *actions)
{
  g_autoptr (GHashTable) selected = NULL;
  g_autoptr (GVariant) adds = NULL, removes = NULL;

  g_return_if_fail (UM_IS_GROUP_FILE_CHOOSER (self));
  g_return_if_fail (get_file (self) != NULL && self->source != NULL);

  selected = list_selected (self);
  adds = um_group_file_new_inputs (get_file (self), TRUE, selected);
  removes = um_group_file_new_inputs (get_file (self), FALSE, selected);
  if (adds != NULL)
    g_ptr_array_add (actions, um_plan_action_new ("add-to-groups", adds));
  if (removes != NULL)
    g_ptr_array_add (actions, um_plan_action_new ("remove-from-groups", removes));
}

/**
 * um_group_file_chooser_clear:
 * @self: the chooser
 *
 * There is no file any more.
 */
void
um_group_file_chooser_clear (UmGroupFileChooser *self)
{
  g_return_if_fail (UM_IS_GROUP_FILE_CHOOSER (self));

  um_pairs_picker_clear (self->picker);
}
