/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the fields of the Filter panel have in common: their title, and that what they are shown
 * isn't taken for the user's hand. Owned by the panel; main thread. */
#include "um-filter-field.h"

typedef struct
{
  UmFilterKey key;
  gboolean showing; /* what changes now is not by the user's hand */
  GtkWidget *box;
  GtkWidget *title;
} UmFilterFieldPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (UmFilterField, um_filter_field, GTK_TYPE_WIDGET)

#define PRIVATE(self) \
  ((UmFilterFieldPrivate *) um_filter_field_get_instance_private (UM_FILTER_FIELD (self)))

static guint changed_signal;

static void
um_filter_field_dispose (GObject *object)
{
  g_clear_pointer (&PRIVATE (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_filter_field_parent_class)->dispose (object);
}

static void
um_filter_field_class_init (UmFilterFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_filter_field_dispose;
  changed_signal = g_signal_new ("changed", UM_TYPE_FILTER_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
um_filter_field_init (UmFilterField *self)
{
  UmFilterFieldPrivate *private = PRIVATE (self);

  private->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  private->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (private->title), 0);
  gtk_label_set_wrap (GTK_LABEL (private->title), TRUE);
  gtk_box_append (GTK_BOX (private->box), private->title);
  gtk_widget_set_parent (private->box, GTK_WIDGET (self));
}

/**
 * um_filter_field_set_up:
 * @self: a field
 * @key: what it asks for
 * @title: its title, an underscore before the letter that is underlined
 */
void
um_filter_field_set_up (UmFilterField *self, UmFilterKey key, const char *title)
{
  g_return_if_fail (UM_IS_FILTER_FIELD (self));
  PRIVATE (self)->key = key;
  gtk_label_set_text_with_mnemonic (GTK_LABEL (PRIVATE (self)->title), title);
}

/**
 * um_filter_field_add:
 * @self: a field
 * @child: (transfer floating): stands below what is there
 */
void
um_filter_field_add (UmFilterField *self, GtkWidget *child)
{
  g_return_if_fail (UM_IS_FILTER_FIELD (self));
  gtk_box_append (GTK_BOX (PRIVATE (self)->box), child);
}

/**
 * um_filter_field_label:
 * @self: a field
 * @input: what the title stands for and its underlined letter goes to
 */
void
um_filter_field_label (UmFilterField *self, GtkWidget *input)
{
  g_return_if_fail (UM_IS_FILTER_FIELD (self));
  gtk_label_set_mnemonic_widget (GTK_LABEL (PRIVATE (self)->title), input);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (input), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  PRIVATE (self)->title, NULL, -1);
}

/**
 * um_filter_field_dup_title:
 * @self: a field
 *
 * Returns: (transfer full): its title for reading
 */
char *
um_filter_field_dup_title (UmFilterField *self)
{
  g_return_val_if_fail (UM_IS_FILTER_FIELD (self), NULL);
  return g_strdup (gtk_label_get_text (GTK_LABEL (PRIVATE (self)->title)));
}

/**
 * um_filter_field_changed:
 * @self: a field
 *
 * Tells of it by "changed", unless it follows from what the field is shown.
 */
void
um_filter_field_changed (UmFilterField *self)
{
  g_return_if_fail (UM_IS_FILTER_FIELD (self));
  if (!PRIVATE (self)->showing)
    g_signal_emit (self, changed_signal, 0);
}

/**
 * um_filter_field_get_key:
 * @self: a field
 *
 * Returns: what it asks for
 */
UmFilterKey
um_filter_field_get_key (UmFilterField *self)
{
  g_return_val_if_fail (UM_IS_FILTER_FIELD (self), UM_N_KEYS);
  return PRIVATE (self)->key;
}

/**
 * um_filter_field_set_source:
 * @self: a field
 * @source: (nullable): whose groups, lists and the like it offers
 * @known: whom the source can ask
 */
void
um_filter_field_set_source (UmFilterField *self, UmSourceState *source, UmFilterKnown known)
{
  UmFilterFieldPrivate *private = PRIVATE (self);

  g_return_if_fail (UM_IS_FILTER_FIELD (self));
  private->showing = TRUE;
  if (UM_FILTER_FIELD_GET_CLASS (self)->set_source != NULL)
    UM_FILTER_FIELD_GET_CLASS (self)->set_source (self, source, known);
  private->showing = FALSE;
}

/**
 * um_filter_field_can_show:
 * @self: a field
 * @part: a part of a filter
 *
 * Returns: whether the field can show it without losing anything of it
 */
gboolean
um_filter_field_can_show (UmFilterField *self, const UmFilter *part)
{
  g_return_val_if_fail (UM_IS_FILTER_FIELD (self), FALSE);
  return UM_FILTER_FIELD_GET_CLASS (self)->can_show (self, part);
}

/**
 * um_filter_field_show:
 * @self: a field
 * @part: (nullable): a part that it can show; %NULL: none
 *
 * What it shows already is left alone: the text that is being typed, and how it is typed.
 */
void
um_filter_field_show (UmFilterField *self, const UmFilter *part)
{
  UmFilterFieldPrivate *private = PRIVATE (self);
  g_autoptr (UmFilter) shown = um_filter_field_dup_part (self);

  g_return_if_fail (UM_IS_FILTER_FIELD (self));
  if (part == NULL ? shown == NULL : shown != NULL && um_filter_equal (shown, part))
    return;
  private->showing = TRUE;
  UM_FILTER_FIELD_GET_CLASS (self)->show (self, part);
  private->showing = FALSE;
}

/**
 * um_filter_field_reset:
 * @self: a field
 *
 * Nothing is set, nor half typed, any more.
 */
void
um_filter_field_reset (UmFilterField *self)
{
  g_return_if_fail (UM_IS_FILTER_FIELD (self));
  PRIVATE (self)->showing = TRUE;
  UM_FILTER_FIELD_GET_CLASS (self)->show (self, NULL);
  PRIVATE (self)->showing = FALSE;
}

/**
 * um_filter_field_dup_part:
 * @self: a field
 *
 * Returns: (transfer full) (nullable): the part as it is set
 */
UmFilter *
um_filter_field_dup_part (UmFilterField *self)
{
  g_return_val_if_fail (UM_IS_FILTER_FIELD (self), NULL);
  return UM_FILTER_FIELD_GET_CLASS (self)->dup_part (self);
}

/**
 * um_filter_field_fits:
 * @part: a part of a filter
 * @key: a key
 * @kinds: 1 << UmValueKind of each kind that a value may be of
 * @most_values: how many values it may have
 *
 * Returns: whether it is such a condition
 */
gboolean
um_filter_field_fits (const UmFilter *part, UmFilterKey key, guint kinds, guint most_values)
{
  if (um_filter_get_kind (part) != UM_FILTER_CONDITION || um_filter_get_key (part) != key
      || um_filter_get_n_values (part) > most_values)
    return FALSE;
  for (guint i = 0; i < um_filter_get_n_values (part); i++)
    if ((kinds & 1u << um_filter_get_value (part, i)->kind) == 0)
      return FALSE;
  return TRUE;
}
