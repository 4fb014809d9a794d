/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Retry Failed and Undo Run. Its state is the run and what is known of it (asked for whenever the
 * run is set); update () shows it. A button leads to the plan, where all else is decided. Owned by
 * the step or view that shows the run; main thread. */
#include "um-config.h"
#include "um-run-offers.h"
#include "um-run-prospect.h"
#include "um-words.h"

#include <glib/gi18n.h>

struct _UmRunOffers
{
  GtkWidget parent_instance;

  UmEngine *engine;        /* (nullable) */
  UmRun *run;              /* (nullable) */
  UmRunProspect *prospect; /* (nullable): until it is known */
  GPtrArray *chosen;       /* (nullable): of char *, ended by NULL */
  char *sentence;          /* (nullable) */
  GCancellable *cancellable;

  GtkWidget *retry_button;
  GtkWidget *undo_button;
};

G_DEFINE_FINAL_TYPE (UmRunOffers, um_run_offers, GTK_TYPE_WIDGET)

static guint changed_signal;

static void
append_sentence (GString *text, char *sentence)
{
  g_autofree char *owned = sentence;

  if (*owned == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, owned);
}

static char *
dup_sentence (UmRunOffers *self)
{
  GString *text = g_string_new (NULL);

  if (self->prospect->of != NULL)
    append_sentence (text, um_words_run_of (self->run->relation, self->prospect->of));
  for (guint i = 0; i < self->prospect->by->len; i++)
    append_sentence (text, um_words_run_by (g_ptr_array_index (self->prospect->by, i)));
  if (!self->run->dry_run)
    append_sentence (text, um_words_undo_outlook (&self->prospect->undo));
  return g_string_free (text, FALSE);
}

/* Why no plan can be made on the source now. (transfer full) (nullable) */
static char *
dup_obstacle (UmRunOffers *self)
{
  UmSourceState *source = um_engine_find_source (self->engine, self->run->source_id);
  g_autoptr (GError) error = NULL;

  if (source == NULL)
    error = g_error_new_literal (UM_PROBLEM, UM_PROBLEM_NO_SUCH_SOURCE, self->run->source_name);
  else if (um_source_state_get_runner (source) != NULL)
    error = g_error_new_literal (UM_PROBLEM, UM_PROBLEM_BUSY, self->run->source_name);
  return error != NULL ? um_words_problem_whole (error) : NULL;
}

static void
update_undo (UmRunOffers *self, const char *obstacle)
{
  gboolean possible = um_run_offers_can_undo (self);
  guint n = self->chosen != NULL ? self->chosen->len - 1 : 0;
  g_autofree char *number = um_words_number (n);
  g_autofree char *label = NULL;

  /* Translators: %s is a number of results of a run that are selected */
  label = n > 0 ? g_strdup_printf (
            g_dngettext (GETTEXT_PACKAGE, "_Undo %s Selected…", "_Undo %s Selected…", n), number)
                : g_strdup (_ ("_Undo Run…"));
  gtk_button_set_label (GTK_BUTTON (self->undo_button), label);
  gtk_widget_set_visible (self->undo_button, self->prospect->can_undo);
  gtk_widget_set_sensitive (self->undo_button, possible && obstacle == NULL);
  gtk_widget_set_tooltip_text (self->undo_button, !possible ? self->sentence : obstacle);
}

static void
update (UmRunOffers *self)
{
  g_autofree char *obstacle = NULL;

  if (self->prospect == NULL)
    {
      gtk_widget_set_visible (self->retry_button, FALSE);
      gtk_widget_set_visible (self->undo_button, FALSE);
      return;
    }
  obstacle = dup_obstacle (self);
  gtk_widget_set_visible (self->retry_button, self->prospect->can_retry);
  gtk_widget_set_sensitive (self->retry_button, obstacle == NULL);
  gtk_widget_set_tooltip_text (self->retry_button, obstacle);
  update_undo (self, obstacle);
}

static void
prospect_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  UmRunOffers *self = user_data;
  g_autoptr (GError) error = NULL;
  UmRunProspect *prospect = um_run_prospect_finish (UM_ENGINE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer (&self->prospect, um_run_prospect_free);
  g_clear_pointer (&self->sentence, g_free);
  self->prospect = prospect;
  self->sentence = prospect != NULL ? dup_sentence (self) : um_words_problem_whole (error);
  update (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
make (UmRunOffers *self, UmPlanRelation relation, const char *const *entries)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "page.make-of", "(sss^as)", self->run->source_id,
                              um_plan_relation_to_nick (relation), self->run->id, entries);
}

static void
retry_cb (UmRunOffers *self)
{
  const char *const none[] = { NULL };

  make (self, UM_OF_RETRY, none);
}

static void
undo_cb (UmRunOffers *self)
{
  const char *const none[] = { NULL };

  make (self, UM_OF_UNDO, self->chosen != NULL ? (const char *const *) self->chosen->pdata : none);
}

static void
forget (UmRunOffers *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->run, um_run_unref);
  g_clear_pointer (&self->prospect, um_run_prospect_free);
  g_clear_pointer (&self->chosen, g_ptr_array_unref);
  g_clear_pointer (&self->sentence, g_free);
}

static void
um_run_offers_dispose (GObject *object)
{
  UmRunOffers *self = UM_RUN_OFFERS (object);

  forget (self);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->retry_button, gtk_widget_unparent);
  g_clear_pointer (&self->undo_button, gtk_widget_unparent);
  G_OBJECT_CLASS (um_run_offers_parent_class)->dispose (object);
}

static void
um_run_offers_class_init (UmRunOffersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_run_offers_dispose;
  changed_signal = g_signal_new ("changed", UM_TYPE_RUN_OFFERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
um_run_offers_init (UmRunOffers *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 6);
  self->retry_button = gtk_button_new_with_mnemonic (_ ("_Retry Failed…"));
  self->undo_button = gtk_button_new_with_mnemonic (_ ("_Undo Run…"));
  g_signal_connect_object (self->retry_button, "clicked", G_CALLBACK (retry_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->undo_button, "clicked", G_CALLBACK (undo_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->retry_button, GTK_WIDGET (self));
  gtk_widget_set_parent (self->undo_button, GTK_WIDGET (self));
  update (self);
}

/**
 * um_run_offers_new:
 *
 * Returns: the buttons of no run
 */
GtkWidget *
um_run_offers_new (void)
{
  return g_object_new (UM_TYPE_RUN_OFFERS, NULL);
}

void
um_run_offers_set_run (UmRunOffers *self, UmEngine *engine, const UmRun *run, GPtrArray *entries)
{
  g_return_if_fail (UM_IS_RUN_OFFERS (self));
  forget (self);
  g_set_object (&self->engine, engine);
  if (run != NULL && entries != NULL)
    {
      self->run = um_run_copy (run);
      self->cancellable = g_cancellable_new ();
      um_run_prospect_async (engine, run, entries, self->cancellable, prospect_cb, self);
    }
  update (self);
  g_signal_emit (self, changed_signal, 0);
}

const char *
um_run_offers_get_sentence (UmRunOffers *self)
{
  g_return_val_if_fail (UM_IS_RUN_OFFERS (self), "");
  return self->sentence != NULL ? self->sentence : "";
}

gboolean
um_run_offers_can_undo (UmRunOffers *self)
{
  g_return_val_if_fail (UM_IS_RUN_OFFERS (self), FALSE);
  return self->prospect != NULL && self->prospect->can_undo
         && self->prospect->undo.whole + self->prospect->undo.partly > 0;
}

gboolean
um_run_offers_is_undone (UmRunOffers *self)
{
  g_return_val_if_fail (UM_IS_RUN_OFFERS (self), FALSE);
  return self->prospect != NULL && self->prospect->undone;
}

void
um_run_offers_choose (UmRunOffers *self, GPtrArray *numbers)
{
  g_return_if_fail (UM_IS_RUN_OFFERS (self));
  g_clear_pointer (&self->chosen, g_ptr_array_unref);
  if (numbers != NULL && numbers->len > 0)
    {
      self->chosen = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; i < numbers->len; i++)
        g_ptr_array_add (self->chosen, g_strdup (g_ptr_array_index (numbers, i)));
      g_ptr_array_add (self->chosen, NULL);
    }
  update (self);
}
