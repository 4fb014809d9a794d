/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists that are kept of a source, by name. To rename or remove one is asked about in the place
 * of its row's neighbours, not in a dialog over the dialog. Owned by the import dialog; main
 * thread. */
#include "um-config.h"
#include "um-kept-lists.h"
#include "um-lists.h"
#include "um-problem.h"
#include "um-words.h"
#include "um-wrap-box.h"

#include <glib/gi18n.h>

struct _UmKeptLists
{
  GtkWidget parent_instance;

  UmSourceState *state; /* (nullable) */
  char *asked;          /* (nullable): the list that may be renamed or removed */
  gboolean renames;     /* that is what is asked about */
  GError *problem;      /* (nullable): why one wasn't */
  guint focus_source;
  GCancellable *cancellable;
  GtkWidget *box;
  GtkListBox *list;
  GtkWidget *question;
  GtkLabel *question_heading;
  GtkLabel *question_body;
  GtkEditable *name;
  GtkButton *keep_button;
  GtkButton *confirm_button;
  GtkLabel *problem_label;
};

G_DEFINE_FINAL_TYPE (UmKeptLists, um_kept_lists, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_SHOW,
  SIGNAL_SELECT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GPtrArray *
get_infos (UmKeptLists *self)
{
  return um_source_state_get_list_infos (self->state);
}

static const UmListInfo *
find_info (UmKeptLists *self, const char *name)
{
  GPtrArray *infos = get_infos (self);

  for (guint i = 0; i < infos->len; i++)
    {
      const UmListInfo *info = infos->pdata[i];

      if (g_strcmp0 (info->name, name) == 0)
        return info;
    }
  return NULL;
}

static char *
dup_heading (UmKeptLists *self, const UmListInfo *info)
{
  g_autofree char *name = um_words_clean (info->name);

  if (self->renames)
    /* Translators: %s is the name of a list */
    return g_strdup_printf (_ ("Rename the list “%s”"), name);
  /* Translators: %s is the name of a list */
  return g_strdup_printf (_ ("Remove the list “%s”?"), name);
}

static char *
dup_body (UmKeptLists *self, const UmListInfo *info)
{
  g_autofree char *users = um_words_users (info->n_users);

  if (self->renames)
    return g_strdup (
      _ ("Filters that name the list by its old name can’t be understood any more."));
  /* Translators: %s is "212 users" */
  return g_strdup_printf (
    _ ("Only the list goes: its %s stay as they are, and stay selected if they are. Filters that"
       " name the list can’t be understood any more."),
    users);
}

static void
update_buttons (UmKeptLists *self)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name)));

  gtk_button_set_label (self->confirm_button,
                        self->renames ? _ ("Re_name List") : _ ("Re_move List"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->confirm_button), !self->renames || *name != '\0');
  gtk_widget_remove_css_class (GTK_WIDGET (self->confirm_button),
                               self->renames ? "destructive-action" : "suggested-action");
  gtk_widget_add_css_class (GTK_WIDGET (self->confirm_button),
                            self->renames ? "suggested-action" : "destructive-action");
  gtk_button_set_label (self->keep_button, self->renames ? _ ("_Keep Name") : _ ("_Keep List"));
}

/* A name that is taken isn't replaced here. */
static char *
dup_problem (UmKeptLists *self)
{
  if (g_error_matches (self->problem, UM_PROBLEM, UM_PROBLEM_LIST_EXISTS))
    return um_words_problem (self->problem);
  return um_words_problem_whole (self->problem);
}

static void
update (UmKeptLists *self)
{
  const UmListInfo *info = self->asked != NULL ? find_info (self, self->asked) : NULL;
  g_autofree char *problem = self->problem != NULL ? dup_problem (self) : NULL;
  g_autofree char *heading = info != NULL ? dup_heading (self, info) : NULL;
  g_autofree char *body = info != NULL ? dup_body (self, info) : NULL;

  if (info != NULL)
    {
      gtk_label_set_label (self->question_heading, heading);
      gtk_label_set_label (self->question_body, body);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->name), self->renames);
  update_buttons (self);
  gtk_widget_set_visible (self->question, info != NULL);
  gtk_label_set_label (self->problem_label, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), problem != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), get_infos (self)->len > 0 || problem != NULL);
}

/* @name: (nullable): of nothing */
static void
ask (UmKeptLists *self, gboolean renames, const char *name)
{
  char *asked = g_strdup (name);

  g_free (self->asked);
  self->asked = asked;
  self->renames = renames;
  if (renames && name != NULL)
    gtk_editable_set_text (self->name, name);
  g_clear_error (&self->problem);
  update (self);
}

/* ---- the rows ---- */

static char *
dup_facts (const UmListInfo *info)
{
  g_autofree char *users = um_words_users (info->n_users);
  g_autofree char *date = um_words_date (info->created);

  /* Translators: the first %s is "212 users", the second a date */
  return g_strdup_printf (_ ("%s · kept on %s"), users, date);
}

static GtkWidget *
new_menu_button (UmKeptLists *self, const char *name)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();
  /* Translators: %s is the name of a list */
  g_autofree char *label = g_strdup_printf (_ ("Menu of “%s”"), name);
  static const struct
  {
    const char *label;
    const char *action;
  } items[] = {
    { N_ ("_Show Its Users"), "lists.show" },
    { N_ ("S_elect Its Users"), "lists.select" },
    { N_ ("Re_name List…"), "lists.rename" },
    { N_ ("Re_move List…"), "lists.remove" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (items[i].label), NULL);

      g_menu_item_set_action_and_target (item, items[i].action, "s", name);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("More"));
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return button;
}

static GtkWidget *
new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
new_row (UmKeptLists *self, const UmListInfo *info)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *name = um_words_clean (info->name);
  g_autofree char *facts = dup_facts (info);
  /* Translators: name and facts of a list, for screen readers */
  g_autofree char *label = g_strdup_printf (_ ("%s: %s"), name, facts);

  gtk_box_append (GTK_BOX (texts), new_label (name, NULL));
  gtk_box_append (GTK_BOX (texts), new_label (facts, "dim"));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), texts);
  gtk_box_append (GTK_BOX (line), new_menu_button (self, info->name));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_widget_set_tooltip_text (row, _ ("Show the users of this list"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return row;
}

static void
fill (UmKeptLists *self)
{
  GPtrArray *infos = get_infos (self);
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->list, 0);

  while (row != NULL)
    {
      gtk_list_box_remove (self->list, GTK_WIDGET (row));
      row = gtk_list_box_get_row_at_index (self->list, 0);
    }
  for (guint i = 0; i < infos->len; i++)
    gtk_list_box_append (self->list, new_row (self, infos->pdata[i]));
  update (self);
}

static void
lists_changed_cb (UmKeptLists *self)
{
  fill (self);
}

static void
row_activated_cb (UmKeptLists *self, GtkListBoxRow *row)
{
  GPtrArray *infos = get_infos (self);
  int index = gtk_list_box_row_get_index (row);

  if (index >= 0 && (guint) index < infos->len)
    g_signal_emit (self, signals[SIGNAL_SHOW], 0, ((UmListInfo *) infos->pdata[index])->name);
}

/* ---- what is done to one ---- */

static void
show_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_SHOW], 0, g_variant_get_string (parameter, NULL));
}

static void
select_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_SELECT], 0, g_variant_get_string (parameter, NULL));
}

static gboolean
focus_cb (gpointer user_data)
{
  UmKeptLists *self = user_data;

  self->focus_source = 0;
  gtk_widget_grab_focus (self->renames ? GTK_WIDGET (self->name) : GTK_WIDGET (self->keep_button));
  return G_SOURCE_REMOVE;
}

/* A menu that closes gives the focus back to its button, and only then the question can have it. */
static void
ask_from_menu (UmKeptLists *self, gboolean renames, GVariant *name)
{
  ask (self, renames, g_variant_get_string (name, NULL));
  if (self->focus_source == 0)
    self->focus_source = g_idle_add (focus_cb, self);
}

static void
rename_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ask_from_menu (UM_KEPT_LISTS (widget), TRUE, parameter);
}

static void
remove_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ask_from_menu (UM_KEPT_LISTS (widget), FALSE, parameter);
}

static void
name_changed_cb (UmKeptLists *self)
{
  update_buttons (self);
}

static void
end_question (UmKeptLists *self)
{
  ask (self, FALSE, NULL);
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
keep_cb (UmKeptLists *self)
{
  end_question (self);
}

/* @error: (transfer full) */
static void
show_problem (UmKeptLists *self, GError *error)
{
  g_clear_error (&self->problem);
  self->problem = error;
  update (self);
}

/* Where the name is taken the question stays, so that another can be typed. */
static void
renamed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmKeptLists) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean is_done = um_lists_rename_finish (UM_SOURCE_STATE (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (is_done)
    {
      end_question (self);
      return;
    }
  show_problem (self, g_steal_pointer (&error));
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
removed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmKeptLists) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!um_lists_remove_finish (UM_SOURCE_STATE (object), result, &error)
      && !g_cancellable_is_cancelled (self->cancellable))
    show_problem (self, g_steal_pointer (&error));
}

static void
confirm_cb (UmKeptLists *self)
{
  g_autofree char *name = g_strdup (self->asked);

  if (name == NULL || !gtk_widget_get_sensitive (GTK_WIDGET (self->confirm_button)))
    return;
  if (self->renames)
    {
      um_lists_rename_async (self->state, name, gtk_editable_get_text (self->name),
                             self->cancellable, renamed_cb, g_object_ref (self));
      return;
    }
  end_question (self);
  um_lists_remove_async (self->state, name, self->cancellable, removed_cb, g_object_ref (self));
}

static void
um_kept_lists_dispose (GObject *object)
{
  UmKeptLists *self = UM_KEPT_LISTS (object);

  g_clear_handle_id (&self->focus_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->state);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_kept_lists_parent_class)->dispose (object);
}

static void
um_kept_lists_finalize (GObject *object)
{
  UmKeptLists *self = UM_KEPT_LISTS (object);

  g_object_unref (self->cancellable);
  g_free (self->asked);
  g_clear_error (&self->problem);
  G_OBJECT_CLASS (um_kept_lists_parent_class)->finalize (object);
}

static void
um_kept_lists_class_init (UmKeptListsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_kept_lists_dispose;
  G_OBJECT_CLASS (klass)->finalize = um_kept_lists_finalize;
  signals[SIGNAL_SHOW] = g_signal_new ("show-list", UM_TYPE_KEPT_LISTS, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_SELECT] = g_signal_new ("select-list", UM_TYPE_KEPT_LISTS, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (UM_TYPE_WRAP_BOX);
  gtk_widget_class_install_action (widget_class, "lists.show", "s", show_action);
  gtk_widget_class_install_action (widget_class, "lists.select", "s", select_action);
  gtk_widget_class_install_action (widget_class, "lists.rename", "s", rename_action);
  gtk_widget_class_install_action (widget_class, "lists.remove", "s", remove_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/lists/um-kept-lists.ui");
  gtk_widget_class_bind_template_child (widget_class, UmKeptLists, box);
  gtk_widget_class_bind_template_child (widget_class, UmKeptLists, list);
  gtk_widget_class_bind_template_child (widget_class, UmKeptLists, question);
  gtk_widget_class_bind_template_child (widget_class, UmKeptLists, question_heading);
  gtk_widget_class_bind_template_child (widget_class, UmKeptLists, question_body);
  gtk_widget_class_bind_template_child (widget_class, UmKeptLists, name);
  gtk_widget_class_bind_template_child (widget_class, UmKeptLists, keep_button);
  gtk_widget_class_bind_template_child (widget_class, UmKeptLists, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, UmKeptLists, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, confirm_cb);
}

static void
um_kept_lists_init (UmKeptLists *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * um_kept_lists_set_source:
 * @self: the widget
 * @state: whose lists it shows; set once
 */
void
um_kept_lists_set_source (UmKeptLists *self, UmSourceState *state)
{
  g_return_if_fail (UM_IS_KEPT_LISTS (self) && self->state == NULL);
  self->state = g_object_ref (state);
  g_signal_connect_object (state, "notify::lists", G_CALLBACK (lists_changed_cb), self,
                           G_CONNECT_SWAPPED);
  fill (self);
}
