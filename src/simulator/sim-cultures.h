/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The names that people of the simulated organisation bear, by the custom of a place. Lists are
 * blank-separated; `_` stands for a blank inside a name, `native=ascii` gives the Latin form that
 * an e-mail address uses, `men/women` the two forms of a family name.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SIM_CULTURE_FAMILY_FIRST = 1 << 0, /* 王伟, Nagy Péter */
  SIM_CULTURE_JOINED = 1 << 1,       /* no blank between the parts */
  SIM_CULTURE_TWO_FAMILIES = 1 << 2, /* Ana María Ruiz Peña */
  SIM_CULTURE_SINGLE = 1 << 3,       /* some bear one name only */
  SIM_CULTURE_INITIAL = 1 << 4,      /* some show a middle initial */
  SIM_CULTURE_SCRIPT = 1 << 5,       /* own script; about half show the Latin form instead */
} SimCultureFlags;

typedef struct
{
  guint weight;
  SimCultureFlags flags;
  const char *locale;
  const char *zone;
  const char *women;
  const char *men;
  const char *families;
} SimCulture;

extern const SimCulture sim_cultures_west[];
extern const guint sim_n_cultures_west;
extern const SimCulture sim_cultures_east[];
extern const guint sim_n_cultures_east;
extern const SimCulture sim_cultures_asia[];
extern const guint sim_n_cultures_asia;
extern const SimCulture sim_cultures_south[];
extern const guint sim_n_cultures_south;

G_END_DECLS
