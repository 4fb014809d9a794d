/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All about one user. He is kept by account id: when a refresh brings another directory he is
 * looked up there, and may be gone. What the snapshot knows shows at once, the parts that have to
 * be asked for fill in by themselves. Owned by the select area; main thread. */
#include "um-config.h"
#include "um-user-pane.h"
#include "um-access-list.h"
#include "um-admin-page.h"
#include "um-clamp.h"
#include "um-deed-list.h"
#include "um-fact-grid.h"
#include "um-focus.h"
#include "um-membership-list.h"
#include "um-open-uri.h"
#include "um-toast-overlay.h"
#include "um-token-line.h"
#include "um-user-columns.h"
#include "um-user-facts.h"
#include "um-words.h"

#include <glib/gi18n.h>

struct _UmUserPane
{
  GtkWidget parent_instance;

  UmEngine *engine;      /* (nullable) */
  UmSourceState *source; /* (nullable) */
  char *account_id;      /* (nullable) */
  gboolean tokens_asked;
  GCancellable *cancellable;

  GtkWidget *box;
  GtkWidget *close_button;
  GtkLabel *title;
  GtkAdjustment *adjustment;
  GtkWidget *gone;
  UmFactGrid *facts;
  GtkWidget *known_box;
  UmAccessList *access;
  GtkWidget *tokens_box;
  UmTokenLine *tokens;
  GtkLabel *groups_title;
  UmMembershipList *groups;
  UmDeedList *deeds;
  GtkWidget *admin_button;
};

G_DEFINE_FINAL_TYPE (UmUserPane, um_user_pane, GTK_TYPE_WIDGET)

static UmDirectory *
get_directory (UmUserPane *self)
{
  return self->source != NULL ? um_source_state_get_directory (self->source) : NULL;
}

static const char *
get_truth (UmTruth truth)
{
  switch (truth)
    {
    case UM_YES:
      return _ ("yes");
    case UM_NO:
      return _ ("no");
    case UM_UNKNOWN:
    default:
      return _ ("unknown");
    }
}

static void
add_truth (UmUserPane *self, const char *name, UmTruth truth)
{
  um_fact_grid_add (self->facts, name, get_truth (truth), truth == UM_UNKNOWN);
}

static void
add_time (UmUserPane *self, const char *name, gint64 time)
{
  g_autofree char *date = um_words_last_login (time);

  um_fact_grid_add (self->facts, name, date, time == UM_TIME_UNKNOWN);
}

/* The names of what a user is in, such as his directories; nothing where the source has none. */
static void
add_things (UmUserPane *self, const char *name, UmDirectory *directory, guint row, UmSet set)
{
  guint n_things;
  const guint32 *things = um_relation_get_things (um_directory_get_relation (directory, set), row,
                                                  &n_things);
  GString *names = g_string_new (NULL);
  g_autofree char *clean = NULL;

  for (guint i = 0; i < n_things; i++)
    {
      const UmThing *thing = um_directory_get_thing (directory, set, things[i]);

      if (i > 0)
        g_string_append (names, ", ");
      g_string_append (names, thing->name != NULL ? thing->name : thing->id);
    }
  clean = um_words_clean (names->str);
  g_string_free (names, TRUE);
  if (n_things > 0)
    um_fact_grid_add (self->facts, name, clean, FALSE);
  else if (set == UM_SET_DIRECTORIES)
    um_fact_grid_add (self->facts, name, _ ("unknown"), TRUE);
}

static void
add_email (UmUserPane *self, const char *email)
{
  g_autofree char *clean = um_words_clean (um_words_email (email));

  if (email != NULL)
    um_fact_grid_add_copied (self->facts, _ ("E-mail"), clean, _ ("Copy E-mail"), FALSE);
  else
    um_fact_grid_add (self->facts, _ ("E-mail"), clean, TRUE);
}

static void
update_facts (UmUserPane *self, UmDirectory *directory, guint row)
{
  UmUser user;

  um_directory_get_user (directory, row, &user);
  add_email (self, user.email);
  um_fact_grid_add_copied (self->facts, _ ("Account ID"), user.account_id, _ ("Copy Account ID"),
                           TRUE);
  um_fact_grid_add_status (self->facts, _ ("Status"), um_user_columns_get_status_icon (user.status),
                           um_words_status (user.status));
  um_fact_grid_add (self->facts, _ ("Type"), um_words_type (user.type), FALSE);
  add_truth (self, _ ("Managed"), user.managed);
  add_truth (self, _ ("Synced"), user.synced);
  add_things (self, _ ("Directory"), directory, row, UM_SET_DIRECTORIES);
  add_things (self, _ ("Roles"), directory, row, UM_SET_ROLES);
  add_time (self, _ ("Last login"), user.last_login);
  add_time (self, _ ("Added"), user.added);
}

static void
update_groups_title (UmUserPane *self, UmDirectory *directory, guint row)
{
  guint n_groups;
  g_autofree char *number = NULL;
  g_autofree char *title = NULL;

  um_relation_get_things (um_directory_get_relation (directory, UM_SET_GROUPS), row, &n_groups);
  number = um_words_number (n_groups);
  /* Translators: a heading, with the number of a user's groups */
  title = g_strdup_printf (_ ("Groups (%s)"), number);
  gtk_label_set_label (self->groups_title, title);
}

/* Nothing is asked of who isn't there, and not twice. */
static void
ask_tokens (UmUserPane *self, UmDirectory *directory, guint row)
{
  UmSourceState *teller = um_user_facts_get_teller (self->source);
  gboolean readable = teller != NULL && um_directory_get_managed (directory, row) == UM_YES;

  gtk_widget_set_visible (self->tokens_box, readable);
  if (!readable || self->tokens_asked)
    return;
  self->tokens_asked = TRUE;
  um_token_line_ask (self->tokens, teller, self->account_id);
}

static void
show_row (UmUserPane *self, UmDirectory *directory, guint row)
{
  UmUser user;
  g_autofree char *name = NULL;

  um_directory_get_user (directory, row, &user);
  name = um_words_name (user.name, user.account_id);
  gtk_label_set_label (self->title, name);
  update_facts (self, directory, row);
  update_groups_title (self, directory, row);
  ask_tokens (self, directory, row);
}

/* The name stays as it was; what he was isn't told any more. */
static void
show_gone (UmUserPane *self)
{
  if (*gtk_label_get_label (self->title) == '\0')
    gtk_label_set_label (self->title, self->account_id);
  um_fact_grid_add_copied (self->facts, _ ("Account ID"), self->account_id, _ ("Copy Account ID"),
                           TRUE);
}

static void
update (UmUserPane *self)
{
  UmDirectory *directory = get_directory (self);
  guint row = UM_NO_ROW;

  um_fact_grid_clear (self->facts);
  if (self->account_id == NULL)
    {
      um_access_list_set_row (self->access, NULL, UM_NO_ROW);
      um_membership_list_set_row (self->groups, NULL, UM_NO_ROW);
      return;
    }
  if (directory != NULL)
    row = um_directory_find (directory, self->account_id);
  gtk_widget_set_visible (self->gone, row == UM_NO_ROW);
  gtk_widget_set_visible (self->known_box, row != UM_NO_ROW);
  um_access_list_set_row (self->access, row != UM_NO_ROW ? directory : NULL, row);
  um_membership_list_set_row (self->groups, row != UM_NO_ROW ? directory : NULL, row);
  if (row != UM_NO_ROW)
    show_row (self, directory, row);
  else
    show_gone (self);
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmUserPane) self = user_data;
  g_autoptr (GError) error = NULL;

  if (um_open_uri_finish (result, &error)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  um_toast (GTK_WIDGET (self), _ ("No browser could be opened."));
}

static char *
dup_admin_uri (UmUserPane *self)
{
  if (self->source == NULL || self->account_id == NULL)
    return NULL;
  return um_admin_page_build_uri (um_source_state_get_source (self->source), self->account_id);
}

static void
admin_cb (UmUserPane *self)
{
  g_autofree char *uri = dup_admin_uri (self);

  if (uri != NULL)
    um_open_uri_async (GTK_WIDGET (self), uri, self->cancellable, opened_cb, g_object_ref (self));
}

static void
unwatch_source (UmUserPane *self)
{
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_func (self->source, update, self);
}

static gboolean
um_user_pane_grab_focus (GtkWidget *widget)
{
  UmUserPane *self = UM_USER_PANE (widget);

  return gtk_widget_grab_focus (self->close_button);
}

static void
um_user_pane_dispose (GObject *object)
{
  UmUserPane *self = UM_USER_PANE (object);

  g_cancellable_cancel (self->cancellable);
  unwatch_source (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->engine);
  g_clear_object (&self->source);
  g_clear_pointer (&self->account_id, g_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_user_pane_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/users/um-user-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, UmUserPane, box);
  gtk_widget_class_bind_template_child (widget_class, UmUserPane, close_button);
  gtk_widget_class_bind_template_child (widget_class, UmUserPane, title);
  gtk_widget_class_bind_template_child (widget_class, UmUserPane, adjustment);
  gtk_widget_class_bind_template_child (widget_class, UmUserPane, gone);
  gtk_widget_class_bind_template_child (widget_class, UmUserPane, facts);
  gtk_widget_class_bind_template_child (widget_class, UmUserPane, known_box);
  gtk_widget_class_bind_template_child (widget_class, UmUserPane, access);
  gtk_widget_class_bind_template_child (widget_class, UmUserPane, tokens_box);
  gtk_widget_class_bind_template_child (widget_class, UmUserPane, tokens);
  gtk_widget_class_bind_template_child (widget_class, UmUserPane, groups_title);
  gtk_widget_class_bind_template_child (widget_class, UmUserPane, groups);
  gtk_widget_class_bind_template_child (widget_class, UmUserPane, deeds);
  gtk_widget_class_bind_template_child (widget_class, UmUserPane, admin_button);
  gtk_widget_class_bind_template_callback (widget_class, admin_cb);
}

static void
um_user_pane_class_init (UmUserPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_user_pane_dispose;
  um_focus_set_entrance (widget_class, um_user_pane_grab_focus);
  g_type_ensure (UM_TYPE_ACCESS_LIST);
  g_type_ensure (UM_TYPE_CLAMP);
  g_type_ensure (UM_TYPE_DEED_LIST);
  g_type_ensure (UM_TYPE_FACT_GRID);
  g_type_ensure (UM_TYPE_MEMBERSHIP_LIST);
  g_type_ensure (UM_TYPE_TOKEN_LINE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
}

static void
um_user_pane_init (UmUserPane *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
ask_all (UmUserPane *self)
{
  UmSourceState *teller = NULL;
  const char *cloud_id = NULL;

  if (self->account_id != NULL)
    teller = um_user_facts_get_teller (self->source);
  if (teller != NULL && teller != self->source)
    cloud_id = um_source_state_get_source (self->source)->cloud_id;
  um_access_list_ask (self->access, teller, self->account_id, cloud_id);
  um_token_line_ask (self->tokens, NULL, NULL);
  self->tokens_asked = FALSE;
  um_deed_list_set_account (self->deeds, self->engine, self->account_id);
}

/**
 * um_user_pane_set_user:
 * @self: the pane
 * @engine: (nullable): whose run logs and sources
 * @source: (nullable): where the user is
 * @account_id: (nullable): the user; %NULL: nobody
 *
 * Shows a user, and asks for what has to be asked for.
 */
void
um_user_pane_set_user (UmUserPane *self,
                       UmEngine *engine,
                       UmSourceState *source,
                       const char *account_id)
{
  g_autofree char *uri = NULL;

  g_return_if_fail (UM_IS_USER_PANE (self));
  if (self->source == source && g_strcmp0 (self->account_id, account_id) == 0)
    return;
  unwatch_source (self);
  g_set_object (&self->engine, engine);
  g_set_object (&self->source, source);
  g_free (self->account_id);
  self->account_id = g_strdup (account_id);
  if (source != NULL)
    g_signal_connect_object (source, "notify::directory", G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);
  gtk_label_set_label (self->title, "");
  gtk_adjustment_set_value (self->adjustment, 0);
  um_membership_list_reset (self->groups);
  ask_all (self);
  update (self);
  uri = dup_admin_uri (self);
  gtk_widget_set_visible (self->admin_button, uri != NULL);
}

/**
 * um_user_pane_get_account_id:
 * @self: the pane
 *
 * Returns: (nullable): whom it shows
 */
const char *
um_user_pane_get_account_id (UmUserPane *self)
{
  g_return_val_if_fail (UM_IS_USER_PANE (self), NULL);
  return self->account_id;
}
