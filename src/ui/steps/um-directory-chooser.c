/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing directories of an organisation, or a single one. Its state are the ids that are chosen;
 * the ticks are made of it and of the source's directory. Owned by an action card; main thread. */
#include "um-config.h"
#include "um-directory-chooser.h"
#include "um-focus.h"
#include "um-tick.h"
#include "um-words.h"

#include <glib/gi18n.h>

struct _UmDirectoryChooser
{
  GtkWidget parent_instance;

  gboolean single;    /* one at most */
  GHashTable *chosen; /* of char *: ids */
  GPtrArray *ids;     /* of char *: of the ticks */
  GPtrArray *checks;  /* of GtkCheckButton, owned by their box */
  GtkWidget *box;
  GtkBox *checks_box;
  GtkWidget *hint;
};

enum
{
  PROP_SINGLE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (UmDirectoryChooser, um_directory_chooser, GTK_TYPE_WIDGET)

static guint changed_signal;

static void
toggled_cb (GtkCheckButton *check, UmDirectoryChooser *self)
{
  const char *id;
  guint index;

  if (!g_ptr_array_find (self->checks, check, &index))
    return;
  id = g_ptr_array_index (self->ids, index);
  if (gtk_check_button_get_active (check))
    g_hash_table_add (self->chosen, g_strdup (id));
  else
    g_hash_table_remove (self->chosen, id);
  g_signal_emit (self, changed_signal, 0);
}

static void
forget_directories (UmDirectoryChooser *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->checks, 0);
  g_ptr_array_set_size (self->ids, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->checks_box))) != NULL)
    gtk_box_remove (self->checks_box, child);
}

static void
add_directory (UmDirectoryChooser *self, UmDirectory *directory, guint thing, const UmBitset *rows)
{
  const UmThing *record = um_directory_get_thing (directory, UM_SET_DIRECTORIES, thing);
  g_autoptr (UmBitset) members = um_directory_get_members (directory, UM_SET_DIRECTORIES, thing);
  g_autofree char *name = um_words_clean (record->name);
  g_autofree char *number = um_words_number (rows != NULL ? um_bitset_count_and (members, rows)
                                                          : 0);
  /* Translators: first a directory's name, then a number of users */
  g_autofree char *label = g_strdup_printf (_ ("%s – %s of the selected users"), name, number);
  GtkWidget *check = um_tick_new (label);

  gtk_widget_set_halign (check, GTK_ALIGN_START);
  if (self->single && self->checks->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (check), g_ptr_array_index (self->checks, 0));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                               g_hash_table_contains (self->chosen, record->id));
  g_ptr_array_add (self->checks, check);
  g_ptr_array_add (self->ids, g_strdup (record->id));
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, 0);
  gtk_box_append (self->checks_box, check);
}

static gboolean
um_directory_chooser_grab_focus (GtkWidget *widget)
{
  UmDirectoryChooser *self = UM_DIRECTORY_CHOOSER (widget);

  return self->checks->len > 0 && gtk_widget_grab_focus (g_ptr_array_index (self->checks, 0));
}

static void
um_directory_chooser_dispose (GObject *object)
{
  UmDirectoryChooser *self = UM_DIRECTORY_CHOOSER (object);

  g_clear_pointer (&self->chosen, g_hash_table_unref);
  g_clear_pointer (&self->ids, g_ptr_array_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_directory_chooser_parent_class)->dispose (object);
}

static void
um_directory_chooser_set_property (GObject *object,
                                   guint prop_id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  UmDirectoryChooser *self = UM_DIRECTORY_CHOOSER (object);

  switch (prop_id)
    {
    case PROP_SINGLE:
      self->single = g_value_get_boolean (value);
      gtk_widget_set_visible (self->hint, !self->single);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_directory_chooser_class_init (UmDirectoryChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_directory_chooser_dispose;
  G_OBJECT_CLASS (klass)->set_property = um_directory_chooser_set_property;
  properties[PROP_SINGLE] = g_param_spec_boolean ("single", NULL, NULL, FALSE,
                                                  G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  um_focus_set_entrance (widget_class, um_directory_chooser_grab_focus);
  changed_signal = g_signal_new ("changed", UM_TYPE_DIRECTORY_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/steps/um-directory-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, UmDirectoryChooser, box);
  gtk_widget_class_bind_template_child (widget_class, UmDirectoryChooser, checks_box);
  gtk_widget_class_bind_template_child (widget_class, UmDirectoryChooser, hint);
}

static void
um_directory_chooser_init (UmDirectoryChooser *self)
{
  self->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->ids = g_ptr_array_new_with_free_func (g_free);
  self->checks = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * um_directory_chooser_new:
 *
 * Returns: a chooser without directories
 */
GtkWidget *
um_directory_chooser_new (void)
{
  return g_object_new (UM_TYPE_DIRECTORY_CHOOSER, NULL);
}

/**
 * um_directory_chooser_set_source:
 * @self: the chooser
 * @source: (nullable): whose directories are offered, and whose selected users are counted
 */
void
um_directory_chooser_set_source (UmDirectoryChooser *self, UmSourceState *source)
{
  UmDirectory *directory = source != NULL ? um_source_state_get_directory (source) : NULL;
  guint n_things = 0;
  const UmBitset *rows;

  g_return_if_fail (UM_IS_DIRECTORY_CHOOSER (self));
  /* A site knows those of the organisation that it is linked with; it has none itself. */
  if (directory != NULL && um_source_state_get_source (source)->kind == UM_SOURCE_ACCESS)
    n_things = um_directory_get_n_things (directory, UM_SET_DIRECTORIES);
  rows = directory != NULL ? um_basket_get_rows (um_source_state_get_basket (source)) : NULL;
  forget_directories (self);
  for (guint i = 0; i < n_things; i++)
    add_directory (self, directory, i, rows);
  gtk_widget_set_visible (GTK_WIDGET (self), n_things > 1);
}

/**
 * um_directory_chooser_dup_ids:
 * @self: the chooser
 *
 * Returns: (transfer full): the chosen ids, ended by %NULL
 */
char **
um_directory_chooser_dup_ids (UmDirectoryChooser *self)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  g_return_val_if_fail (UM_IS_DIRECTORY_CHOOSER (self), NULL);
  for (guint i = 0; i < self->ids->len; i++)
    if (g_hash_table_contains (self->chosen, g_ptr_array_index (self->ids, i)))
      g_strv_builder_add (ids, g_ptr_array_index (self->ids, i));
  return g_strv_builder_end (ids);
}

/**
 * um_directory_chooser_clear:
 * @self: the chooser
 *
 * Nothing is chosen any more.
 */
void
um_directory_chooser_clear (UmDirectoryChooser *self)
{
  g_return_if_fail (UM_IS_DIRECTORY_CHOOSER (self));
  for (guint i = 0; i < self->checks->len; i++)
    gtk_check_button_set_active (g_ptr_array_index (self->checks, i), FALSE);
  g_hash_table_remove_all (self->chosen);
}
