/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what um_proposal_add_access () saves of a user who is removed: a JSON object of arrays of
 * {id, name}. Any thread. */
#include "um-saved-access.h"

#include "um-json.h"

#include <string.h>

static const char *
get_member (UmSet set)
{
  switch (set)
    {
    case UM_SET_GROUPS:
      return "groups";
    case UM_SET_ROLES:
      return "roles";
    case UM_SET_PRODUCTS:
      return "products";
    default:
      return NULL;
    }
}

static void
add_names (GStrvBuilder *names, JsonArray *things)
{
  guint n_things = things != NULL ? json_array_get_length (things) : 0;

  for (guint i = 0; i < n_things; i++)
    {
      JsonObject *thing = um_json_get_object (json_array_get_element (things, i));
      const char *name = um_json_string (thing, "name");

      if (name == NULL || *name == '\0')
        name = um_json_string (thing, "id");
      if (name != NULL)
        g_strv_builder_add (names, name);
    }
}

char **
um_saved_access_dup_names (const UmRunEntry *entry, UmSet set)
{
  const char *member = get_member (set);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) saved = NULL;

  if (entry->kind == UM_STEP_DIRECTORY_REMOVE && entry->argument != NULL && member != NULL)
    {
      bytes = g_bytes_new_static (entry->argument, strlen (entry->argument));
      saved = um_json_parse (bytes, NULL);
      add_names (names, um_json_array (um_json_get_object (saved), member));
    }
  return g_strv_builder_end (names);
}
