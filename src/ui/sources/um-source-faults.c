/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with each field of a source's form. No state; main thread. */
#include "um-source-faults.h"
#include "um-problem.h"

#include <string.h>

static void
set_text (char **text, const char *value)
{
  g_free (*text);
  *text = g_strdup (value);
}

/* Puts what can't be at fault in place of a field, so that the next one is judged. */
static void
excuse (UmSource *source, UmField field)
{
  switch (field)
    {
    case UM_FIELD_NAME:
      g_free (source->name);
      source->name = g_uuid_string_random ();
      break;
    case UM_FIELD_URL:
      set_text (&source->url, "https://any.atlassian.net");
      break;
    case UM_FIELD_API:
      set_text (&source->api_url, UM_DEFAULT_API_URL);
      break;
    case UM_FIELD_EMAIL:
      set_text (&source->email, "any@any");
      break;
    case UM_FIELD_EXPIRES:
      source->expires = UM_TIME_UNKNOWN;
      break;
    case UM_FIELD_KEY:
    case UM_N_FIELDS:
    default:
      break;
    }
}

/* Which address a problem with one is about. */
static UmField
get_address_field (const UmSource *source)
{
  return source->kind == UM_SOURCE_JIRA
             && um_source_read_address (UM_SOURCE_JIRA, source->url, NULL, NULL) != UM_ADDRESS_FINE
           ? UM_FIELD_URL
           : UM_FIELD_API;
}

/* Which field names the server that doesn't answer as it should. Nobody mistypes what stands there
 * at first. */
static UmField
get_server_field (const UmSource *source)
{
  if (source->kind == UM_SOURCE_JIRA)
    return UM_FIELD_URL;
  return strcmp (source->api_url, UM_DEFAULT_API_URL) != 0 ? UM_FIELD_API : UM_N_FIELDS;
}

/**
 * um_source_faults_get_field:
 * @source: what was typed
 * @problem: what is wrong with it, or what its check said
 *
 * Returns: the field that it concerns, or %UM_N_FIELDS
 */
UmField
um_source_faults_get_field (const UmSource *source, const GError *problem)
{
  if (problem->domain != UM_PROBLEM)
    return UM_N_FIELDS;
  switch ((UmProblem) problem->code)
    {
    case UM_PROBLEM_NAME_MISSING:
    case UM_PROBLEM_NAME_TAKEN:
      return UM_FIELD_NAME;
    case UM_PROBLEM_ADDRESS_MISSING:
    case UM_PROBLEM_ADDRESS_NO_SCHEME:
    case UM_PROBLEM_ADDRESS_INSECURE:
    case UM_PROBLEM_ADDRESS_OTHER_SCHEME:
    case UM_PROBLEM_ADDRESS_HAS_PATH:
    case UM_PROBLEM_ADDRESS_HAS_USER:
    case UM_PROBLEM_ADDRESS_NOT_AN_ADDRESS:
      return get_address_field (source);
    case UM_PROBLEM_REDIRECTED:
    case UM_PROBLEM_NOT_JIRA:
    case UM_PROBLEM_NOT_ATLASSIAN:
    case UM_PROBLEM_OFFLINE:
    case UM_PROBLEM_TLS:
      return get_server_field (source);
    case UM_PROBLEM_EMAIL_MISSING:
    case UM_PROBLEM_EMAIL_NOT_AN_EMAIL:
      return UM_FIELD_EMAIL;
    case UM_PROBLEM_KEY_MISSING:
    case UM_PROBLEM_KEY_NOT_A_KEY:
    case UM_PROBLEM_KEY_REJECTED:
    case UM_PROBLEM_ORG_KEY_REJECTED:
    case UM_PROBLEM_KEY_DEAD:
    case UM_PROBLEM_FORBIDDEN:
    case UM_PROBLEM_CANT_BROWSE:
    case UM_PROBLEM_NO_ORGANISATION:
    case UM_PROBLEM_NO_KEY:
      return UM_FIELD_KEY;
    case UM_PROBLEM_DATE_NOT_A_DATE:
    case UM_PROBLEM_DATE_PAST:
    case UM_PROBLEM_DATE_TOO_FAR:
      return UM_FIELD_EXPIRES;
    default:
      return UM_N_FIELDS;
    }
}

/**
 * um_source_faults_find:
 * @engine: who judges
 * @source: what was typed
 * @key: (nullable): the key that was typed, %UM_ANY_KEY where none has to be
 * @faults: return location for the fault of each field
 *
 * Returns: (transfer full) (nullable): the question about a host that has to be confirmed
 */
GError *
um_source_faults_find (UmEngine *engine,
                       const UmSource *source,
                       const char *key,
                       GError *faults[UM_N_FIELDS])
{
  g_autoptr (UmSource) trial = um_source_copy (source);
  g_autoptr (GError) question = NULL;

  for (UmField field = 0; field < UM_N_FIELDS; field++)
    faults[field] = NULL;
  /* Each turn takes one fault, or one of two hosts, out of the way. */
  for (guint turn = 0; turn < UM_N_FIELDS + 2; turn++)
    {
      g_autoptr (GError) error = NULL;
      UmField field;

      if (um_engine_validate_source (engine, trial, key, &error))
        break;
      if (g_error_matches (error, UM_PROBLEM, UM_PROBLEM_HOST_NOT_CONFIRMED))
        {
          g_autofree char *hosts = g_strjoin (" ", error->message, trial->host_ok, NULL);

          set_text (&trial->host_ok, hosts);
          if (question == NULL)
            question = g_steal_pointer (&error);
          continue;
        }
      field = um_source_faults_get_field (trial, error);
      if (field == UM_N_FIELDS || faults[field] != NULL)
        break;
      faults[field] = g_steal_pointer (&error);
      excuse (trial, field);
      if (field == UM_FIELD_KEY)
        key = UM_ANY_KEY;
    }
  return g_steal_pointer (&question);
}
