/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a profile says besides the name: invented for managed accounts from what else is known of
 * the person, unknown of the others, until an admin writes over it.
 */

#include "sim-profile.h"

#include <string.h>

#include "sim-company.h"
#include "sim-group-names.h"
#include "sim-people.h"
#include "sim-random.h"

static const char *const titles[] = {
  "Account Manager",
  "Analyst",
  "Architect",
  "Assistant",
  "Business Analyst",
  "Consultant",
  "Coordinator",
  "Data Analyst",
  "Designer",
  "Engineer",
  "Head of Operations",
  "Legal Counsel",
  "Manager",
  "Marketing Manager",
  "Office Manager",
  "Product Manager",
  "Product Owner",
  "Project Manager",
  "Recruiter",
  "Sales Manager",
  "Scrum Master",
  "Software Engineer",
  "Support Engineer",
  "System Administrator",
  "Technical Writer",
  "Test Engineer",
  "Trainer",
  "Working Student",
};

/* Returns: (transfer full): the first word of the name, or what was written in its place */
static char *
make_nickname (const SimStore *store, const SimUser *user)
{
  const char *name = sim_store_text (store, user->nickname != 0 ? user->nickname : user->name);
  g_autofree char *word = user->nickname != 0 ? g_strdup (name)
                                              : g_strndup (name, strcspn (name, " "));

  return g_utf8_substring (word, 0, MIN (g_utf8_strlen (word, -1), SIM_MOST_NICKNAME));
}

/* Returns: (transfer full): the city of a time zone */
static char *
make_city (const char *zone)
{
  const char *slash = strrchr (zone, '/');

  return g_strdelimit (g_strdup (slash != NULL ? slash + 1 : zone), "_", ' ');
}

/* Returns: (transfer full) (nullable): what was invented for a managed person */
static char *
invent (const SimStore *store, guint row, SimProfileField field)
{
  const SimUser *user = sim_store_user (store, row);
  SimRandom random = sim_random_new (store->seed + 21, row);
  guint drawn = sim_random_below (&random, 100);

  if (!(user->flags & SIM_USER_MANAGED) || user->added == 0 || drawn < 12)
    return NULL;
  switch (field)
    {
    case SIM_PROFILE_JOB_TITLE:
      return g_strdup (titles[sim_random_below (&random, G_N_ELEMENTS (titles))]);
    case SIM_PROFILE_DEPARTMENT:
      return sim_group_names_department (user->department);
    case SIM_PROFILE_LOCATION:
      return drawn < 40 ? NULL : make_city (sim_people_zone (user));
    case SIM_PROFILE_ORGANIZATION:
      return drawn < 70 ? NULL : g_strdup (SIM_COMPANY_NAME);
    default:
      return NULL;
    }
}

/* Returns: (transfer full) (nullable): a field of @row's profile */
char *
sim_profile_get (const SimStore *store, guint row, SimProfileField field)
{
  const SimUser *user = sim_store_user (store, row);
  char **written = g_hash_table_lookup (store->profiles, GUINT_TO_POINTER (row));

  if (field == SIM_PROFILE_NAME)
    return g_strdup (sim_store_text (store, user->name));
  if (field == SIM_PROFILE_NICKNAME)
    return make_nickname (store, user);
  if (written != NULL && written[field] != NULL)
    return g_strdup (written[field]);
  if (field == SIM_PROFILE_ZONE)
    return g_strdup (sim_people_zone (user));
  if (field == SIM_PROFILE_LOCALE)
    return g_strdelimit (g_strdup (sim_people_locale (user)), "_", '-');
  return invent (store, row, field);
}

/* Writes a field of @row's profile over. */
void
sim_profile_set (SimStore *store, guint row, SimProfileField field, const char *text)
{
  SimUser *user = sim_store_user (store, row);
  char **written = g_hash_table_lookup (store->profiles, GUINT_TO_POINTER (row));

  if (field == SIM_PROFILE_NAME)
    user->name = sim_arena_add (&store->text, text);
  else if (field == SIM_PROFILE_NICKNAME)
    user->nickname = sim_arena_add (&store->text, text);
  else
    {
      if (written == NULL)
        {
          written = g_new0 (char *, SIM_N_PROFILE_FIELDS);
          g_hash_table_insert (store->profiles, GUINT_TO_POINTER (row), written);
        }
      g_free (written[field]);
      written[field] = g_strdup (text);
      return;
    }
  store->names_version++;
}

typedef struct
{
  char *key;
  guint32 row;
} Named;

static int
compare_named (gconstpointer a, gconstpointer b)
{
  const Named *left = a, *right = b;
  int order = strcmp (left->key, right->key);

  return order != 0 ? order : (left->row > right->row) - (left->row < right->row);
}

/* Returns: (transfer none): all rows by nickname, whatever the case; kept until a name changes */
const GArray *
sim_profile_by_nickname (SimStore *store)
{
  guint n = store->users->len;
  g_autofree Named *named = NULL;

  if (store->by_nickname != NULL && store->by_nickname_version == store->names_version)
    return store->by_nickname;

  named = g_new (Named, n);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *nickname = make_nickname (store, sim_store_user (store, i));

      named[i] = (Named){ g_utf8_casefold (nickname, -1), i };
    }
  qsort (named, n, sizeof *named, compare_named);

  g_clear_pointer (&store->by_nickname, g_array_unref);
  store->by_nickname = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);
  store->by_nickname_version = store->names_version;
  for (guint i = 0; i < n; i++)
    {
      g_array_append_val (store->by_nickname, named[i].row);
      g_free (named[i].key);
    }
  return store->by_nickname;
}
