/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing several of many by their names: a button that tells what is chosen and opens a list to
 * search in and tick. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What can be chosen. */
typedef struct
{
  char *key; /* unique */
  char *name;
  char *folded; /* of the name, for the search */
} UmPickerItem;

/* Takes the strings it is given by copy. (transfer full) */
UmPickerItem *um_picker_item_new (const char *key, const char *name);
void um_picker_item_free (UmPickerItem *self);

#define UM_TYPE_FILTER_PICKER (um_filter_picker_get_type ())
G_DECLARE_FINAL_TYPE (UmFilterPicker, um_filter_picker, UM, FILTER_PICKER, GtkWidget)

/* Signals: "changed" (): by the user's hand; "opened" (): the list was opened, and may be filled
 * now. @any: what the button says while nothing is chosen. */
UmFilterPicker *um_filter_picker_new (const char *title, const char *any);
/* @items: (element-type UmPickerItem) (nullable): in the order of the list; NULL: not known yet. */
void um_filter_picker_set_items (UmFilterPicker *self, GPtrArray *items);
/* Keys and names of what is chosen, as many of both. */
void um_filter_picker_set_chosen (UmFilterPicker *self,
                                  const char *const *keys,
                                  const char *const *names);
/* (transfer none) (element-type utf8): keys in the order in which they were chosen. */
GPtrArray *um_filter_picker_get_chosen (UmFilterPicker *self);

G_END_DECLS
