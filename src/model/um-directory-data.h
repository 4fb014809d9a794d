/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A directory as named pieces of bytes, for whoever keeps it on a disk, and back again. */
#pragma once

#include "um-directory.h"

G_BEGIN_DECLS

/* The form of the pieces; what bears another number isn't read. */
#define UM_DIRECTORY_DATA_VERSION 3

/* The piece that names the products. */
#define UM_DIRECTORY_PART_PRODUCTS "products.things"

typedef struct
{
  char *name;
  GBytes *bytes;
} UmDirectoryPart;

UmDirectoryPart *um_directory_part_new (const char *name, GBytes *bytes);
void um_directory_part_free (UmDirectoryPart *self);

GPtrArray *um_directory_serialize (UmDirectory *self);
UmDirectory *um_directory_deserialize (GPtrArray *parts);
char **um_directory_peek_sites (GPtrArray *parts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmDirectoryPart, um_directory_part_free)

G_END_DECLS
