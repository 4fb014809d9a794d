/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The parameters of an address, decoded, in their order; a name may come several times. */
typedef struct
{
  struct
  {
    char *name;
    char *value;
  } * pairs;
  guint n;
  char *text; /* names and values lie in it */
} SimQuery;

gboolean sim_query_parse (SimQuery *self, const char *text);
void sim_query_clear (SimQuery *self);
const char *sim_query_get (const SimQuery *self, const char *name);
guint sim_query_count (const SimQuery *self, const char *name);
gboolean sim_query_has (const SimQuery *self, const char *name, const char *value);

G_END_DECLS
