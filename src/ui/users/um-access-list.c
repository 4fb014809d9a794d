/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The products of one user. What he has comes from the snapshot and is there at once; when he used
 * it is asked of Atlassian when the list is shown, and the answer is kept until another user is
 * shown. Owned by the user's pane; main thread. */
#include "um-config.h"
#include "um-access-list.h"
#include "um-user-access.h"
#include "um-load-line.h"
#include "um-words.h"

#include <glib/gi18n.h>

struct _UmAccessList
{
  GtkWidget parent_instance;

  UmSourceState *teller; /* (nullable) */
  char *account_id;
  char *cloud_id;            /* (nullable) */
  GPtrArray *uses;           /* (nullable): of UmProductUse; NULL: not known */
  GCancellable *cancellable; /* of what is being asked */
  UmDirectory *directory;    /* (nullable) */
  guint row;

  GtkWidget *box;
  GtkWidget *list;
  GtkWidget *load_line;
  GtkWidget *hint;
};

G_DEFINE_FINAL_TYPE (UmAccessList, um_access_list, GTK_TYPE_WIDGET)

/* The keys of Atlassian's APIs differ in their dashes: jira-servicedesk, jira-service-desk. */
static gboolean
is_same_key (const char *a, const char *b)
{
  while (TRUE)
    {
      while (*a == '-')
        a++;
      while (*b == '-')
        b++;
      if (*a != *b || *a == '\0')
        return *a == *b;
      a++;
      b++;
    }
}

static gboolean
is_use_of (const UmProductUse *use, const UmThing *product)
{
  if (g_strcmp0 (use->resource, product->id) == 0)
    return TRUE;
  return use->key != NULL && is_same_key (use->key, product->id);
}

static const UmProductUse *
find_use (UmAccessList *self, const UmThing *product)
{
  for (guint i = 0; self->uses != NULL && i < self->uses->len; i++)
    if (is_use_of (self->uses->pdata[i], product))
      return self->uses->pdata[i];
  return NULL;
}

/* A product of which nothing is told isn't one that was never used: not all of them are told of. */
static char *
dup_last_used (UmAccessList *self, const UmThing *product)
{
  const UmProductUse *use = find_use (self, product);

  if (self->uses == NULL)
    return g_strdup ("");
  if (use != NULL)
    return um_words_last_login (use->last_active);
  if (self->uses->len == 0
      && um_directory_get_last_login (self->directory, self->row) == UM_TIME_NEVER)
    return um_words_last_login (UM_TIME_NEVER);
  return um_words_last_login (UM_TIME_UNKNOWN);
}

/* Names of the groups that give a user of a directory a product, "" where none is known. */
static char *
dup_granting (UmDirectory *directory, guint row, guint product)
{
  g_autoptr (GArray) groups = um_user_access_find_groups (directory, row, product);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < groups->len; i++)
    {
      const UmThing *group = um_directory_get_thing (directory, UM_SET_GROUPS,
                                                     g_array_index (groups, guint32, i));

      if (i > 0)
        g_string_append (names, ", ");
      g_string_append (names, group->name != NULL ? group->name : group->id);
    }
  return um_words_clean (names->str);
}

/* A site's product of which only its organisation knows is given by groups as that knows them. */
static char *
dup_granting_elsewhere (UmAccessList *self, guint product)
{
  const char *id = um_directory_get_thing (self->directory, UM_SET_PRODUCTS, product)->id;
  UmDirectory *other = self->teller != NULL ? um_source_state_get_directory (self->teller) : NULL;
  guint row = UM_NO_ROW;
  guint there = UM_NO_ROW;

  if (other != NULL && other != self->directory)
    {
      row = um_directory_find (other, self->account_id);
      there = um_directory_find_thing (other, UM_SET_PRODUCTS, id);
    }
  if (row == UM_NO_ROW || there == UM_NO_ROW)
    return g_strdup ("");
  return dup_granting (other, row, there);
}

/* Whether what no group gives must have been given by a role: an organisation knows all its groups.
 */
static gboolean
is_by_role (UmAccessList *self)
{
  return self->teller != NULL && um_source_state_get_directory (self->teller) == self->directory
         && um_directory_get_members_read (self->directory) != UM_TIME_UNKNOWN;
}

/* What gives the product, in words. */
static char *
dup_giver (UmAccessList *self, guint product)
{
  g_autofree char *names = dup_granting (self->directory, self->row, product);

  if (*names == '\0')
    {
      g_free (names);
      names = dup_granting_elsewhere (self, product);
    }
  if (*names != '\0')
    /* Translators: %s are groups that give a user the product */
    return g_strdup_printf (_ ("by %s"), names);
  return g_strdup (is_by_role (self) ? _ ("by a role of the user’s own, not by a group")
                                     : _ ("by no group that is known"));
}

static GtkWidget *
new_label (const char *text, gboolean wrap)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), wrap);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_ellipsize (GTK_LABEL (label), wrap ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  return label;
}

static void
add_row (UmAccessList *self, const char *name, const char *last_used, const char *giver)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *clean = um_words_clean (name);
  GtkWidget *name_label = new_label (clean, FALSE);
  GtkWidget *date_label = new_label (last_used, FALSE);
  GtkWidget *giver_label = new_label (giver, TRUE);

  gtk_widget_set_hexpand (name_label, TRUE);
  gtk_widget_set_tooltip_text (name_label, clean);
  gtk_label_set_ellipsize (GTK_LABEL (date_label), PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_tooltip_text (date_label, _ ("Last used"));
  gtk_widget_add_css_class (date_label, "numeric");
  gtk_widget_add_css_class (giver_label, "dim");
  gtk_box_append (GTK_BOX (line), name_label);
  gtk_box_append (GTK_BOX (line), date_label);
  gtk_box_append (GTK_BOX (row), line);
  gtk_box_append (GTK_BOX (row), giver_label);
  gtk_box_append (GTK_BOX (self->list), row);
}

static void
add_product (UmAccessList *self, guint product)
{
  const UmThing *thing = um_directory_get_thing (self->directory, UM_SET_PRODUCTS, product);
  g_autofree char *last_used = dup_last_used (self, thing);
  g_autofree char *giver = dup_giver (self, product);

  add_row (self, thing->name != NULL ? thing->name : thing->id, last_used, giver);
}

/* What he used and doesn't have any more. */
static void
add_former (UmAccessList *self, const UmProductUse *use)
{
  UmDirectory *directory = self->directory;
  g_autofree char *last_used = um_words_last_login (use->last_active);
  const char *name = use->key != NULL ? use->key : use->resource;

  for (guint i = 0; i < um_directory_get_n_things (directory, UM_SET_PRODUCTS); i++)
    {
      const UmThing *product = um_directory_get_thing (directory, UM_SET_PRODUCTS, i);

      if (!is_use_of (use, product))
        continue;
      if (um_directory_is_member (directory, UM_SET_PRODUCTS, i, self->row) == UM_YES)
        return;
      name = product->name;
    }
  add_row (self, name, last_used, _ ("no access that is known"));
}

static void
clear_list (UmAccessList *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
}

static void
update_hint (UmAccessList *self, guint n_products)
{
  const char *hint = NULL;

  if (n_products == 0)
    hint = um_directory_get_members_read (self->directory) == UM_TIME_UNKNOWN
             ? _ ("None that is known; not all groups are read.")
             : _ ("None");
  else if (self->teller == NULL)
    hint = _ ("A site doesn’t tell when its products were used. A source of its organisation"
              " does.");
  else if (self->uses != NULL)
    hint = _ ("Last use; Atlassian tells of it up to 24 hours late.");
  gtk_label_set_label (GTK_LABEL (self->hint), hint != NULL ? hint : "");
  gtk_widget_set_visible (self->hint, hint != NULL);
}

static void
update (UmAccessList *self)
{
  guint n_products;
  const guint32 *products;

  clear_list (self);
  if (self->directory == NULL)
    return;
  products = um_relation_get_things (um_directory_get_relation (self->directory, UM_SET_PRODUCTS),
                                     self->row, &n_products);
  for (guint i = 0; i < n_products; i++)
    add_product (self, products[i]);
  for (guint i = 0; self->uses != NULL && i < self->uses->len; i++)
    add_former (self, self->uses->pdata[i]);
  update_hint (self, n_products);
  gtk_widget_set_visible (self->list, gtk_widget_get_first_child (self->list) != NULL);
}

static void
uses_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmAccessList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
    uses = um_user_facts_list_uses_finish (UM_SOURCE_STATE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (uses == NULL)
    {
      um_load_line_set_problem_of (UM_LOAD_LINE (self->load_line),
                                   _ ("The last use couldn’t be asked for."), error);
      return;
    }
  um_load_line_clear (UM_LOAD_LINE (self->load_line));
  self->uses = g_steal_pointer (&uses);
  update (self);
}

static void
ask (UmAccessList *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  um_load_line_clear (UM_LOAD_LINE (self->load_line));
  if (self->teller == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  um_load_line_set_busy (UM_LOAD_LINE (self->load_line), _ ("Asking Atlassian for last use…"));
  um_user_facts_list_uses_async (self->teller, self->account_id, self->cloud_id, self->cancellable,
                                 uses_cb, g_object_ref (self));
}

static void
um_access_list_dispose (GObject *object)
{
  UmAccessList *self = UM_ACCESS_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->teller);
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->cloud_id, g_free);
  g_clear_pointer (&self->uses, g_ptr_array_unref);
  g_clear_pointer (&self->directory, um_directory_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_access_list_parent_class)->dispose (object);
}

static void
um_access_list_class_init (UmAccessListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_access_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
um_access_list_init (UmAccessList *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->load_line = um_load_line_new ();
  self->hint = new_label ("", TRUE);
  gtk_widget_add_css_class (self->hint, "dim");
  g_signal_connect_object (self->load_line, "retry", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), self->list);
  gtk_box_append (GTK_BOX (self->box), self->load_line);
  gtk_box_append (GTK_BOX (self->box), self->hint);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * um_access_list_ask:
 * @self: the list
 * @teller: (nullable): who can be asked
 * @account_id: (nullable): the user
 * @cloud_id: (nullable): a site
 *
 * Forgets what was told of another user, and asks.
 */
void
um_access_list_ask (UmAccessList *self,
                    UmSourceState *teller,
                    const char *account_id,
                    const char *cloud_id)
{
  g_return_if_fail (UM_IS_ACCESS_LIST (self));
  g_set_object (&self->teller, teller);
  g_free (self->account_id);
  self->account_id = g_strdup (account_id);
  g_free (self->cloud_id);
  self->cloud_id = g_strdup (cloud_id);
  g_clear_pointer (&self->uses, g_ptr_array_unref);
  ask (self);
}

/**
 * um_access_list_set_row:
 * @self: the list
 * @directory: (nullable): where the user is
 * @row: his row
 */
void
um_access_list_set_row (UmAccessList *self, UmDirectory *directory, guint row)
{
  g_return_if_fail (UM_IS_ACCESS_LIST (self));
  if (directory != NULL)
    um_directory_ref (directory);
  g_clear_pointer (&self->directory, um_directory_unref);
  self->directory = directory;
  self->row = row;
  update (self);
}
