/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inputs of changing the directory. Its state is that of its choosers; what they offer follows
 * from the source and from the directory to change to. Owned by an action card; main thread. */
#include "um-config.h"
#include "um-move-editor.h"
#include "um-action-info.h"
#include "um-directory-chooser.h"
#include "um-focus.h"
#include "um-group-chooser.h"

struct _UmMoveEditor
{
  GtkWidget parent_instance;

  GtkWidget *box;
  UmDirectoryChooser *into;
  UmDirectoryChooser *from;
  GtkWidget *clash;
  GtkWidget *groups_box;
  UmGroupChooser *groups;
};

G_DEFINE_FINAL_TYPE (UmMoveEditor, um_move_editor, GTK_TYPE_WIDGET)

static guint changed_signal, grown_signal;

static gboolean
has_clash (UmMoveEditor *self)
{
  g_auto (GStrv) into = um_directory_chooser_dup_ids (self->into);
  g_auto (GStrv) from = um_directory_chooser_dup_ids (self->from);

  return into[0] != NULL && g_strv_contains ((const char *const *) from, into[0]);
}

static void
changed_cb (UmMoveEditor *self)
{
  gtk_widget_set_visible (self->clash, has_clash (self));
  g_signal_emit (self, changed_signal, 0);
}

static void
into_changed_cb (UmMoveEditor *self)
{
  g_auto (GStrv) into = um_directory_chooser_dup_ids (self->into);

  um_group_chooser_set_place (self->groups, into[0]);
  gtk_widget_set_visible (self->groups_box, into[0] != NULL);
  changed_cb (self);
  if (into[0] != NULL)
    g_signal_emit (self, grown_signal, 0);
}

static gboolean
um_move_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (UM_MOVE_EDITOR (widget)->into));
}

static void
um_move_editor_dispose (GObject *object)
{
  UmMoveEditor *self = UM_MOVE_EDITOR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_move_editor_parent_class)->dispose (object);
}

static void
um_move_editor_class_init (UmMoveEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_move_editor_dispose;
  um_focus_set_entrance (widget_class, um_move_editor_grab_focus);
  changed_signal = g_signal_new ("changed", UM_TYPE_MOVE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  grown_signal = g_signal_new ("grown", UM_TYPE_MOVE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
  g_type_ensure (UM_TYPE_DIRECTORY_CHOOSER);
  g_type_ensure (UM_TYPE_GROUP_CHOOSER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/steps/um-move-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, UmMoveEditor, box);
  gtk_widget_class_bind_template_child (widget_class, UmMoveEditor, into);
  gtk_widget_class_bind_template_child (widget_class, UmMoveEditor, from);
  gtk_widget_class_bind_template_child (widget_class, UmMoveEditor, clash);
  gtk_widget_class_bind_template_child (widget_class, UmMoveEditor, groups_box);
  gtk_widget_class_bind_template_child (widget_class, UmMoveEditor, groups);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, into_changed_cb);
}

static void
um_move_editor_init (UmMoveEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * um_move_editor_new:
 *
 * Returns: an editor without a source
 */
GtkWidget *
um_move_editor_new (void)
{
  return g_object_new (UM_TYPE_MOVE_EDITOR, NULL);
}

/**
 * um_move_editor_set_source:
 * @self: the editor
 * @source: (nullable): whose directories and groups are offered
 */
void
um_move_editor_set_source (UmMoveEditor *self, UmSourceState *source)
{
  g_return_if_fail (UM_IS_MOVE_EDITOR (self));
  um_directory_chooser_set_source (self->into, source);
  um_directory_chooser_set_source (self->from, source);
  um_group_chooser_set_directory (self->groups,
                                  source != NULL ? um_source_state_get_directory (source) : NULL);
  into_changed_cb (self);
}

/**
 * um_move_editor_is_complete:
 * @self: the editor
 *
 * Returns: whether the directory to change to is chosen, and isn't one that is left
 */
gboolean
um_move_editor_is_complete (UmMoveEditor *self)
{
  g_auto (GStrv) into = NULL;

  g_return_val_if_fail (UM_IS_MOVE_EDITOR (self), FALSE);
  into = um_directory_chooser_dup_ids (self->into);
  return into[0] != NULL && !has_clash (self);
}

static void
add_input (GVariantBuilder *inputs, UmInputKind kind, char **ids)
{
  g_variant_builder_add (inputs, "{s@as}", um_input_kind_to_nick (kind),
                         g_variant_new_strv ((const char *const *) ids, -1));
}

/**
 * um_move_editor_get_inputs:
 * @self: the editor
 *
 * Returns: (transfer floating): a{sas}: the nick of each input with its values
 */
GVariant *
um_move_editor_get_inputs (UmMoveEditor *self)
{
  GVariantBuilder inputs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));
  g_auto (GStrv) into = NULL;
  g_auto (GStrv) from = NULL;
  g_auto (GStrv) groups = NULL;

  g_return_val_if_fail (UM_IS_MOVE_EDITOR (self), NULL);
  into = um_directory_chooser_dup_ids (self->into);
  from = um_directory_chooser_dup_ids (self->from);
  groups = um_group_chooser_dup_ids (self->groups);
  add_input (&inputs, UM_INPUT_DIRECTORIES, from);
  add_input (&inputs, UM_INPUT_GROUPS, groups);
  add_input (&inputs, UM_INPUT_INTO, into);
  return g_variant_builder_end (&inputs);
}

/**
 * um_move_editor_clear:
 * @self: the editor
 *
 * Nothing is chosen any more.
 */
void
um_move_editor_clear (UmMoveEditor *self)
{
  g_return_if_fail (UM_IS_MOVE_EDITOR (self));
  um_directory_chooser_clear (self->into);
  um_directory_chooser_clear (self->from);
  um_group_chooser_clear (self->groups);
  into_changed_cb (self);
}
