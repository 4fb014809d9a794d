/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field of the Filter panel for text: full name, e-mail address. */
#pragma once

#include "um-filter-field.h"

G_BEGIN_DECLS

#define UM_TYPE_FILTER_TEXT_FIELD (um_filter_text_field_get_type ())
G_DECLARE_FINAL_TYPE (UmFilterTextField, um_filter_text_field, UM, FILTER_TEXT_FIELD, UmFilterField)

UmFilterField *
um_filter_text_field_new (UmFilterKey key, const char *title, const char *placeholder);

G_END_DECLS
