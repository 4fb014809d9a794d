/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be said of a typed source without a server. Main thread. */
#include "um-engine-private.h"

#include "um-keyring.h"
#include "um-problem.h"

#include <string.h>

#define MAX_KEY 4096 /* bytes; Atlassian's keys have a few hundred */

static gboolean
fail (GError **error, UmProblem problem, const char *argument)
{
  g_set_error_literal (error, UM_PROBLEM, problem, argument != NULL ? argument : "");
  return FALSE;
}

static void
trim (char **text)
{
  if (*text != NULL)
    g_strstrip (*text);
}

static gboolean
has_control (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_iscntrl (g_utf8_get_char (p)))
      return TRUE;
  return FALSE;
}

static gboolean
validate_name (UmEngine *self, UmSource *source, GError **error)
{
  g_autofree char *folded = NULL;
  UmSourceState *other;

  trim (&source->name);
  if (source->name == NULL || !g_utf8_validate (source->name, -1, NULL) || *source->name == '\0'
      || has_control (source->name))
    return fail (error, UM_PROBLEM_NAME_MISSING, NULL);
  folded = um_text_fold (source->name);
  if (*folded == '\0')
    return fail (error, UM_PROBLEM_NAME_MISSING, NULL);
  other = um_engine_find_source (self, source->name);
  if (other != NULL && strcmp (um_source_state_get_source (other)->id, source->id) != 0)
    return fail (error, UM_PROBLEM_NAME_TAKEN, source->name);
  return TRUE;
}

static char *
dup_scheme (const char *text)
{
  return g_strndup (text, strcspn (text, ":"));
}

/* The host of "scheme://host[:port][/…]", as it was typed. */
static char *
dup_host (const char *text)
{
  const char *start = strstr (text, "://");

  start = start != NULL ? start + strlen ("://") : text;
  return g_strndup (start, strcspn (start, "/?#"));
}

/* @host_ok may name several hosts, separated by blanks: that of the site and that of the API. */
static gboolean
is_confirmed (const char *host_ok, const char *host)
{
  g_auto (GStrv) hosts = host_ok != NULL ? g_strsplit (host_ok, " ", -1) : NULL;

  return hosts != NULL && g_strv_contains ((const char *const *) hosts, host);
}

/* Reads *@url as an address and puts its origin in its place. */
static gboolean
validate_address (UmSource *source, UmSourceKind kind, char **url, GError **error)
{
  g_autofree char *origin = NULL;
  g_autofree char *scheme = NULL;
  g_autofree char *host = NULL;
  gboolean foreign;
  UmAddressFault fault = um_source_read_address (kind, *url, &origin, &foreign);

  switch (fault)
    {
    case UM_ADDRESS_EMPTY:
      return fail (error, UM_PROBLEM_ADDRESS_MISSING, NULL);
    case UM_ADDRESS_NO_SCHEME:
      return fail (error, UM_PROBLEM_ADDRESS_NO_SCHEME, origin);
    case UM_ADDRESS_INSECURE:
      host = dup_host (*url);
      return fail (error, UM_PROBLEM_ADDRESS_INSECURE, host);
    case UM_ADDRESS_OTHER_SCHEME:
      scheme = dup_scheme (*url);
      return fail (error, UM_PROBLEM_ADDRESS_OTHER_SCHEME, scheme);
    case UM_ADDRESS_HAS_PATH:
      return fail (error, UM_PROBLEM_ADDRESS_HAS_PATH, origin);
    case UM_ADDRESS_HAS_USER:
      return fail (error, UM_PROBLEM_ADDRESS_HAS_USER, NULL);
    case UM_ADDRESS_FINE:
      break;
    case UM_ADDRESS_NOT_AN_ADDRESS:
    default:
      return fail (error, UM_PROBLEM_ADDRESS_NOT_AN_ADDRESS, NULL);
    }
  host = dup_host (origin);
  if (foreign && !is_confirmed (source->host_ok, host))
    return fail (error, UM_PROBLEM_HOST_NOT_CONFIRMED, host);
  g_free (*url);
  *url = g_steal_pointer (&origin);
  return TRUE;
}

/* A colon would end the user name of Basic authentication (RFC 7617). */
static gboolean
is_plausible_email (const char *email)
{
  const char *at = strchr (email, '@');

  if (!g_utf8_validate (email, -1, NULL) || at == NULL || at == email || at[1] == '\0'
      || strchr (at + 1, '@') != NULL || strchr (email, ':') != NULL)
    return FALSE;
  for (const char *p = email; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        return FALSE;
    }
  return TRUE;
}

static gboolean
validate_email (UmSource *source, GError **error)
{
  trim (&source->email);
  if (source->email == NULL || *source->email == '\0')
    {
      g_clear_pointer (&source->email, g_free);
      return source->kind == UM_SOURCE_ACCESS || fail (error, UM_PROBLEM_EMAIL_MISSING, NULL);
    }
  return is_plausible_email (source->email) || fail (error, UM_PROBLEM_EMAIL_NOT_AN_EMAIL, NULL);
}

static gboolean
is_plausible_key (const char *key)
{
  gsize length = strlen (key);

  if (length > MAX_KEY)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (key[i]))
      return FALSE;
  return TRUE;
}

char *
um_engine_trim_key (const char *key)
{
  char *copy = um_keyring_copy_key (key);

  g_strstrip (copy);
  return copy;
}

void
um_engine_free_key (char *key)
{
  um_keyring_free_key (key);
}

gboolean
um_engine_is_same_place (const UmSource *a, const UmSource *b)
{
  return a->kind == b->kind && g_strcmp0 (a->api_url, b->api_url) == 0
         && (a->kind == UM_SOURCE_ACCESS || g_strcmp0 (a->url, b->url) == 0);
}

static gboolean
validate_key (UmEngine *self, UmSource *source, const char *key, GError **error)
{
  UmSourceState *state = um_engine_find_state (self, source->id);
  char *trimmed;
  gboolean fine;

  if (source->demo)
    return TRUE;
  if (key == NULL && state != NULL
      && um_engine_is_same_place (um_source_state_get_source (state), source))
    return TRUE;
  if (key == NULL)
    return fail (error, UM_PROBLEM_KEY_MISSING, NULL);
  trimmed = um_engine_trim_key (key);
  if (*trimmed == '\0')
    fine = fail (error, UM_PROBLEM_KEY_MISSING, NULL);
  else
    fine = is_plausible_key (trimmed) || fail (error, UM_PROBLEM_KEY_NOT_A_KEY, NULL);
  um_keyring_free_key (trimmed);
  return fine;
}

/* The last second of the day a year from now, local time: a key made today may be that old
 * (ATLASSIAN.md §13). */
static gint64
get_last_expiry (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) then = g_date_time_add_years (now, 1);
  g_autoptr (GDateTime)
    end = g_date_time_new_local (g_date_time_get_year (then), g_date_time_get_month (then),
                                 g_date_time_get_day_of_month (then), 23, 59, 59);

  return g_date_time_to_unix (end);
}

static gboolean
validate_expiry (UmSource *source, GError **error)
{
  if (source->expires == UM_TIME_UNKNOWN)
    return TRUE;
  if (source->expires < g_get_real_time () / G_USEC_PER_SEC)
    return fail (error, UM_PROBLEM_DATE_PAST, NULL);
  return source->kind != UM_SOURCE_ACCESS || source->expires <= get_last_expiry ()
         || fail (error, UM_PROBLEM_DATE_TOO_FAR, NULL);
}

gboolean
um_engine_validate_source (UmEngine *self, UmSource *source, const char *key, GError **error)
{
  if (!validate_name (self, source, error))
    return FALSE;
  if (source->kind == UM_SOURCE_JIRA
      && !validate_address (source, UM_SOURCE_JIRA, &source->url, error))
    return FALSE;
  return validate_address (source, UM_SOURCE_ACCESS, &source->api_url, error)
         && validate_email (source, error) && validate_key (self, source, key, error)
         && validate_expiry (source, error);
}
