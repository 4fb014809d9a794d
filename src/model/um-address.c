/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the address of a site or an API as people type and paste it. Stricter than a URI parser on
 * purpose: a key goes to what comes out of here, so whatever two readers could read differently is
 * refused. */
#include "um-source.h"

#include <string.h>

#define MAX_HOST  253
#define MAX_LABEL 63

typedef struct
{
  char *host; /* lower case, ASCII; an IPv6 address in brackets */
  guint port; /* 0: none typed */
  gboolean loopback;
} Place;

static void
place_clear (Place *place)
{
  g_clear_pointer (&place->host, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

/* Blanks inside, control and format characters, and the backslash that browsers take for a slash.
 */
static gboolean
is_readable (const char *text)
{
  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\\' || !g_unichar_isgraph (c) || g_unichar_iszerowidth (c))
        return FALSE;
    }
  return TRUE;
}

static char *
dup_stripped (const char *text)
{
  const char *start = text, *end;

  if (!g_utf8_validate (text, -1, NULL))
    return g_strdup (text);
  while (*start != '\0' && g_unichar_isspace (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  end = start + strlen (start);
  while (end > start && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (end))))
    end = g_utf8_prev_char (end);
  return g_strndup (start, end - start);
}

static gboolean
is_label (const char *label)
{
  gsize length = strlen (label);

  if (length == 0 || length > MAX_LABEL || label[0] == '-' || label[length - 1] == '-')
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isalnum (label[i]) && label[i] != '-' && label[i] != '_')
      return FALSE;
  return TRUE;
}

/* "127.1", "0x7f000001" and "2130706433" are addresses to some resolvers: only the usual form is
 * one here. */
static gboolean
is_numeric_label (const char *label)
{
  if (g_str_has_prefix (label, "0x"))
    return label[2 + strspn (label + 2, "0123456789abcdef")] == '\0';
  return label[strspn (label, "0123456789")] == '\0';
}

static gboolean
read_ip (const char *text, GSocketFamily family, Place *place)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (text);
  g_autofree char *plain = NULL;

  if (address == NULL || g_inet_address_get_family (address) != family)
    return FALSE;
  plain = g_inet_address_to_string (address);
  place->loopback = g_inet_address_get_is_loopback (address);
  place->host = family == G_SOCKET_FAMILY_IPV6 ? g_strconcat ("[", plain, "]", NULL)
                                               : g_steal_pointer (&plain);
  return TRUE;
}

/* Letters of any script, and the full stops that names in Chinese and Japanese are typed with. A
 * sign that looks like a slash or a question mark would make a name look like an address on another
 * host. */
static gboolean
is_name (const char *text)
{
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean is_stop = c == 0x3002 || c == 0xff0e || c == 0xff61;

      if (c >= 0x80 && !is_stop && !g_unichar_isalnum (c) && !g_unichar_ismark (c))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_name (const char *text, Place *place)
{
  g_autofree char *ascii = is_name (text) ? g_hostname_to_ascii (text) : NULL;
  g_autofree char *name = NULL;
  g_auto (GStrv) labels = NULL;
  guint n_labels;

  if (ascii == NULL)
    return FALSE;
  name = g_ascii_strdown (ascii, -1);
  if (g_str_has_suffix (name, "."))
    name[strlen (name) - 1] = '\0';
  if (strlen (name) > MAX_HOST)
    return FALSE;
  labels = g_strsplit (name, ".", -1);
  n_labels = g_strv_length (labels);
  if (n_labels == 0)
    return FALSE;
  for (guint i = 0; i < n_labels; i++)
    if (!is_label (labels[i]))
      return FALSE;
  if (is_numeric_label (labels[n_labels - 1]))
    return read_ip (name, G_SOCKET_FAMILY_IPV4, place);
  place->loopback = g_str_equal (name, "localhost");
  place->host = g_steal_pointer (&name);
  return TRUE;
}

static gboolean
read_port (const char *text, Place *place)
{
  guint64 port = 0;

  if (*text == '\0')
    return TRUE;
  if (*text++ != ':')
    return FALSE;
  if (*text != '\0' && !g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT16, &port, NULL))
    return FALSE;
  place->port = port;
  return TRUE;
}

static gboolean
read_place (const char *authority, Place *place)
{
  const char *end;
  g_autofree char *host = NULL;

  if (*authority == '[')
    {
      end = strchr (authority, ']');
      if (end == NULL)
        return FALSE;
      host = g_strndup (authority + 1, end - authority - 1);
      return read_ip (host, G_SOCKET_FAMILY_IPV6, place) && read_port (end + 1, place);
    }
  end = authority + strcspn (authority, ":");
  host = g_strndup (authority, end - authority);
  return read_name (host, place) && read_port (end, place);
}

/* Length of "scheme" where @text starts with one; "host:8080" starts with none. */
static gsize
measure_scheme (const char *text)
{
  gsize length = 0;

  if (!g_ascii_isalpha (text[0]))
    return 0;
  while (g_ascii_isalnum (text[length]) || (text[length] != '\0' && strchr ("+-.", text[length])))
    length++;
  if (text[length] != ':' || g_ascii_isdigit (text[length + 1]))
    return 0;
  return length;
}

static gboolean
is_foreign (UmSourceKind kind, const Place *place)
{
  if (place->loopback)
    return FALSE;
  if (kind == UM_SOURCE_ACCESS)
    return !g_str_equal (place->host, "api.atlassian.com");
  return !g_str_has_suffix (place->host, ".atlassian.net")
         && !g_str_has_suffix (place->host, ".jira.com");
}

static char *
make_origin (const char *scheme, const Place *place)
{
  guint usual = g_str_equal (scheme, "http") ? 80 : 443;

  if (place->port == 0 || place->port == usual)
    return g_strdup_printf ("%s://%s", scheme, place->host);
  return g_strdup_printf ("%s://%s:%u", scheme, place->host, place->port);
}

/* @scheme: lower case, NULL where none was typed. @origin stays NULL where what was meant isn't
 * plain. */
static UmAddressFault
judge (const char *scheme, const Place *place, gboolean has_path, char **origin)
{
  if (scheme == NULL)
    {
      if (!place->loopback && strpbrk (place->host, ".[") == NULL)
        return UM_ADDRESS_NOT_AN_ADDRESS;
      *origin = make_origin (place->loopback ? "http" : "https", place);
      return UM_ADDRESS_NO_SCHEME;
    }
  if (g_str_equal (scheme, "http") && !place->loopback)
    {
      if (place->port == 0 || place->port == 80)
        *origin = g_strdup_printf ("https://%s", place->host);
      return UM_ADDRESS_INSECURE;
    }
  *origin = make_origin (scheme, place);
  return has_path ? UM_ADDRESS_HAS_PATH : UM_ADDRESS_FINE;
}

static UmAddressFault
read_text (UmSourceKind kind, const char *text, char **origin, gboolean *foreign)
{
  g_auto (Place) place = { NULL };
  g_autofree char *scheme = NULL, *authority = NULL;
  gsize length = measure_scheme (text);
  const char *rest = text;

  if (length > 0)
    {
      scheme = g_ascii_strdown (text, length);
      rest = text + length + 1;
      if (!g_str_equal (scheme, "http") && !g_str_equal (scheme, "https"))
        return !g_str_has_prefix (rest, "//") && strchr (rest, '@') != NULL
                 ? UM_ADDRESS_HAS_USER
                 : UM_ADDRESS_OTHER_SCHEME;
      if (rest[0] != '\0' && !g_str_has_prefix (rest, "//"))
        return UM_ADDRESS_NOT_AN_ADDRESS;
    }
  if (g_str_has_prefix (rest, "//"))
    rest += 2;
  if (*rest == '\0')
    return UM_ADDRESS_EMPTY;
  authority = g_strndup (rest, strcspn (rest, "/?#"));
  rest += strlen (authority);
  if (strchr (authority, '@') != NULL)
    return UM_ADDRESS_HAS_USER;
  if (!read_place (authority, &place))
    return UM_ADDRESS_NOT_AN_ADDRESS;
  *foreign = is_foreign (kind, &place);
  return judge (scheme, &place, *rest != '\0' && !g_str_equal (rest, "/"), origin);
}

UmAddressFault
um_source_read_address (UmSourceKind kind, const char *text, char **origin, gboolean *foreign)
{
  g_autofree char *stripped = dup_stripped (text != NULL ? text : "");
  g_autofree char *found = NULL;
  gboolean is_other = TRUE;
  UmAddressFault fault;

  if (*stripped == '\0')
    fault = UM_ADDRESS_EMPTY;
  else if (!is_readable (stripped))
    fault = UM_ADDRESS_NOT_AN_ADDRESS;
  else
    fault = read_text (kind, stripped, &found, &is_other);
  if (origin != NULL)
    *origin = g_steal_pointer (&found);
  if (foreign != NULL)
    *foreign = is_other;
  return fault;
}
