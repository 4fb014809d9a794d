/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The field of the Filter panel for lists of users that were imported from files. */
#pragma once

#include "um-filter-field.h"

G_BEGIN_DECLS

#define UM_TYPE_FILTER_LIST_FIELD (um_filter_list_field_get_type ())
G_DECLARE_FINAL_TYPE (UmFilterListField, um_filter_list_field, UM, FILTER_LIST_FIELD, UmFilterField)

/* Import… activates "select.import" of the widgets around it. */
UmFilterField *um_filter_list_field_new (const char *title);

G_END_DECLS
