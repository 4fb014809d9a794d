/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field of the Filter panel with a box to tick for each code: user status, type. */
#pragma once

#include "um-filter-field.h"

G_BEGIN_DECLS

#define UM_TYPE_FILTER_CHECKS_FIELD (um_filter_checks_field_get_type ())
G_DECLARE_FINAL_TYPE (
  UmFilterChecksField, um_filter_checks_field, UM, FILTER_CHECKS_FIELD, UmFilterField)

/* @key: status or type. Which of them are offered follows from the source. */
UmFilterField *um_filter_checks_field_new (UmFilterKey key, const char *title);

G_END_DECLS
