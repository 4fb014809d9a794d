/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New e-mail addresses, by a rule or from a file. The domains of the selected users are counted on
 * a worker. Owned by an action card; main thread. */
#include "um-config.h"
#include "um-email-editor.h"
#include "um-choices.h"
#include "um-email-inputs.h"
#include "um-focus.h"
#include "um-form-field.h"
#include "um-pairs-picker.h"
#include "um-value-counts.h"
#include "um-words.h"
#include "um-wrap-box.h"

#include <glib/gi18n.h>

/* So many domains are offered, the most frequent first. */
#define MOST_DOMAINS 200

struct _UmEmailEditor
{
  GtkWidget parent_instance;

  UmSourceState *source; /* (nullable) */
  GStrv domains;         /* (nullable): those that are offered */
  GCancellable *count;   /* (nullable): the counting that goes on */
  gboolean filling;      /* what changes now isn't the user's doing */

  GtkWidget *box;
  GtkCheckButton *by_rule;
  GtkCheckButton *by_file;
  GtkWidget *rule;
  GtkDropDown *from;
  UmFormField *to_field;
  GtkEditable *to;
  GtkWidget *file;
  UmPairsPicker *pairs;
  GtkLabel *selected;
};

G_DEFINE_FINAL_TYPE (UmEmailEditor, um_email_editor, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_GROWN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* ---- what was chosen ---- */

/* (nullable) */
static const char *
get_from (UmEmailEditor *self)
{
  guint index = gtk_drop_down_get_selected (self->from);

  return self->domains != NULL && index < g_strv_length (self->domains) ? self->domains[index]
                                                                        : NULL;
}

/* (transfer floating) (nullable) */
static GVariant *
pack_rule (UmEmailEditor *self, GError **error)
{
  const char *from = get_from (self);

  return um_email_inputs_pack_rule (from != NULL ? from : "", gtk_editable_get_text (self->to),
                                    error);
}

/* How many of the selected users are in the table. */
static guint
count_selected (UmEmailEditor *self, UmImportPairs *pairs)
{
  UmDirectory *directory = um_source_state_get_directory (self->source);
  UmBasket *basket = um_source_state_get_basket (self->source);
  guint n = 0;

  for (guint i = 0; directory != NULL && i < um_import_pairs_get_n (pairs); i++)
    {
      UmPair pair;
      guint row;

      um_import_pairs_get (pairs, i, &pair);
      if (pair.state != UM_PAIR_USED)
        continue;
      row = um_directory_find (
        directory, um_directory_get_account_id (um_import_pairs_get_directory (pairs), pair.row));
      n += row != UM_NO_ROW && um_basket_contains (basket, row);
    }
  return n;
}

/* ---- showing ---- */

static void
show_rule (UmEmailEditor *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) inputs = pack_rule (self, &error);
  g_autofree char *problem = NULL;

  if (inputs != NULL)
    g_variant_ref_sink (inputs);
  else if (*gtk_editable_get_text (self->to) != '\0' && get_from (self) != NULL)
    problem = um_words_problem (error);
  um_form_field_set_error (self->to_field, problem);
}

static void
show_selected (UmEmailEditor *self)
{
  UmImportPairs *pairs = um_pairs_picker_get_rows (self->pairs);
  g_autofree char *text = NULL;

  if (pairs != NULL && self->source != NULL)
    {
      guint n = um_basket_get_count (um_source_state_get_basket (self->source));
      g_autofree char *in = um_words_number (count_selected (self, pairs));
      g_autofree char *users = um_words_number (n);

      /* Translators: both are numbers of users; the table is the file that was read */
      text = g_strdup_printf (ngettext ("The table has %s of the %s selected user.",
                                        "The table has %s of the %s selected users.", n),
                              in, users);
    }
  gtk_label_set_label (self->selected, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->selected), text != NULL);
}

static void
changed_cb (UmEmailEditor *self)
{
  if (self->filling)
    return;
  show_rule (self);
  show_selected (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
grown_cb (UmEmailEditor *self)
{
  g_signal_emit (self, signals[SIGNAL_GROWN], 0);
}

static void
way_cb (UmEmailEditor *self)
{
  gboolean by_file = gtk_check_button_get_active (self->by_file);

  gtk_widget_set_visible (self->rule, !by_file);
  gtk_widget_set_visible (self->file, by_file);
  changed_cb (self);
  grown_cb (self);
}

/* ---- the domains ---- */

/* What a worker counts. */
typedef struct
{
  UmDirectory *directory;
  UmBitset *rows;
} Counting;

static void
counting_free (gpointer data)
{
  Counting *self = data;

  um_directory_unref (self->directory);
  um_bitset_unref (self->rows);
  g_free (self);
}

static void
count_on_worker (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Counting *counting = task_data;
  g_autoptr (UmDomains) domains = um_domains_new (counting->directory);

  g_task_return_pointer (task, um_value_counts_new (domains, counting->rows, UM_BY_DOMAIN),
                         (GDestroyNotify) um_value_counts_unref);
}

static void
offer (UmEmailEditor *self, UmValueCounts *counts)
{
  GPtrArray *items = um_value_counts_get_items (counts);
  g_autofree char *before = g_strdup (get_from (self));
  g_autoptr (GStrvBuilder) domains = g_strv_builder_new ();
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);
  guint n_domains = 0, chosen = 0;

  for (guint i = 0; i < items->len && n_domains < MOST_DOMAINS; i++)
    {
      const UmValueCount *item = g_ptr_array_index (items, i);
      g_autofree char *name = NULL, *number = NULL;

      /* No address is known, or none that has a domain. */
      if (item->text == NULL || *item->text == '\0')
        continue;
      if (g_strcmp0 (item->text, before) == 0)
        chosen = n_domains;
      name = um_words_clean (item->text);
      number = um_words_number (item->n_rows);
      g_strv_builder_add (domains, item->text);
      /* Translators: first a domain of e-mail addresses, then a number of users */
      gtk_string_list_take (choices,
                            g_strdup_printf (_ ("%s – %s of the selected users"), name, number));
      n_domains++;
    }
  self->filling = TRUE;
  g_strfreev (self->domains);
  self->domains = g_strv_builder_end (domains);
  um_choices_offer (self->from, choices, n_domains > 0 ? chosen : GTK_INVALID_LIST_POSITION);
  gtk_widget_set_sensitive (GTK_WIDGET (self->from), n_domains > 0);
  self->filling = FALSE;
  changed_cb (self);
}

static void
counted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  UmEmailEditor *self = UM_EMAIL_EDITOR (object);
  g_autoptr (UmValueCounts) counts = g_task_propagate_pointer (G_TASK (result), NULL);

  if (counts == NULL)
    return;
  g_clear_object (&self->count);
  offer (self, counts);
}

static void
count (UmEmailEditor *self)
{
  UmDirectory *directory = self->source != NULL ? um_source_state_get_directory (self->source)
                                                : NULL;
  const UmBitset *rows = NULL;
  g_autoptr (GTask) task = NULL;
  Counting *counting;

  g_cancellable_cancel (self->count);
  g_clear_object (&self->count);
  if (directory != NULL)
    rows = um_basket_get_rows (um_source_state_get_basket (self->source));
  if (rows == NULL)
    return;
  self->count = g_cancellable_new ();
  task = g_task_new (self, self->count, counted_cb, NULL);
  counting = g_new0 (Counting, 1);
  counting->directory = um_directory_ref (directory);
  counting->rows = um_bitset_copy (rows);
  g_task_set_task_data (task, counting, counting_free);
  g_task_run_in_thread (task, count_on_worker);
}

/* Only a form that is seen is worth the counting. */
static void
um_email_editor_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (um_email_editor_parent_class)->map (widget);
  count (UM_EMAIL_EDITOR (widget));
  show_selected (UM_EMAIL_EDITOR (widget));
}

static gboolean
um_email_editor_grab_focus (GtkWidget *widget)
{
  UmEmailEditor *self = UM_EMAIL_EDITOR (widget);

  return gtk_widget_grab_focus (
    GTK_WIDGET (gtk_check_button_get_active (self->by_file) ? self->by_file : self->by_rule));
}

static void
um_email_editor_dispose (GObject *object)
{
  UmEmailEditor *self = UM_EMAIL_EDITOR (object);

  g_cancellable_cancel (self->count);
  g_clear_object (&self->count);
  g_clear_object (&self->source);
  g_clear_pointer (&self->domains, g_strfreev);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_email_editor_parent_class)->dispose (object);
}

static void
um_email_editor_class_init (UmEmailEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_email_editor_dispose;
  um_focus_set_entrance (widget_class, um_email_editor_grab_focus);
  widget_class->map = um_email_editor_map;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", UM_TYPE_EMAIL_EDITOR, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_GROWN] = g_signal_new ("grown", UM_TYPE_EMAIL_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (UM_TYPE_FORM_FIELD);
  g_type_ensure (UM_TYPE_PAIRS_PICKER);
  g_type_ensure (UM_TYPE_WRAP_BOX);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/steps/um-email-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, UmEmailEditor, box);
  gtk_widget_class_bind_template_child (widget_class, UmEmailEditor, by_rule);
  gtk_widget_class_bind_template_child (widget_class, UmEmailEditor, by_file);
  gtk_widget_class_bind_template_child (widget_class, UmEmailEditor, rule);
  gtk_widget_class_bind_template_child (widget_class, UmEmailEditor, from);
  gtk_widget_class_bind_template_child (widget_class, UmEmailEditor, to_field);
  gtk_widget_class_bind_template_child (widget_class, UmEmailEditor, to);
  gtk_widget_class_bind_template_child (widget_class, UmEmailEditor, file);
  gtk_widget_class_bind_template_child (widget_class, UmEmailEditor, pairs);
  gtk_widget_class_bind_template_child (widget_class, UmEmailEditor, selected);
  gtk_widget_class_bind_template_callback (widget_class, way_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, grown_cb);
}

static void
um_email_editor_init (UmEmailEditor *self)
{
  UmPairsOptions options = UM_PAIRS_OPTIONS_INIT;

  gtk_widget_init_template (GTK_WIDGET (self));
  um_email_inputs_want (&options);
  um_pairs_picker_set_options (self->pairs, &options, _ ("New _addresses stand in"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->from), FALSE);
}

GtkWidget *
um_email_editor_new (void)
{
  return g_object_new (UM_TYPE_EMAIL_EDITOR, NULL);
}

void
um_email_editor_set_source (UmEmailEditor *self, UmSourceState *source)
{
  g_return_if_fail (UM_IS_EMAIL_EDITOR (self));
  g_set_object (&self->source, source);
  um_pairs_picker_set_source (self->pairs, source);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    count (self);
}

gboolean
um_email_editor_is_complete (UmEmailEditor *self)
{
  UmImportPairs *pairs;
  g_autoptr (GVariant) inputs = NULL;

  g_return_val_if_fail (UM_IS_EMAIL_EDITOR (self), FALSE);
  if (gtk_check_button_get_active (self->by_file))
    {
      pairs = um_pairs_picker_get_rows (self->pairs);
      return pairs != NULL && um_import_pairs_get_info (pairs)->n_users > 0;
    }
  inputs = pack_rule (self, NULL);
  if (inputs != NULL)
    g_variant_ref_sink (inputs);
  return inputs != NULL;
}

GVariant *
um_email_editor_get_inputs (UmEmailEditor *self)
{
  UmImportPairs *pairs;
  g_autoptr (GPtrArray) ids = NULL;

  g_return_val_if_fail (UM_IS_EMAIL_EDITOR (self), NULL);
  if (!gtk_check_button_get_active (self->by_file))
    return pack_rule (self, NULL);
  pairs = um_pairs_picker_get_rows (self->pairs);
  g_return_val_if_fail (pairs != NULL && self->source != NULL, NULL);
  ids = um_basket_get_ids (um_source_state_get_basket (self->source));
  return um_email_inputs_pack_pairs (pairs, ids);
}

void
um_email_editor_clear (UmEmailEditor *self)
{
  g_return_if_fail (UM_IS_EMAIL_EDITOR (self));
  gtk_check_button_set_active (self->by_rule, TRUE);
  gtk_editable_set_text (self->to, "");
  um_pairs_picker_clear (self->pairs);
}
