/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentence with the link to Atlassian's page where keys are created: a site's keys are a
 * person's, an organisation's are its own. Owned by the form; main thread. */
#include "um-config.h"
#include "um-key-link.h"
#include "um-open-uri.h"

#include <glib/gi18n.h>

#define JIRA_KEYS   "https://id.atlassian.com/manage-profile/security/api-tokens"
#define ACCESS_KEYS "https://admin.atlassian.com/"

struct _UmKeyLink
{
  GtkWidget parent_instance;

  UmSourceKind kind;
  GCancellable *cancellable;
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (UmKeyLink, um_key_link, GTK_TYPE_WIDGET)

static guint no_browser_signal;

static char *
dup_markup (UmSourceKind kind)
{
  /* Translators: the link in “Create an API key here” */
  g_autofree char *link = g_markup_printf_escaped (
    "<a href=\"%s\">%s</a>", kind == UM_SOURCE_ACCESS ? ACCESS_KEYS : JIRA_KEYS, _ ("here"));

  if (kind == UM_SOURCE_ACCESS)
    /* Translators: %s is the link “here” */
    return g_strdup_printf (_ ("Create an API key without scopes %s, under Settings, API keys."),
                            link);
  /* Translators: %s is the link “here” */
  return g_strdup_printf (_ ("Create an API key %s."), link);
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmKeyLink) self = user_data;
  g_autoptr (GError) error = NULL;

  if (um_open_uri_finish (result, &error)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_debug ("The browser: %s", error->message);
  g_signal_emit (self, no_browser_signal, 0,
                 self->kind == UM_SOURCE_ACCESS
                   ? _ ("No browser could be opened. Create the key at admin.atlassian.com, under"
                        " Settings, API keys.")
                   : _ ("No browser could be opened. Create the key at id.atlassian.com, under"
                        " Security, API tokens."));
}

static gboolean
activate_link_cb (UmKeyLink *self, const char *uri)
{
  um_open_uri_async (GTK_WIDGET (self), uri, self->cancellable, opened_cb, g_object_ref (self));
  return TRUE;
}

static void
um_key_link_dispose (GObject *object)
{
  UmKeyLink *self = UM_KEY_LINK (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (um_key_link_parent_class)->dispose (object);
}

static void
um_key_link_finalize (GObject *object)
{
  g_object_unref (UM_KEY_LINK (object)->cancellable);
  G_OBJECT_CLASS (um_key_link_parent_class)->finalize (object);
}

static void
um_key_link_class_init (UmKeyLinkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_key_link_dispose;
  G_OBJECT_CLASS (klass)->finalize = um_key_link_finalize;
  no_browser_signal = g_signal_new ("no-browser", UM_TYPE_KEY_LINK, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
um_key_link_init (UmKeyLink *self)
{
  self->cancellable = g_cancellable_new ();
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  g_signal_connect_object (self->label, "activate-link", G_CALLBACK (activate_link_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * um_key_link_set_kind:
 * @self: the link
 * @kind: what the key is for
 */
void
um_key_link_set_kind (UmKeyLink *self, UmSourceKind kind)
{
  g_autofree char *markup = NULL;

  g_return_if_fail (UM_IS_KEY_LINK (self));
  self->kind = kind;
  markup = dup_markup (kind);
  gtk_label_set_markup (GTK_LABEL (self->label), markup);
}
