/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing the Jira source through which an organisation's issues are made. Its state is the source
 * and the sites there are for it; which one is chosen is in its list. Owned by an editor of issues;
 * main thread. */
#include "um-config.h"
#include "um-site-chooser.h"
#include "um-focus.h"
#include "um-form-field.h"
#include "um-issue-site.h"
#include "um-words.h"

#include <glib/gi18n.h>

struct _UmSiteChooser
{
  GtkWidget parent_instance;

  UmSourceState *source; /* (nullable) */
  GPtrArray *sites;      /* of UmSourceState: where there are several, in the order of the list */

  GtkWidget *box;
  GtkLabel *only;
  GtkWidget *field;
  GtkDropDown *list;
};

G_DEFINE_FINAL_TYPE (UmSiteChooser, um_site_chooser, GTK_TYPE_WIDGET)

static guint changed_signal;

static void
selected_cb (UmSiteChooser *self)
{
  g_signal_emit (self, changed_signal, 0);
}

static gboolean
um_site_chooser_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (UM_SITE_CHOOSER (widget)->list));
}

static void
um_site_chooser_dispose (GObject *object)
{
  UmSiteChooser *self = UM_SITE_CHOOSER (object);

  g_clear_object (&self->source);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->sites, g_ptr_array_unref);
  G_OBJECT_CLASS (um_site_chooser_parent_class)->dispose (object);
}

static void
um_site_chooser_class_init (UmSiteChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_site_chooser_dispose;
  um_focus_set_entrance (widget_class, um_site_chooser_grab_focus);
  changed_signal = g_signal_new ("changed", UM_TYPE_SITE_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  g_type_ensure (UM_TYPE_FORM_FIELD);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/issues/um-site-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, UmSiteChooser, box);
  gtk_widget_class_bind_template_child (widget_class, UmSiteChooser, only);
  gtk_widget_class_bind_template_child (widget_class, UmSiteChooser, field);
  gtk_widget_class_bind_template_child (widget_class, UmSiteChooser, list);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
}

static void
um_site_chooser_init (UmSiteChooser *self)
{
  self->sites = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* Its first line asks for a choice, unless there is none. */
static void
fill_list (UmSiteChooser *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  if (self->sites->len > 1)
    gtk_string_list_append (list, _ ("Choose…"));
  for (guint i = 0; i < self->sites->len; i++)
    {
      g_autofree char *name = um_words_clean (
        um_source_state_get_source (self->sites->pdata[i])->name);

      gtk_string_list_append (list, name);
    }
  gtk_drop_down_set_model (self->list, G_LIST_MODEL (list));
}

static void
show_only (UmSiteChooser *self)
{
  UmSource *source = um_source_state_get_source (self->sites->pdata[0]);
  g_autofree char *name = um_words_clean (source->name);
  /* Translators: %s is the name of a Jira source */
  g_autofree char *text = g_strdup_printf (_ ("Created through the Jira source “%s”."), name);

  gtk_label_set_label (self->only, text);
}

static gboolean
has_sites (UmSiteChooser *self, const GPtrArray *sites)
{
  if (self->sites->len != sites->len)
    return FALSE;
  for (guint i = 0; i < sites->len; i++)
    if (self->sites->pdata[i] != sites->pdata[i])
      return FALSE;
  return TRUE;
}

/**
 * um_site_chooser_set_source:
 * @self: the chooser
 * @source: (nullable): whose issues are made
 */
void
um_site_chooser_set_source (UmSiteChooser *self, UmSourceState *source)
{
  g_autoptr (GPtrArray) sites = NULL;
  gboolean is_other;

  g_return_if_fail (UM_IS_SITE_CHOOSER (self));
  is_other = g_set_object (&self->source, source);
  sites = source != NULL ? um_issue_list_sites (source)
                         : g_ptr_array_new_with_free_func (g_object_unref);
  if (!is_other && has_sites (self, sites))
    return;
  g_ptr_array_unref (self->sites);
  self->sites = g_steal_pointer (&sites);
  fill_list (self);
  if (self->sites->len == 1)
    show_only (self);
  gtk_widget_set_visible (GTK_WIDGET (self->only), self->sites->len == 1);
  gtk_widget_set_visible (self->field, self->sites->len > 1);
  gtk_widget_set_visible (GTK_WIDGET (self),
                          source != NULL && self->sites->len > 0
                            && um_source_state_get_source (source)->kind == UM_SOURCE_ACCESS);
  g_signal_emit (self, changed_signal, 0);
}

/**
 * um_site_chooser_get_site:
 * @self: the chooser
 *
 * Returns: (nullable) (transfer none): through which source issues are made; %NULL where that isn't
 *   chosen yet, or there is none
 */
UmSourceState *
um_site_chooser_get_site (UmSiteChooser *self)
{
  guint selected;

  g_return_val_if_fail (UM_IS_SITE_CHOOSER (self), NULL);
  selected = gtk_drop_down_get_selected (self->list);
  if (self->sites->len == 1)
    return self->sites->pdata[0];
  if (selected == 0 || selected > self->sites->len)
    return NULL;
  return self->sites->pdata[selected - 1];
}
