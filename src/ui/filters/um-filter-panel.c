/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Filter panel: another view of the same filter that the search entry holds. Each of its fields
 * stands for one part of the filter (a condition joined by AND at the top); parts that no field can
 * show are kept as they are, and said. Main thread. */
#include "um-config.h"
#include "um-filter-panel.h"
#include "um-card-grid.h"
#include "um-filter-checks-field.h"
#include "um-filter-choice-field.h"
#include "um-filter-list-field.h"
#include "um-filter-set-field.h"
#include "um-filter-text-field.h"
#include "um-filter-time-field.h"
#include "um-words.h"

#include <glib/gi18n.h>

/* So many of the parts that no field shows are told in words. */
#define MOST_TOLD 5

struct _UmFilterPanel
{
  GtkWidget parent_instance;

  UmFilter *filter;      /* (nullable) */
  UmSourceState *source; /* (nullable) */
  UmFilterKnown known;
  GPtrArray *fields; /* of UmFilterField: all of them, in their order */
  GPtrArray *parts;  /* of UmFilter: what each of them shows; NULL: nothing */

  GtkWidget *box;
  GtkWidget *grid; /* of those that this source can know */
  GtkWidget *kept;
  GtkWidget *not_known;
};

G_DEFINE_FINAL_TYPE (UmFilterPanel, um_filter_panel, GTK_TYPE_WIDGET)

static guint changed_signal;

/* ---- which field shows which part ---- */

static guint
count_parts (UmFilterPanel *self)
{
  return self->filter != NULL ? um_filter_get_n_parts (self->filter) : 0;
}

static gboolean
is_offered (UmFilterPanel *self, UmFilterField *field)
{
  return um_filter_known_key (self->known, um_filter_field_get_key (field));
}

/* The field that shows a part: the first that can and shows no other part. -1: none. */
static int
find_field (UmFilterPanel *self, const UmFilter *part)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      UmFilterField *field = self->fields->pdata[i];

      if (self->parts->pdata[i] == NULL && is_offered (self, field)
          && um_filter_field_can_show (field, part))
        return (int) i;
    }
  return -1;
}

/* @part: (transfer full) (nullable): what a field shows from now on */
static void
set_part (UmFilterPanel *self, guint field, UmFilter *part)
{
  g_clear_pointer (&self->parts->pdata[field], um_filter_unref);
  self->parts->pdata[field] = part;
}

/* Gives each part to the field that shows it. Returns: the indices of those that no field shows */
static GArray *
assign_parts (UmFilterPanel *self)
{
  GArray *kept = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->fields->len; i++)
    set_part (self, i, NULL);
  for (guint i = 0; i < count_parts (self); i++)
    {
      g_autoptr (UmFilter) part = um_filter_get_part (self->filter, i);
      int field = find_field (self, part);

      if (field >= 0)
        set_part (self, (guint) field, g_steal_pointer (&part));
      else
        g_array_append_val (kept, i);
    }
  return kept;
}

/* Where the part stands that a field shows; the number of parts: it shows none. */
static guint
find_part (UmFilterPanel *self, guint field)
{
  const UmFilter *shown = self->parts->pdata[field];
  guint n_parts = count_parts (self);

  for (guint i = 0; shown != NULL && i < n_parts; i++)
    {
      g_autoptr (UmFilter) part = um_filter_get_part (self->filter, i);

      if (um_filter_equal (part, shown))
        return i;
    }
  return n_parts;
}

/* ---- from the filter to the fields ---- */

static char *
dup_kept_words (UmFilterPanel *self, const GArray *kept)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < kept->len && i < MOST_TOLD; i++)
    {
      g_autoptr (UmFilter) part = um_filter_get_part (self->filter, g_array_index (kept, guint, i));
      g_autofree char *words = um_words_filter (part);

      g_string_append_printf (text, "%s%s", i > 0 ? " · " : "", words);
    }
  if (kept->len > MOST_TOLD)
    g_string_append (text, " · …");
  return g_string_free (text, FALSE);
}

static void
update_kept (UmFilterPanel *self, const GArray *kept)
{
  g_autofree char *words = dup_kept_words (self, kept);
  /* Translators: %s are conditions of a filter in words, separated by dots */
  g_autofree char *text = g_strdup_printf (_ ("Also in force, and kept as it was typed: %s"),
                                           words);

  gtk_label_set_label (GTK_LABEL (self->kept), text);
  gtk_widget_set_visible (self->kept, kept->len > 0);
}

static void
update (UmFilterPanel *self)
{
  g_autoptr (GArray) kept = assign_parts (self);

  for (guint i = 0; i < self->fields->len; i++)
    um_filter_field_show (self->fields->pdata[i], self->parts->pdata[i]);
  update_kept (self, kept);
}

/* ---- from a field to the filter ---- */

/* The filter with @part in the place of what the field showed. @part: (nullable): none. NULL:
 * nothing changes, or it would be too long. */
static UmFilter *
dup_filter_with (UmFilterPanel *self, guint field, const UmFilter *part)
{
  guint position = find_part (self, field);

  if (part == NULL)
    return position < count_parts (self) ? um_filter_without_part (self->filter, position) : NULL;
  if (self->filter == NULL)
    return um_filter_ref ((UmFilter *) part);
  return um_filter_with_part (self->filter, position, part);
}

/* A field that was emptied shows no other part of its kind in the middle of somebody's typing:
 * which part is whose is judged anew only when the filter comes from elsewhere. */
static void
field_changed_cb (UmFilterField *field, UmFilterPanel *self)
{
  g_autoptr (UmFilter) part = um_filter_field_dup_part (field);
  UmFilter *filter;
  guint position;

  g_ptr_array_find (self->fields, field, &position);
  filter = dup_filter_with (self, position, part);
  if (filter == NULL)
    return;
  set_part (self, position, g_steal_pointer (&part));
  g_clear_pointer (&self->filter, um_filter_unref);
  self->filter = filter;
  g_signal_emit (self, changed_signal, 0);
}

/* ---- from the source to the fields ---- */

static void
arrange_fields (UmFilterPanel *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_widget_unparent (child);
  for (guint i = 0; i < self->fields->len; i++)
    if (is_offered (self, self->fields->pdata[i]))
      gtk_widget_set_parent (self->fields->pdata[i], self->grid);
  gtk_widget_set_visible (self->not_known, self->known == UM_KNOWN_BY_JIRA);
}

static void
take_source (UmFilterPanel *self)
{
  UmFilterKnown known = um_filter_known_of (self->source);
  gboolean anew = known != self->known;

  self->known = known;
  for (guint i = 0; i < self->fields->len; i++)
    um_filter_field_set_source (self->fields->pdata[i], self->source, known);
  if (anew)
    arrange_fields (self);
  update (self);
}

static void
source_changed_cb (UmFilterPanel *self)
{
  take_source (self);
}

/* ---- the object ---- */

static void
um_filter_panel_dispose (GObject *object)
{
  UmFilterPanel *self = UM_FILTER_PANEL (object);

  um_filter_panel_set_source (self, NULL);
  g_clear_pointer (&self->filter, um_filter_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  for (guint i = 0; self->parts != NULL && i < self->parts->len; i++)
    set_part (self, i, NULL);
  g_clear_pointer (&self->parts, g_ptr_array_unref);
  G_OBJECT_CLASS (um_filter_panel_parent_class)->dispose (object);
}

static void
um_filter_panel_class_init (UmFilterPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_filter_panel_dispose;
  changed_signal = g_signal_new ("changed", UM_TYPE_FILTER_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
add_field (UmFilterPanel *self, UmFilterField *field)
{
  g_signal_connect_object (field, "changed", G_CALLBACK (field_changed_cb), self, 0);
  g_ptr_array_add (self->fields, g_object_ref_sink (field));
  g_ptr_array_add (self->parts, NULL);
}

static void
add_fields (UmFilterPanel *self)
{
  add_field (self, um_filter_text_field_new (UM_KEY_NAME, _ ("Full _Name"),
                                             _ ("Contains; * and ? for patterns")));
  add_field (self, um_filter_text_field_new (UM_KEY_EMAIL, _ ("E-mail A_ddress"),
                                             _ ("Contains; *@acme.example for a domain")));
  add_field (self, um_filter_set_field_new (UM_KEY_DIRECTORY, FALSE, _ ("User Directory")));
  add_field (self, um_filter_checks_field_new (UM_KEY_STATUS, _ ("User Status")));
  add_field (self, um_filter_checks_field_new (UM_KEY_TYPE, _ ("Type")));
  add_field (self, um_filter_time_field_new (UM_KEY_LAST_LOGIN, _ ("Last Lo_gin")));
  add_field (self, um_filter_choice_field_new (UM_KEY_LOGIN, _ ("Login _History")));
  add_field (self, um_filter_set_field_new (UM_KEY_GROUP, FALSE, _ ("In Groups")));
  add_field (self, um_filter_set_field_new (UM_KEY_GROUP, TRUE, _ ("Not in Groups")));
  add_field (self, um_filter_list_field_new (_ ("CSV File of Users")));
  add_field (self, um_filter_set_field_new (UM_KEY_PRODUCT, FALSE, _ ("Products")));
  add_field (self, um_filter_set_field_new (UM_KEY_ROLE, FALSE, _ ("Roles")));
  add_field (self, um_filter_time_field_new (UM_KEY_ADDED, _ ("Added")));
  add_field (self, um_filter_choice_field_new (UM_KEY_MANAGED, _ ("_Managed")));
  add_field (self, um_filter_choice_field_new (UM_KEY_SYNCED, _ ("S_ynced")));
}

static GtkWidget *
add_note (UmFilterPanel *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "dim");
  gtk_widget_set_visible (label, FALSE);
  gtk_box_append (GTK_BOX (self->box), label);
  return label;
}

static void
um_filter_panel_init (UmFilterPanel *self)
{
  self->fields = g_ptr_array_new_with_free_func (g_object_unref);
  self->parts = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_set_margin_top (self->box, 6);
  gtk_widget_set_margin_bottom (self->box, 12);
  gtk_widget_set_margin_start (self->box, 12);
  gtk_widget_set_margin_end (self->box, 12);
  self->kept = add_note (self, NULL);
  self->grid = um_card_grid_new ();
  gtk_box_append (GTK_BOX (self->box), self->grid);
  self->not_known = add_note (
    self, _ ("A Jira site doesn’t tell last logins, directories, roles, or which accounts are "
             "managed or synced. An Access source of its organisation does."));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  add_fields (self);
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
  if (count_parts (self) == 0)
    for (guint i = 0; i < self->fields->len; i++)
      um_filter_field_reset (self->fields->pdata[i]);
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

/**
 * um_filter_panel_set_source:
 * @self: the panel
 * @source: (nullable): whose groups, lists and the like are offered
 *
 * Follows its directory and its lists.
 */
void
um_filter_panel_set_source (UmFilterPanel *self, UmSourceState *source)
{
  g_return_if_fail (UM_IS_FILTER_PANEL (self));
  if (self->source == source)
    return;
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_func (self->source, source_changed_cb, self);
  g_set_object (&self->source, source);
  if (source == NULL)
    return;
  g_signal_connect_object (source, "notify::directory", G_CALLBACK (source_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "notify::lists", G_CALLBACK (source_changed_cb), self,
                           G_CONNECT_SWAPPED);
  take_source (self);
}
