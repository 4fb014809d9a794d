/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One field of the Filter panel: a title, and below it what one kind of condition is set by. */
#pragma once

#include "um-filter-known.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_FILTER_FIELD (um_filter_field_get_type ())
G_DECLARE_DERIVABLE_TYPE (UmFilterField, um_filter_field, UM, FILTER_FIELD, GtkWidget)

/* A field stands for one part of a filter: for one condition, or what is negated of it. */
struct _UmFilterFieldClass
{
  GtkWidgetClass parent_class;

  /* Optional: offers what this source has. @source: (nullable) */
  void (*set_source) (UmFilterField *self, UmSourceState *source, UmFilterKnown known);
  /* Whether it can show this part, all of it. */
  gboolean (*can_show) (UmFilterField *self, const UmFilter *part);
  /* @part: (nullable): one that it can show; NULL: there is none. */
  void (*show) (UmFilterField *self, const UmFilter *part);
  /* The part as it is set; NULL: none. (transfer full) (nullable) */
  UmFilter *(*dup_part) (UmFilterField *self);
};

/* Signal "changed" (): by the user's hand. */

/* For those derived: the key; the title, with an underlined letter where @input is given, which the
 * title labels. */
void um_filter_field_set_up (UmFilterField *self, UmFilterKey key, const char *title);
void um_filter_field_add (UmFilterField *self, GtkWidget *child);
void um_filter_field_label (UmFilterField *self, GtkWidget *input);
void um_filter_field_changed (UmFilterField *self);
/* The title without the underlined letter's mark. (transfer full) */
char *um_filter_field_dup_title (UmFilterField *self);

/* For the panel. */
UmFilterKey um_filter_field_get_key (UmFilterField *self);
void um_filter_field_set_source (UmFilterField *self, UmSourceState *source, UmFilterKnown known);
gboolean um_filter_field_can_show (UmFilterField *self, const UmFilter *part);
void um_filter_field_show (UmFilterField *self, const UmFilter *part);
void um_filter_field_reset (UmFilterField *self);
UmFilter *um_filter_field_dup_part (UmFilterField *self);

/* Whether @part is a condition of this key all of whose values are of these kinds, by a mask of
 * 1 << UmValueKind. */
gboolean
um_filter_field_fits (const UmFilter *part, UmFilterKey key, guint kinds, guint most_values);

G_END_DECLS
