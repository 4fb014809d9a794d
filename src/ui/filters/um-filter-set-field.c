/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any of several groups, directories, products or roles, or none of them. What is chosen is the
 * picker's state, by id. The list of tens of thousands of groups is sorted on a worker thread when
 * it is first opened. Owned by the panel; main thread. */
#include "um-config.h"
#include "um-filter-set-field.h"
#include "um-filter-picker.h"

#include <glib/gi18n.h>
#include <string.h>

struct _UmFilterSetField
{
  UmFilterField parent_instance;

  gboolean negated;
  UmSet set;
  UmDirectory *directory;    /* (nullable) */
  GCancellable *cancellable; /* of the sorting */
  UmFilterPicker *picker;
};

G_DEFINE_FINAL_TYPE (UmFilterSetField, um_filter_set_field, UM_TYPE_FILTER_FIELD)

/* ---- what can be chosen ---- */

typedef struct
{
  UmDirectory *directory;
  UmSet set;
} SortRequest;

static void
sort_request_free (gpointer data)
{
  SortRequest *self = data;

  um_directory_unref (self->directory);
  g_free (self);
}

/* An item with the key by which its name is sorted in this locale. */
typedef struct
{
  UmPickerItem *item;
  char *rank;
} Ranked;

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  const Ranked *first = a, *second = b;

  return strcmp (first->rank, second->rank);
}

static void
sort_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const SortRequest *request = data;
  guint n_things = um_directory_get_n_things (request->directory, request->set);
  g_autofree Ranked *ranked = g_new (Ranked, MAX (n_things, 1));
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) um_picker_item_free);

  for (guint i = 0; i < n_things; i++)
    {
      const UmThing *thing = um_directory_get_thing (request->directory, request->set, i);

      ranked[i].item = um_picker_item_new (thing->id, thing->name);
      ranked[i].rank = g_utf8_collate_key (thing->name, -1);
    }
  qsort (ranked, n_things, sizeof (Ranked), compare_ranked);
  for (guint i = 0; i < n_things; i++)
    {
      g_ptr_array_add (items, ranked[i].item);
      g_free (ranked[i].rank);
    }
  g_task_return_pointer (task, items, (GDestroyNotify) g_ptr_array_unref);
}

static void
sorted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GPtrArray) items = g_task_propagate_pointer (G_TASK (result), NULL);

  if (items != NULL)
    um_filter_picker_set_items (UM_FILTER_SET_FIELD (object)->picker, items);
}

static void
opened_cb (UmFilterSetField *self)
{
  g_autoptr (GTask) task = NULL;
  SortRequest *request;

  if (self->directory == NULL || self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  task = g_task_new (self, self->cancellable, sorted_cb, NULL);
  request = g_new0 (SortRequest, 1);
  request->directory = um_directory_ref (self->directory);
  request->set = self->set;
  g_task_set_source_tag (task, opened_cb);
  g_task_set_task_data (task, request, sort_request_free);
  g_task_run_in_thread (task, sort_thread);
}

/* What was sorted belongs to another directory. */
static void
forget_items (UmFilterSetField *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  um_filter_picker_set_items (self->picker, NULL);
}

static void
um_filter_set_field_set_source (UmFilterField *field, UmSourceState *source, UmFilterKnown known)
{
  UmFilterSetField *self = UM_FILTER_SET_FIELD (field);
  UmDirectory *directory = source != NULL ? um_source_state_get_directory (source) : NULL;

  if (self->directory == directory)
    return;
  g_clear_pointer (&self->directory, um_directory_unref);
  self->directory = directory != NULL ? um_directory_ref (directory) : NULL;
  forget_items (self);
}

/* ---- from the part to the field ---- */

/* Products and roles are known by their id, too, which is their key. */
static gboolean
has_keys (UmFilterSetField *self)
{
  return self->set == UM_SET_PRODUCTS || self->set == UM_SET_ROLES;
}

static void
add_thing (UmFilterSetField *self, GPtrArray *things, guint index)
{
  gpointer thing = (gpointer) um_directory_get_thing (self->directory, self->set, index);

  if (!g_ptr_array_find (things, thing, NULL))
    g_ptr_array_add (things, thing);
}

/* Adds what a value means. Returns: whether it means something here */
static gboolean
add_things_of (UmFilterSetField *self, const UmFilterValue *value, GPtrArray *things)
{
  guint n_things = um_directory_get_n_things (self->directory, self->set);
  g_autoptr (GArray) named = NULL;
  gboolean found = FALSE;

  if (value->kind == UM_VALUE_ID)
    {
      guint index = um_directory_find_thing (self->directory, self->set, value->text);

      if (index != UM_NO_ROW)
        add_thing (self, things, index);
      return index != UM_NO_ROW;
    }
  named = um_directory_find_things_by_name (self->directory, self->set, value->text);
  for (guint i = 0; i < named->len; i++)
    add_thing (self, things, g_array_index (named, guint32, i));
  for (guint i = 0; i < n_things && has_keys (self); i++)
    if (g_ascii_strcasecmp (um_directory_get_thing (self->directory, self->set, i)->id, value->text)
        == 0)
      {
        add_thing (self, things, i);
        found = TRUE;
      }
  return found || named->len > 0;
}

/* What a condition means, each once; NULL where a value means nothing here. */
static GPtrArray *
find_things (UmFilterSetField *self, const UmFilter *condition)
{
  g_autoptr (GPtrArray) things = g_ptr_array_new ();

  for (guint i = 0; i < um_filter_get_n_values (condition); i++)
    if (!add_things_of (self, um_filter_get_value (condition, i), things))
      return NULL;
  return g_steal_pointer (&things);
}

static const UmFilter *
get_condition (UmFilterSetField *self, const UmFilter *part)
{
  gboolean negated = um_filter_get_kind (part) == UM_FILTER_NOT;

  if (negated != self->negated)
    return NULL;
  return negated ? um_filter_get_child (part, 0) : part;
}

static gboolean
um_filter_set_field_can_show (UmFilterField *field, const UmFilter *part)
{
  UmFilterSetField *self = UM_FILTER_SET_FIELD (field);
  const UmFilter *condition = get_condition (self, part);
  g_autoptr (GPtrArray) things = NULL;

  if (self->directory == NULL || condition == NULL
      || !um_filter_field_fits (condition, um_filter_field_get_key (field),
                                1u << UM_VALUE_TEXT | 1u << UM_VALUE_ID, G_MAXUINT))
    return FALSE;
  things = find_things (self, condition);
  return things != NULL;
}

static void
um_filter_set_field_show (UmFilterField *field, const UmFilter *part)
{
  UmFilterSetField *self = UM_FILTER_SET_FIELD (field);
  g_autoptr (GPtrArray) things = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  if (part != NULL)
    things = find_things (self, get_condition (self, part));
  for (guint i = 0; things != NULL && i < things->len; i++)
    {
      const UmThing *thing = things->pdata[i];

      g_ptr_array_add (ids, (gpointer) thing->id);
      g_ptr_array_add (names, (gpointer) thing->name);
    }
  g_ptr_array_add (ids, NULL);
  g_ptr_array_add (names, NULL);
  um_filter_picker_set_chosen (self->picker, (const char *const *) ids->pdata,
                               (const char *const *) names->pdata);
}

/* ---- from the field to the part ---- */

/* How an expression names it: by its name, or by its id where others bear the name, too. */
static void
append_value (UmFilterSetField *self, GString *text, const char *id)
{
  UmFilterKey key = um_filter_field_get_key (UM_FILTER_FIELD (self));
  guint index = um_directory_find_thing (self->directory, self->set, id);
  const UmThing *thing = index != UM_NO_ROW
                           ? um_directory_get_thing (self->directory, self->set, index)
                           : NULL;
  const char *values[] = { thing != NULL ? thing->name : id, NULL };
  g_autoptr (GPtrArray) meant = g_ptr_array_new ();
  g_autoptr (UmFilter) condition = um_filter_condition (key, values);
  g_autofree char *printed = NULL;

  if (condition != NULL)
    add_things_of (self, um_filter_get_value (condition, 0), meant);
  if (meant->len != 1)
    {
      values[0] = id;
      g_clear_pointer (&condition, um_filter_unref);
      condition = um_filter_condition_of (key, UM_VALUE_ID, values);
    }
  if (condition == NULL)
    return;
  printed = um_filter_print (condition);
  g_string_append_printf (text, "%s%s", text->len > 0 ? "," : "", strchr (printed, ':') + 1);
}

static UmFilter *
um_filter_set_field_dup_part (UmFilterField *field)
{
  UmFilterSetField *self = UM_FILTER_SET_FIELD (field);
  GPtrArray *ids = um_filter_picker_get_chosen (self->picker);
  g_autoptr (GString) values = g_string_new (NULL);
  g_autoptr (UmFilter) condition = NULL;
  g_autofree char *text = NULL;

  if (self->directory == NULL)
    return NULL;
  for (guint i = 0; i < ids->len; i++)
    append_value (self, values, ids->pdata[i]);
  if (values->len == 0)
    return NULL;
  text = g_strconcat (um_filter_key_to_nick (um_filter_field_get_key (field)), ":", values->str,
                      NULL);
  condition = um_filter_parse (text, NULL);
  return condition != NULL && self->negated ? um_filter_not (condition)
                                            : g_steal_pointer (&condition);
}

static void
um_filter_set_field_dispose (GObject *object)
{
  UmFilterSetField *self = UM_FILTER_SET_FIELD (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->directory, um_directory_unref);
  G_OBJECT_CLASS (um_filter_set_field_parent_class)->dispose (object);
}

static void
um_filter_set_field_class_init (UmFilterSetFieldClass *klass)
{
  UmFilterFieldClass *field_class = UM_FILTER_FIELD_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_filter_set_field_dispose;
  field_class->set_source = um_filter_set_field_set_source;
  field_class->can_show = um_filter_set_field_can_show;
  field_class->show = um_filter_set_field_show;
  field_class->dup_part = um_filter_set_field_dup_part;
}

static void
um_filter_set_field_init (UmFilterSetField *self)
{
}

/**
 * um_filter_set_field_new:
 * @key: group, directory, product or role
 * @negated: whether it asks for who is in none of them
 * @title: its title; static
 *
 * Returns: a field in which nothing is chosen
 */
UmFilterField *
um_filter_set_field_new (UmFilterKey key, gboolean negated, const char *title)
{
  static const UmSet sets[UM_N_KEYS] = { [UM_KEY_GROUP] = UM_SET_GROUPS,
                                         [UM_KEY_DIRECTORY] = UM_SET_DIRECTORIES,
                                         [UM_KEY_PRODUCT] = UM_SET_PRODUCTS,
                                         [UM_KEY_ROLE] = UM_SET_ROLES };
  UmFilterSetField *self = g_object_new (UM_TYPE_FILTER_SET_FIELD, NULL);

  self->negated = negated;
  self->set = sets[key];
  um_filter_field_set_up (UM_FILTER_FIELD (self), key, title);
  self->picker = um_filter_picker_new (title, negated ? C_ ("filter by groups", "None chosen")
                                                      : C_ ("filter by groups", "Any"));
  g_signal_connect_object (self->picker, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->picker, "changed", G_CALLBACK (um_filter_field_changed), self,
                           G_CONNECT_SWAPPED);
  um_filter_field_add (UM_FILTER_FIELD (self), GTK_WIDGET (self->picker));
  return UM_FILTER_FIELD (self);
}
