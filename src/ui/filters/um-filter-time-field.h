/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field of the Filter panel for a time: last login, added. */
#pragma once

#include "um-filter-field.h"

G_BEGIN_DECLS

#define UM_TYPE_FILTER_TIME_FIELD (um_filter_time_field_get_type ())
G_DECLARE_FINAL_TYPE (UmFilterTimeField, um_filter_time_field, UM, FILTER_TIME_FIELD, UmFilterField)

/* @key: last-login or added. */
UmFilterField *um_filter_time_field_new (UmFilterKey key, const char *title);

G_END_DECLS
