/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Domains by number, for counting. */
#pragma once

#include "um-value-counts.h"

G_BEGIN_DECLS

/* In place of a number: an address isn't known, or has no domain. */
#define UM_DOMAIN_UNKNOWN G_MAXUINT32
#define UM_DOMAIN_NONE    (G_MAXUINT32 - 1)

guint um_domains_get_n (UmDomains *self);
const char *um_domains_get_name (UmDomains *self, guint number);
/* By row. */
const guint32 *um_domains_get_numbers (UmDomains *self);

G_END_DECLS
