/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Filter panel: another view of the same filter that the search entry holds. Each of its fields
 * stands for one part of the filter (a condition joined by AND at the top); parts that no field can
 * show are kept as they are. Main thread. */
#include "um-config.h"
#include "um-filter-panel.h"
#include "um-card-grid.h"
#include "um-enums.h"
#include "um-words.h"
#include "um-wrap-box.h"

#include <glib/gi18n.h>
#include <string.h>

static const UmUserStatus statuses[] = { UM_STATUS_ACTIVE, UM_STATUS_INACTIVE, UM_STATUS_FORMER };
static const UmUserType types[] = { UM_TYPE_PERSON, UM_TYPE_APP, UM_TYPE_CUSTOMER, UM_TYPE_GUEST };

struct _UmFilterPanel
{
  GtkWidget parent_instance;

  UmFilter *filter;  /* (nullable) */
  gboolean updating; /* what changes now is not by the user's hand */
  GtkWidget *grid;
  GtkEditable *name_entry;
  GtkEditable *email_entry;
  UmWrapBox *status_box;
  UmWrapBox *type_box;
  GtkDropDown *group_in;
  GtkDropDown *group_out;
  GtkWidget *status_checks[G_N_ELEMENTS (statuses)];
  GtkWidget *type_checks[G_N_ELEMENTS (types)];
};

G_DEFINE_FINAL_TYPE (UmFilterPanel, um_filter_panel, GTK_TYPE_WIDGET)

static guint changed_signal;

/* ---- from the filter to the fields ---- */

static gboolean
is_condition (const UmFilter *part, UmFilterKey key)
{
  return um_filter_get_kind (part) == UM_FILTER_CONDITION && um_filter_get_key (part) == key;
}

static gboolean
has_one_value (const UmFilter *part, UmValueKind kind)
{
  return um_filter_get_n_values (part) == 1 && um_filter_get_value (part, 0)->kind == kind;
}

static gboolean
has_codes_only (const UmFilter *part)
{
  for (guint i = 0; i < um_filter_get_n_values (part); i++)
    if (um_filter_get_value (part, i)->kind != UM_VALUE_CODE)
      return FALSE;
  return TRUE;
}

/* The field that shows a part; %NULL: none can. */
static gpointer
field_of (UmFilterPanel *self, const UmFilter *part)
{
  gboolean negated = um_filter_get_kind (part) == UM_FILTER_NOT;
  const UmFilter *condition = negated ? um_filter_get_child (part, 0) : part;

  if (is_condition (condition, UM_KEY_GROUP) && has_one_value (condition, UM_VALUE_TEXT))
    return negated ? self->group_out : self->group_in;
  if (negated || um_filter_get_kind (part) != UM_FILTER_CONDITION)
    return NULL;
  if (is_condition (part, UM_KEY_STATUS) && has_codes_only (part))
    return self->status_box;
  if (is_condition (part, UM_KEY_TYPE) && has_codes_only (part))
    return self->type_box;
  if (!has_one_value (part, UM_VALUE_TEXT) && !has_one_value (part, UM_VALUE_PATTERN))
    return NULL;
  if (is_condition (part, UM_KEY_NAME))
    return self->name_entry;
  return is_condition (part, UM_KEY_EMAIL) ? self->email_entry : NULL;
}

static gboolean
has_code (const UmFilter *part, guint code)
{
  for (guint i = 0; part != NULL && i < um_filter_get_n_values (part); i++)
    if (um_filter_get_value (part, i)->code == code)
      return TRUE;
  return FALSE;
}

/* The first part that a field shows; others of the same kind stay in the filter only. (transfer
 * full) */
static UmFilter *
part_of_field (UmFilterPanel *self, gpointer field, int *index)
{
  guint n_parts = self->filter != NULL ? um_filter_get_n_parts (self->filter) : 0;

  for (guint i = 0; i < n_parts; i++)
    {
      g_autoptr (UmFilter) part = um_filter_get_part (self->filter, i);

      if (field_of (self, part) != field)
        continue;
      *index = (int) i;
      return g_steal_pointer (&part);
    }
  *index = -1;
  return NULL;
}

static void
show_text (UmFilterPanel *self, GtkEditable *entry)
{
  int index;
  g_autoptr (UmFilter) part = part_of_field (self, entry, &index);
  const char *text = part != NULL ? um_filter_get_value (part, 0)->text : "";

  if (!g_str_equal (gtk_editable_get_text (entry), text))
    gtk_editable_set_text (entry, text);
}

static void
show_codes (UmFilterPanel *self)
{
  int index;
  g_autoptr (UmFilter) status = part_of_field (self, self->status_box, &index);
  g_autoptr (UmFilter) type = part_of_field (self, self->type_box, &index);

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->status_checks[i]),
                                 has_code (status, statuses[i]));
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->type_checks[i]),
                                 has_code (type, types[i]));
}

static void
show_group (UmFilterPanel *self, GtkDropDown *drop_down)
{
  GListModel *names = gtk_drop_down_get_model (drop_down);
  int index;
  g_autoptr (UmFilter) part = part_of_field (self, drop_down, &index);
  const UmFilter *condition = part;
  g_autofree char *wanted = NULL;
  guint selected = 0;

  if (part != NULL && um_filter_get_kind (part) == UM_FILTER_NOT)
    condition = um_filter_get_child (part, 0);
  wanted = condition != NULL ? um_text_fold (um_filter_get_value (condition, 0)->text) : NULL;
  for (guint i = 1; wanted != NULL && i < g_list_model_get_n_items (names); i++)
    {
      g_autofree char *name = um_text_fold (
        gtk_string_list_get_string (GTK_STRING_LIST (names), i));

      if (g_str_equal (name, wanted))
        selected = i;
    }
  gtk_drop_down_set_selected (drop_down, selected);
}

static void
update (UmFilterPanel *self)
{
  self->updating = TRUE;
  show_text (self, self->name_entry);
  show_text (self, self->email_entry);
  show_codes (self);
  show_group (self, self->group_in);
  show_group (self, self->group_out);
  self->updating = FALSE;
}

/* ---- from the fields to the filter ---- */

/* What is typed is a pattern where it holds * or ?, as in an expression. */
static UmFilter *
text_condition (GtkEditable *entry, UmFilterKey key)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (entry));
  const char *values[] = { g_strstrip (text), NULL };
  UmFilter *pattern = NULL;

  if (*text == '\0')
    return NULL;
  if (strpbrk (text, "*?") != NULL)
    pattern = um_filter_condition_of (key, UM_VALUE_PATTERN, values);
  return pattern != NULL ? pattern : um_filter_condition (key, values);
}

static UmFilter *
codes_condition (UmFilterKey key, GtkWidget **checks, const char **nicks, guint n_checks)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  for (guint i = 0; i < n_checks; i++)
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (checks[i])))
      g_ptr_array_add (values, (gpointer) nicks[i]);
  if (values->len == 0)
    return NULL;
  g_ptr_array_add (values, NULL);
  return um_filter_condition (key, (const char *const *) values->pdata);
}

static UmFilter *
status_condition (UmFilterPanel *self)
{
  const char *nicks[G_N_ELEMENTS (statuses)];

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    nicks[i] = um_user_status_to_nick (statuses[i]);
  return codes_condition (UM_KEY_STATUS, self->status_checks, nicks, G_N_ELEMENTS (statuses));
}

static UmFilter *
type_condition (UmFilterPanel *self)
{
  const char *nicks[G_N_ELEMENTS (types)];

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    nicks[i] = um_user_type_to_nick (types[i]);
  return codes_condition (UM_KEY_TYPE, self->type_checks, nicks, G_N_ELEMENTS (types));
}

static UmFilter *
group_condition (GtkDropDown *drop_down, gboolean negated)
{
  GtkStringList *names = GTK_STRING_LIST (gtk_drop_down_get_model (drop_down));
  guint selected = gtk_drop_down_get_selected (drop_down);
  const char *values[] = { NULL, NULL };
  g_autoptr (UmFilter) condition = NULL;

  if (names == NULL || selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return NULL;
  values[0] = gtk_string_list_get_string (names, selected);
  condition = um_filter_condition (UM_KEY_GROUP, values);
  return negated ? um_filter_not (condition) : g_steal_pointer (&condition);
}

/* Puts a field's condition into its part's place; a filter that would be too long stays. */
static void
replace_part (UmFilterPanel *self, gpointer field, UmFilter *condition)
{
  g_autoptr (UmFilter) owned = condition;
  g_autoptr (UmFilter) rest = NULL;
  UmFilter *joined;
  int index;
  g_autoptr (UmFilter) part = part_of_field (self, field, &index);

  if (part != NULL && condition != NULL && um_filter_equal (part, condition))
    return;
  if (part == NULL && condition == NULL)
    return;
  rest = index >= 0 ? um_filter_without_part (self->filter, (guint) index)
                    : (self->filter != NULL ? um_filter_ref (self->filter) : NULL);
  joined = um_filter_and (rest, condition);
  if (joined == NULL)
    return;
  g_clear_pointer (&self->filter, um_filter_unref);
  self->filter = joined;
}

static void
edited_cb (UmFilterPanel *self)
{
  if (self->updating)
    return;
  replace_part (self, self->name_entry, text_condition (self->name_entry, UM_KEY_NAME));
  replace_part (self, self->email_entry, text_condition (self->email_entry, UM_KEY_EMAIL));
  replace_part (self, self->status_box, status_condition (self));
  replace_part (self, self->type_box, type_condition (self));
  replace_part (self, self->group_in, group_condition (self->group_in, FALSE));
  replace_part (self, self->group_out, group_condition (self->group_out, TRUE));
  g_signal_emit (self, changed_signal, 0);
}

static void
um_filter_panel_dispose (GObject *object)
{
  UmFilterPanel *self = UM_FILTER_PANEL (object);

  g_clear_pointer (&self->filter, um_filter_unref);
  g_clear_pointer (&self->grid, gtk_widget_unparent);
  G_OBJECT_CLASS (um_filter_panel_parent_class)->dispose (object);
}

static void
um_filter_panel_class_init (UmFilterPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_filter_panel_dispose;
  changed_signal = g_signal_new ("changed", UM_TYPE_FILTER_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  g_type_ensure (UM_TYPE_CARD_GRID);
  g_type_ensure (UM_TYPE_WRAP_BOX);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/steps/um-filter-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, UmFilterPanel, grid);
  gtk_widget_class_bind_template_child (widget_class, UmFilterPanel, name_entry);
  gtk_widget_class_bind_template_child (widget_class, UmFilterPanel, email_entry);
  gtk_widget_class_bind_template_child (widget_class, UmFilterPanel, status_box);
  gtk_widget_class_bind_template_child (widget_class, UmFilterPanel, type_box);
  gtk_widget_class_bind_template_child (widget_class, UmFilterPanel, group_in);
  gtk_widget_class_bind_template_child (widget_class, UmFilterPanel, group_out);
  gtk_widget_class_bind_template_callback (widget_class, edited_cb);
}

static GtkWidget *
add_check (UmFilterPanel *self, UmWrapBox *box, const char *label)
{
  GtkWidget *check = gtk_check_button_new_with_label (label);

  g_signal_connect_object (check, "toggled", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (check, GTK_WIDGET (box));
  return check;
}

static void
um_filter_panel_init (UmFilterPanel *self)
{
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    self->status_checks[i] = add_check (self, self->status_box, um_words_status (statuses[i]));
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    self->type_checks[i] = add_check (self, self->type_box, um_words_type (types[i]));
  um_filter_panel_set_directory (self, NULL);
}

/**
 * um_filter_panel_set_filter:
 * @self: the panel
 * @filter: (nullable): the filter in force
 *
 * Shows it in the fields; not told by "changed".
 */
void
um_filter_panel_set_filter (UmFilterPanel *self, UmFilter *filter)
{
  g_return_if_fail (UM_IS_FILTER_PANEL (self));
  if (self->filter != NULL && filter != NULL && um_filter_equal (self->filter, filter))
    return;
  g_clear_pointer (&self->filter, um_filter_unref);
  self->filter = filter != NULL ? um_filter_ref (filter) : NULL;
  update (self);
}

/**
 * um_filter_panel_get_filter:
 * @self: the panel
 *
 * Returns: (transfer none) (nullable): the filter as the fields and the kept parts make it
 */
UmFilter *
um_filter_panel_get_filter (UmFilterPanel *self)
{
  g_return_val_if_fail (UM_IS_FILTER_PANEL (self), NULL);
  return self->filter;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

static GtkStringList *
new_group_names (UmDirectory *directory)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  guint n_groups = directory != NULL ? um_directory_get_n_things (directory, UM_SET_GROUPS) : 0;
  g_autoptr (GPtrArray) sorted = g_ptr_array_sized_new (n_groups);

  for (guint i = 0; i < n_groups; i++)
    g_ptr_array_add (sorted, (gpointer) um_directory_get_thing (directory, UM_SET_GROUPS, i)->name);
  g_ptr_array_sort (sorted, compare_names);
  gtk_string_list_append (names, C_ ("filter by group", "Any"));
  for (guint i = 0; i < sorted->len; i++)
    gtk_string_list_append (names, g_ptr_array_index (sorted, i));
  return names;
}

/**
 * um_filter_panel_set_directory:
 * @self: the panel
 * @directory: (nullable): whose groups are offered
 */
void
um_filter_panel_set_directory (UmFilterPanel *self, UmDirectory *directory)
{
  g_autoptr (GtkStringList) names = new_group_names (directory);
  g_autoptr (GtkExpression)
    string = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  g_return_if_fail (UM_IS_FILTER_PANEL (self));
  self->updating = TRUE;
  gtk_drop_down_set_expression (self->group_in, string);
  gtk_drop_down_set_expression (self->group_out, string);
  gtk_drop_down_set_model (self->group_in, G_LIST_MODEL (names));
  gtk_drop_down_set_model (self->group_out, G_LIST_MODEL (names));
  update (self);
}
