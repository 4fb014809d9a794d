/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field of the Filter panel for what users are in: groups, directories, products, roles. */
#pragma once

#include "um-filter-field.h"

G_BEGIN_DECLS

#define UM_TYPE_FILTER_SET_FIELD (um_filter_set_field_get_type ())
G_DECLARE_FINAL_TYPE (UmFilterSetField, um_filter_set_field, UM, FILTER_SET_FIELD, UmFilterField)

/* @key: group, directory, product or role. @negated: users who are in none of the chosen ones. */
UmFilterField *um_filter_set_field_new (UmFilterKey key, gboolean negated, const char *title);

G_END_DECLS
