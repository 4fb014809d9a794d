/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a list comes from. A text that is too long to be looked at doesn't go through the text
 * view, which would take seconds to lay it out. Owned by the import dialog; main thread. */
#include "um-config.h"
#include "um-import-start.h"
#include "um-file-picker.h"
#include "um-focus.h"
#include "um-kept-lists.h"
#include "um-words.h"

#include <glib/gi18n.h>
#include <string.h>

/* In bytes: what is pasted beyond it is read at once. */
#define MOST_PASTED (64 * 1024)

struct _UmImportStart
{
  GtkWidget parent_instance;

  GCancellable *cancellable;
  GtkWidget *box;
  GtkLabel *problem_label;
  GtkLabel *prompt;
  GtkWidget *choose_button;
  GtkTextView *text;
  UmKeptLists *kept_lists;
};

G_DEFINE_FINAL_TYPE (UmImportStart, um_import_start, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_FILE,
  SIGNAL_TEXT,
  SIGNAL_CHANGED,
  SIGNAL_SHOW_LIST,
  SIGNAL_SELECT_LIST,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmImportStart) self = user_data;
  g_autoptr (GFile) file = um_file_picker_open_finish (result, NULL);

  if (file != NULL && !g_cancellable_is_cancelled (self->cancellable))
    g_signal_emit (self, signals[SIGNAL_FILE], 0, file);
}

static void
choose_cb (UmImportStart *self)
{
  static const char *const suffixes[] = { "csv", "tsv", "txt", "tab", "lst", NULL };

  um_file_picker_open_async (GTK_WIDGET (self), _ ("Choose a List"), _ ("CSV and text files"),
                             suffixes, self->cancellable, chosen_cb, g_object_ref (self));
}

static void
text_changed_cb (UmImportStart *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
pasted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmImportStart) self = user_data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (object), result, NULL);
  GtkTextBuffer *buffer;

  if (text == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (strlen (text) > MOST_PASTED)
    {
      gsize size = strlen (text);
      g_autoptr (GBytes) bytes = g_bytes_new_take (g_steal_pointer (&text), size);

      g_signal_emit (self, signals[SIGNAL_TEXT], 0, bytes);
      return;
    }
  buffer = gtk_text_view_get_buffer (self->text);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (buffer, text, -1);
  gtk_text_buffer_end_user_action (buffer);
  gtk_text_view_scroll_mark_onscreen (self->text, gtk_text_buffer_get_insert (buffer));
}

static void
paste_cb (UmImportStart *self)
{
  g_signal_stop_emission_by_name (self->text, "paste-clipboard");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->cancellable,
                                 pasted_cb, g_object_ref (self));
}

static void
show_list_cb (UmImportStart *self, const char *name)
{
  g_signal_emit (self, signals[SIGNAL_SHOW_LIST], 0, name);
}

static void
select_list_cb (UmImportStart *self, const char *name)
{
  g_signal_emit (self, signals[SIGNAL_SELECT_LIST], 0, name);
}

static gboolean
um_import_start_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (UM_IMPORT_START (widget)->choose_button);
}

static void
um_import_start_dispose (GObject *object)
{
  UmImportStart *self = UM_IMPORT_START (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_import_start_parent_class)->dispose (object);
}

static void
um_import_start_finalize (GObject *object)
{
  g_object_unref (UM_IMPORT_START (object)->cancellable);
  G_OBJECT_CLASS (um_import_start_parent_class)->finalize (object);
}

static guint
new_signal (const char *name, GType argument)
{
  return g_signal_new (name, UM_TYPE_IMPORT_START, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, argument != G_TYPE_NONE ? 1 : 0, argument);
}

static void
um_import_start_class_init (UmImportStartClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_import_start_dispose;
  G_OBJECT_CLASS (klass)->finalize = um_import_start_finalize;
  um_focus_set_entrance (widget_class, um_import_start_grab_focus);
  signals[SIGNAL_FILE] = new_signal ("file", G_TYPE_FILE);
  signals[SIGNAL_TEXT] = new_signal ("text", G_TYPE_BYTES);
  signals[SIGNAL_CHANGED] = new_signal ("changed", G_TYPE_NONE);
  signals[SIGNAL_SHOW_LIST] = new_signal ("show-list", G_TYPE_STRING);
  signals[SIGNAL_SELECT_LIST] = new_signal ("select-list", G_TYPE_STRING);
  g_type_ensure (UM_TYPE_KEPT_LISTS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/lists/um-import-start.ui");
  gtk_widget_class_bind_template_child (widget_class, UmImportStart, box);
  gtk_widget_class_bind_template_child (widget_class, UmImportStart, problem_label);
  gtk_widget_class_bind_template_child (widget_class, UmImportStart, prompt);
  gtk_widget_class_bind_template_child (widget_class, UmImportStart, choose_button);
  gtk_widget_class_bind_template_child (widget_class, UmImportStart, text);
  gtk_widget_class_bind_template_child (widget_class, UmImportStart, kept_lists);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, paste_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_list_cb);
  gtk_widget_class_bind_template_callback (widget_class, select_list_cb);
}

static void
um_import_start_init (UmImportStart *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->text), "changed",
                           G_CALLBACK (text_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * um_import_start_set_source:
 * @self: the page
 * @state: whose lists it shows; set once
 */
void
um_import_start_set_source (UmImportStart *self, UmSourceState *state)
{
  g_return_if_fail (UM_IS_IMPORT_START (self));
  um_kept_lists_set_source (self->kept_lists, state);
}

/**
 * um_import_start_set_prompt:
 * @self: the page
 * @prompt: what is to be chosen
 */
void
um_import_start_set_prompt (UmImportStart *self, const char *prompt)
{
  g_return_if_fail (UM_IS_IMPORT_START (self));
  gtk_label_set_label (self->prompt, prompt);
  gtk_widget_set_visible (GTK_WIDGET (self->kept_lists), FALSE);
}

/**
 * um_import_start_dup_text:
 * @self: the page
 *
 * Returns: (transfer full) (nullable): what was typed or pasted; %NULL for nothing but blanks
 */
GBytes *
um_import_start_dup_text (UmImportStart *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  g_autofree char *text = NULL;
  gsize size;

  g_return_val_if_fail (UM_IS_IMPORT_START (self), NULL);
  buffer = gtk_text_view_get_buffer (self->text);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
  size = strlen (text);
  if (strspn (text, " \t\n\r") == size)
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&text), size);
}

/**
 * um_import_start_set_problem:
 * @self: the page
 * @problem: (nullable): why what was chosen can't be read
 */
void
um_import_start_set_problem (UmImportStart *self, const GError *problem)
{
  g_autofree char *text = problem != NULL ? um_words_problem_whole (problem) : g_strdup ("");

  g_return_if_fail (UM_IS_IMPORT_START (self));
  gtk_label_set_label (self->problem_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
}

/**
 * um_import_start_clear:
 * @self: the page
 *
 * Forgets what was typed or pasted, and what was wrong with it.
 */
void
um_import_start_clear (UmImportStart *self)
{
  g_return_if_fail (UM_IS_IMPORT_START (self));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), "", 0);
  um_import_start_set_problem (self, NULL);
}
