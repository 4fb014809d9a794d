/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing products of a source. Its state is the source's directory and the chosen keys. Where
 * they are to be taken from users, the union of the groups that grant them stands below the ticks;
 * where they are to be given, each tells how many seats are left. Owned by an action card; main
 * thread. */
#include "um-config.h"
#include "um-product-chooser.h"
#include "um-focus.h"
#include "um-tick.h"
#include "um-columns.h"
#include "um-planner.h"
#include "um-row-list.h"
#include "um-seats.h"
#include "um-words.h"

#include <glib/gi18n.h>

#define TABLE_WIDTH 515 /* with its columns side by side */

struct _UmProductChooser
{
  GtkWidget parent_instance;

  gboolean takes;         /* are taken, not given */
  gboolean newcomers;     /* are given to people who aren't users yet */
  UmSourceState *source;  /* (nullable) */
  GHashTable *seats;      /* (nullable): product → seats left, where that is told */
  GCancellable *asking;   /* (nullable): for the seats */
  UmDirectory *directory; /* (nullable) */
  UmBitset *selected;     /* (nullable): rows of @directory */
  GPtrArray *chosen;      /* of char *: keys in the order in which they were chosen */
  GPtrArray *checks;      /* of GtkCheckButton, one per product of @directory, owned by their box */
  UmRowList *list;        /* of const UmThing *, kept by the directory */

  GtkWidget *box;
  GtkBox *products_box;
  GtkWidget *groups_box;
  GtkLabel *groups_title;
  GtkColumnView *view;
  GtkLabel *direct_label;
};

G_DEFINE_FINAL_TYPE (UmProductChooser, um_product_chooser, GTK_TYPE_WIDGET)

static guint changed_signal;

static gboolean
is_chosen (UmProductChooser *self, const char *key, guint *index)
{
  return g_ptr_array_find_with_equal_func (self->chosen, key, g_str_equal, index);
}

static guint
count_selected (UmProductChooser *self, UmSet set, guint thing)
{
  g_autoptr (UmBitset) members = um_directory_get_members (self->directory, set, thing);

  return self->selected != NULL ? um_bitset_count_and (members, self->selected) : 0;
}

static char *
describe_for_newcomers (UmProductChooser *self, const UmThing *product)
{
  g_autofree char *name = um_words_clean (product->name);
  g_autofree char *seats = NULL;
  guint left;

  if (self->seats == NULL || !g_hash_table_contains (self->seats, product->id))
    return g_steal_pointer (&name);
  left = GPOINTER_TO_UINT (g_hash_table_lookup (self->seats, product->id));
  seats = um_words_number (left);
  /* Translators: a product such as Jira, a number of free seats */
  return g_strdup_printf (ngettext ("%s – %s seat left", "%s – %s seats left", left), name, seats);
}

static char *
describe_product (UmProductChooser *self, guint thing)
{
  const UmThing *product = um_directory_get_thing (self->directory, UM_SET_PRODUCTS, thing);
  guint n = count_selected (self, UM_SET_PRODUCTS, thing);
  g_autofree char *name = um_words_clean (product->name);
  g_autofree char *number = um_words_number (n);

  if (self->newcomers)
    return describe_for_newcomers (self, product);
  if (self->seats != NULL && g_hash_table_contains (self->seats, product->id))
    {
      guint left = GPOINTER_TO_UINT (g_hash_table_lookup (self->seats, product->id));
      g_autofree char *seats = um_words_number (left);

      /* Translators: a product such as Jira, a number of users, a number of free seats */
      return g_strdup_printf (ngettext ("%s – %s of the selected users, %s seat left",
                                        "%s – %s of the selected users, %s seats left", left),
                              name, number, seats);
    }
  if (!product->known)
    /* Translators: first a product such as Jira, then a number of users */
    return g_strdup_printf (_ ("%s – at least %s of the selected users"), name, number);
  /* Translators: first a product such as Jira, then a number of users */
  return g_strdup_printf (_ ("%s – %s of the selected users"), name, number);
}

static void
update_groups (UmProductChooser *self)
{
  g_auto (GStrv) keys = um_product_chooser_dup_keys (self);
  g_autoptr (GArray) things = NULL;
  g_autoptr (GPtrArray) groups = g_ptr_array_new ();
  g_autofree char *number = NULL;
  g_autofree char *title = NULL;

  gtk_widget_set_visible (self->groups_box, self->takes && self->chosen->len > 0);
  if (self->directory == NULL)
    {
      um_row_list_set_records (self->list, NULL, NULL, NULL);
      return;
    }
  things = um_planner_find_granting (self->directory, (const char *const *) keys);
  for (guint i = 0; i < things->len; i++)
    g_ptr_array_add (groups, (gpointer) um_directory_get_thing (
                               self->directory, UM_SET_GROUPS, g_array_index (things, guint32, i)));
  um_row_list_set_records (self->list, groups, um_directory_ref (self->directory),
                           (GDestroyNotify) um_directory_unref);
  number = um_words_number (groups->len);
  title = g_strdup_printf (
    /* Translators: %s is a number of groups */
    ngettext ("Users are taken out of %s group, which grants what you chose:",
              "Users are taken out of %s groups, which grant what you chose:", groups->len),
    number);
  gtk_label_set_label (self->groups_title, title);
  gtk_widget_set_visible (GTK_WIDGET (self->direct_label),
                          um_directory_get_n_things (self->directory, UM_SET_DIRECT_ROLES) > 0);
}

static void
toggled_cb (GtkCheckButton *check, UmProductChooser *self)
{
  const UmThing *product;
  guint thing, index;

  if (!g_ptr_array_find (self->checks, check, &thing))
    return;
  product = um_directory_get_thing (self->directory, UM_SET_PRODUCTS, thing);
  if (gtk_check_button_get_active (check) == is_chosen (self, product->id, &index))
    return;
  if (gtk_check_button_get_active (check))
    g_ptr_array_add (self->chosen, g_strdup (product->id));
  else
    g_ptr_array_remove_index (self->chosen, index);
  update_groups (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
forget_products (UmProductChooser *self)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->checks, 0);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->products_box))) != NULL)
    gtk_box_remove (self->products_box, child);
}

static void
add_product (UmProductChooser *self, guint thing)
{
  const UmThing *product = um_directory_get_thing (self->directory, UM_SET_PRODUCTS, thing);
  g_autofree char *label = describe_product (self, thing);
  GtkWidget *check = um_tick_new (label);

  gtk_widget_set_halign (check, GTK_ALIGN_START);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_chosen (self, product->id, NULL));
  g_ptr_array_add (self->checks, check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (toggled_cb), self, 0);
  gtk_box_append (self->products_box, check);
}

/* ---- seats ---- */

static void
seats_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmProductChooser *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) seats = um_seats_read_finish (UM_SOURCE_STATE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->asking);
  /* What Atlassian doesn't tell is left away. */
  if (seats == NULL || self->directory == NULL)
    return;
  g_clear_pointer (&self->seats, g_hash_table_unref);
  self->seats = g_steal_pointer (&seats);
  for (guint i = 0; i < self->checks->len; i++)
    {
      g_autofree char *label = describe_product (self, i);

      gtk_check_button_set_label (g_ptr_array_index (self->checks, i), label);
    }
}

static void
forget_seats (UmProductChooser *self)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_pointer (&self->seats, g_hash_table_unref);
}

/* Once per source and showing. */
static void
um_product_chooser_map (GtkWidget *widget)
{
  UmProductChooser *self = UM_PRODUCT_CHOOSER (widget);

  GTK_WIDGET_CLASS (um_product_chooser_parent_class)->map (widget);
  if (self->takes || self->source == NULL || self->asking != NULL)
    return;
  self->asking = g_cancellable_new ();
  um_seats_read_async (self->source, self->asking, seats_cb, self);
}

/* ---- groups ---- */

static void
draw_name (GtkWidget *cell, gpointer item)
{
  const UmThing *group = um_row_get_record (item);

  um_columns_set_text (cell, um_words_clean (group->name), group->synced);
}

static void
draw_selected (GtkWidget *cell, gpointer item)
{
  GtkWidget *chooser = gtk_widget_get_ancestor (cell, UM_TYPE_PRODUCT_CHOOSER);
  const UmThing *group = um_row_get_record (item);
  UmProductChooser *self = chooser != NULL ? UM_PRODUCT_CHOOSER (chooser) : NULL;
  guint thing;

  if (self == NULL || self->directory == NULL)
    return;
  thing = um_directory_find_thing (self->directory, UM_SET_GROUPS, group->id);
  um_columns_set_text (cell,
                       group->known ? um_words_number (count_selected (self, UM_SET_GROUPS, thing))
                                    : g_strdup (_ ("unknown")),
                       group->synced);
}

static void
draw_notes (GtkWidget *cell, gpointer item)
{
  GtkWidget *chooser = gtk_widget_get_ancestor (cell, UM_TYPE_PRODUCT_CHOOSER);
  const UmThing *group = um_row_get_record (item);
  g_autoptr (GPtrArray) notes = g_ptr_array_new ();
  g_autofree char *others = NULL;
  g_autofree char *grants = NULL;

  if (chooser == NULL || UM_PRODUCT_CHOOSER (chooser)->directory == NULL)
    return;
  others = um_words_group_products (UM_PRODUCT_CHOOSER (chooser)->directory, group,
                                    UM_PRODUCT_CHOOSER (chooser)->chosen);
  if (*others != '\0')
    {
      /* Translators: %s are names of products */
      grants = g_strdup_printf (_ ("grants %s, too"), others);
      g_ptr_array_add (notes, grants);
    }
  if (group->synced)
    g_ptr_array_add (notes, _ ("kept by your identity provider"));
  if (group->admin)
    g_ptr_array_add (notes, _ ("administration"));
  g_ptr_array_add (notes, NULL);
  um_columns_set_text (cell, g_strjoinv (", ", (char **) notes->pdata), TRUE);
}

static void
draw_selected_line (GtkWidget *cell, gpointer item)
{
  GtkWidget *chooser = gtk_widget_get_ancestor (cell, UM_TYPE_PRODUCT_CHOOSER);
  const UmThing *group = um_row_get_record (item);
  UmProductChooser *self = chooser != NULL ? UM_PRODUCT_CHOOSER (chooser) : NULL;
  g_autofree char *number = NULL;
  guint thing, n;

  if (self == NULL || self->directory == NULL)
    return;
  thing = um_directory_find_thing (self->directory, UM_SET_GROUPS, group->id);
  n = group->known ? count_selected (self, UM_SET_GROUPS, thing) : 0;
  number = um_words_number (n);
  um_columns_set_text (
    cell,
    group->known
      /* Translators: %s is a number of users in a group */
      ? g_strdup_printf (ngettext ("%s selected user", "%s selected users", n), number)
      : g_strdup (_ ("members unknown")),
    TRUE);
}

static const UmDrawCell lines[] = { draw_name, draw_selected_line, draw_notes, NULL };

static gboolean
um_product_chooser_grab_focus (GtkWidget *widget)
{
  UmProductChooser *self = UM_PRODUCT_CHOOSER (widget);

  return self->checks->len > 0 && gtk_widget_grab_focus (g_ptr_array_index (self->checks, 0));
}

static void
um_product_chooser_dispose (GObject *object)
{
  UmProductChooser *self = UM_PRODUCT_CHOOSER (object);

  forget_seats (self);
  g_clear_object (&self->source);
  g_clear_object (&self->list);
  g_clear_pointer (&self->selected, um_bitset_unref);
  g_clear_pointer (&self->directory, um_directory_unref);
  g_clear_pointer (&self->chosen, g_ptr_array_unref);
  g_clear_pointer (&self->checks, g_ptr_array_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_product_chooser_parent_class)->dispose (object);
}

static void
um_product_chooser_class_init (UmProductChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_product_chooser_dispose;
  um_focus_set_entrance (widget_class, um_product_chooser_grab_focus);
  widget_class->map = um_product_chooser_map;
  changed_signal = g_signal_new ("changed", UM_TYPE_PRODUCT_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/steps/um-product-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, UmProductChooser, box);
  gtk_widget_class_bind_template_child (widget_class, UmProductChooser, products_box);
  gtk_widget_class_bind_template_child (widget_class, UmProductChooser, groups_box);
  gtk_widget_class_bind_template_child (widget_class, UmProductChooser, groups_title);
  gtk_widget_class_bind_template_child (widget_class, UmProductChooser, view);
  gtk_widget_class_bind_template_child (widget_class, UmProductChooser, direct_label);
}

static void
um_product_chooser_init (UmProductChooser *self)
{
  g_autoptr (GtkSelectionModel) selection = NULL;
  GtkColumnViewColumn *name, *notes;

  self->chosen = g_ptr_array_new_with_free_func (g_free);
  self->checks = g_ptr_array_new ();
  self->list = um_row_list_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->list))));
  gtk_column_view_set_model (self->view, selection);
  name = um_columns_add_text (self->view, _ ("Group"), draw_name, 200, FALSE);
  um_columns_add_text (self->view, _ ("Selected users"), draw_selected, 110, TRUE);
  notes = um_columns_add_text (self->view, _ ("Notes"), draw_notes, 200, FALSE);
  gtk_column_view_column_set_expand (name, TRUE);
  gtk_column_view_column_set_expand (notes, TRUE);
  um_columns_add_stack (self->view, _ ("Group"), lines, TABLE_WIDTH);
}

/**
 * um_product_chooser_new:
 * @takes: whether the products are to be taken from users, or given
 *
 * Returns: a chooser without products
 */
GtkWidget *
um_product_chooser_new (gboolean takes)
{
  UmProductChooser *self = g_object_new (UM_TYPE_PRODUCT_CHOOSER, NULL);

  self->takes = takes;
  return GTK_WIDGET (self);
}

/**
 * um_product_chooser_set_source:
 * @self: the chooser
 * @source: (nullable): whose products are offered, and whose selected users are counted
 *
 * What was chosen stays chosen by key where it is still there.
 */
void
um_product_chooser_set_source (UmProductChooser *self, UmSourceState *source)
{
  UmDirectory *directory = source != NULL ? um_source_state_get_directory (source) : NULL;
  const UmBitset *rows;
  guint n_products;

  g_return_if_fail (UM_IS_PRODUCT_CHOOSER (self));
  if (source != self->source)
    forget_seats (self);
  g_set_object (&self->source, source);
  forget_products (self);
  g_clear_pointer (&self->selected, um_bitset_unref);
  g_clear_pointer (&self->directory, um_directory_unref);
  self->directory = directory != NULL ? um_directory_ref (directory) : NULL;
  rows = directory != NULL ? um_basket_get_rows (um_source_state_get_basket (source)) : NULL;
  self->selected = rows != NULL ? um_bitset_copy (rows) : NULL;
  n_products = directory != NULL ? um_directory_get_n_things (directory, UM_SET_PRODUCTS) : 0;
  for (guint i = self->chosen->len; i > 0; i--)
    if (directory == NULL
        || um_directory_find_thing (directory, UM_SET_PRODUCTS,
                                    g_ptr_array_index (self->chosen, i - 1))
             == UM_NO_ROW)
      g_ptr_array_remove_index (self->chosen, i - 1);
  for (guint i = 0; i < n_products; i++)
    {
      const char *id = um_directory_get_thing (directory, UM_SET_PRODUCTS, i)->id;

      /* Those that a linked site knows from its organisation stand behind its own. */
      if (um_source_state_get_source (source)->kind == UM_SOURCE_JIRA
          && !um_product_is_of_site (id))
        break;
      add_product (self, i);
    }
  update_groups (self);
}

/**
 * um_product_chooser_get_n_chosen:
 * @self: the chooser
 *
 * Returns: how many products are chosen
 */
guint
um_product_chooser_get_n_chosen (UmProductChooser *self)
{
  g_return_val_if_fail (UM_IS_PRODUCT_CHOOSER (self), 0);
  return self->chosen->len;
}

/**
 * um_product_chooser_dup_keys:
 * @self: the chooser
 *
 * Returns: (transfer full): the chosen keys, ended by %NULL
 */
char **
um_product_chooser_dup_keys (UmProductChooser *self)
{
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();

  g_return_val_if_fail (UM_IS_PRODUCT_CHOOSER (self), NULL);
  for (guint i = 0; i < self->chosen->len; i++)
    g_strv_builder_add (keys, g_ptr_array_index (self->chosen, i));
  return g_strv_builder_end (keys);
}

/**
 * um_product_chooser_set_newcomers:
 * @self: a chooser of products that are given, without products yet
 *
 * The products are for people who aren't users yet: who has them among the selected users says
 * nothing.
 */
void
um_product_chooser_set_newcomers (UmProductChooser *self)
{
  g_return_if_fail (UM_IS_PRODUCT_CHOOSER (self));
  self->newcomers = TRUE;
}

/**
 * um_product_chooser_clear:
 * @self: the chooser
 *
 * Nothing is chosen any more.
 */
void
um_product_chooser_clear (UmProductChooser *self)
{
  g_return_if_fail (UM_IS_PRODUCT_CHOOSER (self));
  for (guint i = 0; i < self->checks->len; i++)
    gtk_check_button_set_active (g_ptr_array_index (self->checks, i), FALSE);
}
