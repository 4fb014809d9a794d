/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed into an entry for an address. No state; main thread. */
#include "um-address-entry.h"
#include "um-source.h"

#include <string.h>

/**
 * um_entry_dup_text:
 * @entry: an entry
 *
 * Returns: (transfer full): its text without blanks around it
 */
char *
um_entry_dup_text (GtkEditable *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (entry)));
}

/**
 * um_entry_has_text:
 * @entry: an entry
 *
 * Returns: whether something was typed
 */
gboolean
um_entry_has_text (GtkEditable *entry)
{
  g_autofree char *text = um_entry_dup_text (entry);

  return *text != '\0' && !g_str_equal (text, UM_ADDRESS_PREFIX);
}

/* An address that was pasted behind the scheme that stood there. */
static const char *
skip_double_scheme (const char *url)
{
  const char *rest = g_str_has_prefix (url, UM_ADDRESS_PREFIX) ? url + strlen (UM_ADDRESS_PREFIX)
                                                               : url;

  return g_str_has_prefix (rest, "https:") || g_str_has_prefix (rest, "http:") ? rest : url;
}

/**
 * um_address_entry_mend:
 * @entry: an entry for an address
 *
 * Puts in place of what was typed what was plainly meant.
 */
void
um_address_entry_mend (GtkEditable *entry)
{
  g_autofree char *text = um_entry_dup_text (entry);
  const char *url = skip_double_scheme (text);
  g_autofree char *origin = NULL;
  UmAddressFault fault = um_source_read_address (UM_SOURCE_JIRA, url, &origin, NULL);

  if (origin != NULL && (fault == UM_ADDRESS_NO_SCHEME || fault == UM_ADDRESS_HAS_PATH))
    gtk_editable_set_text (entry, origin);
  else if (url != text)
    gtk_editable_set_text (entry, url);
}

/**
 * um_address_is_at:
 * @typed: an address as it was typed
 * @origin: (nullable): an origin
 *
 * Returns: whether the address is there
 */
gboolean
um_address_is_at (const char *typed, const char *origin)
{
  g_autofree char *read = NULL;

  um_source_read_address (UM_SOURCE_JIRA, typed, &read, NULL);
  return read != NULL && g_strcmp0 (read, origin) == 0;
}
