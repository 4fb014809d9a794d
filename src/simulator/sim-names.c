/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SimNames: the name lists of all cultures, split once, and the drawing of a person's name by the
 * custom of its culture. Used while the organisation is made.
 */

#include "sim-names.h"

#include <string.h>

#include "sim-text.h"

/* One name in its three spellings. */
typedef struct
{
  char *native;
  char *latin;
  char *slug;
} Spelling;

typedef struct
{
  const SimCulture *culture;
  GArray *women;
  GArray *men;
  GArray *families[2]; /* women's form, men's form */
} Lists;

struct _SimNames
{
  GArray *lists; /* Lists */
  guint total_weight;
};

static const struct
{
  const SimCulture *cultures;
  const guint *n;
} regions[] = {
  { sim_cultures_west, &sim_n_cultures_west },
  { sim_cultures_east, &sim_n_cultures_east },
  { sim_cultures_asia, &sim_n_cultures_asia },
  { sim_cultures_south, &sim_n_cultures_south },
};

guint
sim_names_n_cultures (void)
{
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (regions); i++)
    n += *regions[i].n;
  return n;
}

/* Returns: (transfer none): culture number @culture of all regions */
const SimCulture *
sim_names_culture (guint culture)
{
  guint region = 0;

  while (culture >= *regions[region].n)
    culture -= *regions[region++].n;
  return &regions[region].cultures[culture];
}

static void
spelling_clear (gpointer data)
{
  Spelling *spelling = data;

  g_free (spelling->native);
  g_free (spelling->latin);
  g_free (spelling->slug);
}

/* Returns: (transfer full): form @form of `men/women`, with `_` as a blank */
static char *
pick_form (const char *text, guint form)
{
  g_auto (GStrv) forms = g_strsplit (text, "/", 2);

  return g_strdelimit (g_strdup (forms[1] != NULL && form == 0 ? forms[1] : forms[0]), "_", ' ');
}

/* Splits a list of names; @form 0 is women's form of family names, 1 is men's. */
static GArray *
split (const char *list, guint form)
{
  g_auto (GStrv) words = g_strsplit (list, " ", -1);
  GArray *spellings = g_array_new (FALSE, FALSE, sizeof (Spelling));

  g_array_set_clear_func (spellings, spelling_clear);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) sides = g_strsplit (words[i], "=", 2);
      Spelling spelling = { 0 };

      spelling.native = pick_form (sides[0], form);
      spelling.latin = pick_form (sides[1] != NULL ? sides[1] : sides[0], form);
      spelling.slug = sim_text_slug (spelling.latin);
      g_array_append_val (spellings, spelling);
    }
  return spellings;
}

SimNames *
sim_names_new (void)
{
  SimNames *self = g_new0 (SimNames, 1);

  self->lists = g_array_new (FALSE, FALSE, sizeof (Lists));
  for (guint i = 0; i < sim_names_n_cultures (); i++)
    {
      const SimCulture *culture = sim_names_culture (i);
      Lists lists = {
        .culture = culture,
        .women = split (culture->women, 1),
        .men = split (culture->men, 1),
        .families = { split (culture->families, 0), split (culture->families, 1) },
      };

      g_array_append_val (self->lists, lists);
      self->total_weight += culture->weight;
    }
  return self;
}

void
sim_names_free (SimNames *self)
{
  for (guint i = 0; i < self->lists->len; i++)
    {
      Lists *lists = &g_array_index (self->lists, Lists, i);

      g_array_unref (lists->women);
      g_array_unref (lists->men);
      g_array_unref (lists->families[0]);
      g_array_unref (lists->families[1]);
    }
  g_array_unref (self->lists);
  g_free (self);
}

static const Spelling *
draw (GArray *spellings, SimRandom *random)
{
  return &g_array_index (spellings, Spelling, sim_random_below (random, spellings->len));
}

static guint
draw_culture (SimNames *self, SimRandom *random)
{
  guint left = sim_random_below (random, self->total_weight);
  guint culture = 0;

  while (left >= g_array_index (self->lists, Lists, culture).culture->weight)
    left -= g_array_index (self->lists, Lists, culture++).culture->weight;
  return culture;
}

/* Writes the parts of a name in the order of the culture. */
static void
compose (SimName *name, SimCultureFlags flags, const char *given, const char *family)
{
  const char *blank = flags & SIM_CULTURE_JOINED ? "" : " ";
  gboolean family_first = (flags & SIM_CULTURE_FAMILY_FIRST) != 0;
  const char *first = family_first ? family : given;
  const char *second = family_first ? given : family;

  g_strlcpy (name->shown, first, sizeof name->shown);
  g_strlcat (name->shown, blank, sizeof name->shown);
  g_strlcat (name->shown, second, sizeof name->shown);
}

/* Writes the name of a culture with a script of its own in Latin letters, given name first. */
static void
compose_latin (SimName *name, SimCultureFlags flags, const Spelling *given, const Spelling *family)
{
  compose (name, flags & ~(SIM_CULTURE_FAMILY_FIRST | SIM_CULTURE_JOINED), given->latin,
           family->latin);
}

/**
 * sim_names_draw:
 * @plain: only ordinary Latin forms, so that everybody can read and type the name
 * @name: (out caller-allocates): the parts belong to @self
 */
void
sim_names_draw (SimNames *self, SimRandom *random, gboolean plain, SimName *name)
{
  guint culture = plain ? 0 : draw_culture (self, random);
  const Lists *lists = &g_array_index (self->lists, Lists, culture);
  SimCultureFlags flags = plain ? 0 : lists->culture->flags;
  guint man = sim_random_below (random, 2);
  const Spelling *given = draw (man ? lists->men : lists->women, random);
  const Spelling *family = draw (lists->families[man], random);

  name->culture = culture;
  name->given = given->slug;
  name->family = family->slug;

  if ((flags & SIM_CULTURE_SINGLE) && sim_random_chance (random, 0.3))
    {
      name->family = "";
      g_strlcpy (name->shown, flags & SIM_CULTURE_SCRIPT ? given->native : given->latin,
                 sizeof name->shown);
      return;
    }
  if ((flags & SIM_CULTURE_SCRIPT) && sim_random_chance (random, 0.5))
    compose_latin (name, flags, given, family);
  else
    compose (name, flags, given->native, family->native);

  if ((flags & SIM_CULTURE_TWO_FAMILIES) && sim_random_chance (random, 0.75))
    {
      g_strlcat (name->shown, " ", sizeof name->shown);
      g_strlcat (name->shown, draw (lists->families[man], random)->native, sizeof name->shown);
    }
  if ((flags & SIM_CULTURE_INITIAL) && sim_random_chance (random, 0.15))
    g_snprintf (name->shown, sizeof name->shown, "%s %c. %s", given->native,
                (char) ('A' + (int) sim_random_below (random, 23)), family->native);
}
