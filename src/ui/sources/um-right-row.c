/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of a check. A function of its right and of how far the check is. Owned by the list; main
 * thread. */
#include "um-config.h"
#include "um-right-row.h"
#include "um-actions.h"
#include "um-words.h"

#include <glib/gi18n.h>

#define ICON_SIZE 16

struct _UmRightRow
{
  GtkListBoxRow parent_instance;

  UmCheckRight *right;
  UmRightProgress progress;
  GError *problem; /* (nullable): the check ended here */

  GtkWidget *icon;
  GtkWidget *title;
  GtkWidget *word;
  GtkWidget *detail;
};

G_DEFINE_FINAL_TYPE (UmRightRow, um_right_row, GTK_TYPE_LIST_BOX_ROW)

static const char *
word_before_answer (UmRightProgress progress)
{
  switch (progress)
    {
    case UM_RIGHT_CHECKING:
      return C_ ("right", "Checking…");
    case UM_RIGHT_NOT_REACHED:
      return C_ ("right", "Not checked");
    case UM_RIGHT_WAITING:
    default:
      return C_ ("right", "Waiting");
    }
}

static void
show_answer (UmRightRow *self, const char *icon, const char *word, const char *css_class)
{
  const char *classes[] = { css_class, NULL };

  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), icon);
  gtk_label_set_label (GTK_LABEL (self->word), word);
  gtk_widget_set_css_classes (self->icon, classes);
  gtk_widget_set_css_classes (self->word, classes);
}

static void
update_answer (UmRightRow *self)
{
  UmTruth granted = um_check_right_get_granted (self->right);

  if (self->problem != NULL)
    show_answer (self, "dialog-error-symbolic", C_ ("right", "No"), "error-text");
  else if (!um_check_right_get_probed (self->right))
    show_answer (self, "content-loading-symbolic", word_before_answer (self->progress), "dim");
  else if (granted == UM_YES)
    show_answer (self, "object-select-symbolic", C_ ("right", "Yes"), "success-text");
  else if (granted == UM_NO)
    show_answer (self, "window-close-symbolic", C_ ("right", "No"), "heading");
  else
    show_answer (self, "dialog-question-symbolic", C_ ("right", "Not known yet"), "heading");
}

/* Of those actions that need the right, the ones that this version offers. */
static char *
dup_needed_by (UmCheckRight *right)
{
  const char *const *keys = um_check_right_get_needed_by (right);
  GString *names = g_string_new (NULL);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      if (um_actions_find (keys[i]) == NULL)
        continue;
      if (names->len > 0)
        g_string_append (names, ", ");
      g_string_append (names, um_words_action_name (keys[i]));
    }
  return g_string_free (names, FALSE);
}

/* What it means that a right is missing that no action needs. */
static const char *
consequence_of (UmRightKind kind)
{
  switch (kind)
    {
    case UM_RIGHT_OWNER:
      return _ ("Plans can’t leave you out: each that takes access away asks.");
    case UM_RIGHT_READ_KEYS:
      return _ ("The expiration date has to be typed.");
    default:
      return "";
    }
}

static char *
dup_consequence (UmCheckRight *right)
{
  UmRightKind kind = um_check_right_get_kind (right);
  g_autofree char *why = um_words_right_missing (kind, um_check_right_get_detail (right));

  if (*why == '\0')
    return g_strdup (consequence_of (kind));
  return g_strjoin (" ", why, consequence_of (kind), NULL);
}

static char *
dup_detail (UmRightRow *self)
{
  UmTruth granted = um_check_right_get_granted (self->right);
  g_autofree char *needed_by = dup_needed_by (self->right);

  if (self->problem != NULL)
    return um_words_problem_whole (self->problem);
  if (um_check_right_get_probed (self->right) && granted == UM_YES)
    return um_words_clean (um_check_right_get_detail (self->right));
  if (!um_check_right_get_probed (self->right))
    return g_strdup ("");
  if (*needed_by == '\0')
    return dup_consequence (self->right);
  if (granted == UM_NO)
    /* Translators: names of actions, separated by commas */
    return g_strdup_printf (_ ("Needed by: %s"), needed_by);
  /* Translators: names of actions, separated by commas */
  return g_strdup_printf (_ ("It can’t be told before the first change. Needed by: %s"), needed_by);
}

/* What a screen reader says of the line. */
static void
update_accessible_name (UmRightRow *self, const char *detail)
{
  g_autofree char *name = g_strjoin (", ", gtk_label_get_label (GTK_LABEL (self->title)),
                                     gtk_label_get_label (GTK_LABEL (self->word)),
                                     *detail != '\0' ? detail : NULL, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
update (UmRightRow *self)
{
  g_autofree char *detail = dup_detail (self);

  update_answer (self);
  gtk_label_set_label (GTK_LABEL (self->detail), detail);
  gtk_widget_set_visible (self->detail, *detail != '\0');
  if (self->problem != NULL)
    gtk_widget_remove_css_class (self->detail, "dim");
  else
    gtk_widget_add_css_class (self->detail, "dim");
  update_accessible_name (self, detail);
}

static void
um_right_row_dispose (GObject *object)
{
  UmRightRow *self = UM_RIGHT_ROW (object);

  g_clear_object (&self->right);
  g_clear_error (&self->problem);
  G_OBJECT_CLASS (um_right_row_parent_class)->dispose (object);
}

static void
um_right_row_class_init (UmRightRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_right_row_dispose;
}

static GtkWidget *
new_label (void)
{
  return g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                       PANGO_WRAP_WORD_CHAR, NULL);
}

static void
um_right_row_init (UmRightRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  self->icon = g_object_new (GTK_TYPE_IMAGE, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                             NULL);
  self->title = new_label ();
  self->word = gtk_label_new (NULL);
  self->detail = new_label ();
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_widget_set_margin_start (self->detail, ICON_SIZE + gtk_box_get_spacing (GTK_BOX (line)));
  gtk_box_append (GTK_BOX (line), self->icon);
  gtk_box_append (GTK_BOX (line), self->title);
  gtk_box_append (GTK_BOX (line), self->word);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), self->detail);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

/**
 * um_right_row_new:
 * @right: what it shows
 *
 * Returns: its line
 */
GtkWidget *
um_right_row_new (UmCheckRight *right)
{
  UmRightRow *self = g_object_new (UM_TYPE_RIGHT_ROW, NULL);

  self->right = g_object_ref (right);
  gtk_label_set_label (GTK_LABEL (self->title), um_words_right (um_check_right_get_kind (right)));
  g_signal_connect_object (right, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * um_right_row_get_right:
 * @self: a line
 *
 * Returns: (transfer none): what it shows
 */
UmCheckRight *
um_right_row_get_right (UmRightRow *self)
{
  g_return_val_if_fail (UM_IS_RIGHT_ROW (self), NULL);
  return self->right;
}

/**
 * um_right_row_set_progress:
 * @self: a line
 * @progress: what it says before it was probed
 * @problem: (nullable): why the check ended here
 */
void
um_right_row_set_progress (UmRightRow *self, UmRightProgress progress, const GError *problem)
{
  g_return_if_fail (UM_IS_RIGHT_ROW (self));
  self->progress = progress;
  g_clear_error (&self->problem);
  self->problem = problem != NULL ? g_error_copy (problem) : NULL;
  update (self);
}
