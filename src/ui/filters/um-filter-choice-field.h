/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field of the Filter panel with one of few answers: login history, managed, synced. */
#pragma once

#include "um-filter-field.h"

G_BEGIN_DECLS

#define UM_TYPE_FILTER_CHOICE_FIELD (um_filter_choice_field_get_type ())
G_DECLARE_FINAL_TYPE (
  UmFilterChoiceField, um_filter_choice_field, UM, FILTER_CHOICE_FIELD, UmFilterField)

/* @key: login, managed or synced. */
UmFilterField *um_filter_choice_field_new (UmFilterKey key, const char *title);

G_END_DECLS
