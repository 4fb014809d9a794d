/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with each field of a source's form. */
#pragma once

#include "um-engine.h"

G_BEGIN_DECLS

typedef enum
{
  UM_FIELD_NAME,
  UM_FIELD_URL,
  UM_FIELD_EMAIL,
  UM_FIELD_KEY,
  UM_FIELD_EXPIRES,
  UM_FIELD_API,
  UM_N_FIELDS,
} UmField;

/* Stands for a key that needn't be judged. */
#define UM_ANY_KEY "any"

/* The engine judges a source up to its first fault; this goes on to the faults of all fields.
 * @source: what was typed; @key: (nullable).
 * @faults: filled with UM_PROBLEM or NULL each.
 * Returns: (transfer full) (nullable): HOST_NOT_CONFIRMED where a host is to be asked about */
GError *um_source_faults_find (UmEngine *engine,
                               const UmSource *source,
                               const char *key,
                               GError *faults[UM_N_FIELDS]);
/* The field that a problem concerns, UM_N_FIELDS where none. */
UmField um_source_faults_get_field (const UmSource *source, const GError *problem);

G_END_DECLS
