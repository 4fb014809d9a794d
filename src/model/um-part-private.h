/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking the pieces of a directory apart without trusting them. One thread. */
#pragma once

#include "um-directory-data.h"

G_BEGIN_DECLS

/* Adds @size bytes at @data, which live as long as @owner, without copying them. */
void um_part_add_array (
  GPtrArray *parts, const char *name, gconstpointer data, gsize size, UmDirectory *owner);
void um_part_add_variant (GPtrArray *parts, const char *name, GVariant *value);

/* The bytes of a piece, which is empty afterwards; NULL where there is none of the name. (transfer
 * full) */
GBytes *um_part_take (GPtrArray *parts, const char *name);
/* A piece of exactly @size bytes, at least one; NULL else. To be freed with g_free (). */
gpointer um_part_take_array (GPtrArray *parts, const char *name, gsize size);
/* A piece as an arena; NULL where there is none of the name. */
GByteArray *um_part_take_arena (GPtrArray *parts, const char *name);
/* A piece in the normal form of @type; NULL else. */
GVariant *um_part_take_variant (GPtrArray *parts, const char *name, const char *type);

G_END_DECLS
