/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which row's address is of which domain. Domains are kept folded, as filters compare addresses.
 * Immutable once made; any thread. */
#include "um-domains-private.h"

#include <string.h>

struct _UmDomains
{
  UmDirectory *directory;
  GPtrArray *names; /* of char, NUL behind each: by number */
  guint32 *numbers; /* of each row's domain, or one of the two below */
};

/* A part of the directory's folded texts. */
typedef struct
{
  const char *text;
  gsize length;
  guint32 number;
} Part;

static guint
hash_part (gconstpointer key)
{
  const Part *part = key;
  guint hash = 5381;

  for (gsize i = 0; i < part->length; i++)
    hash = hash * 33 + (guchar) part->text[i];
  return hash;
}

static gboolean
equal_parts (gconstpointer a, gconstpointer b)
{
  const Part *first = a;
  const Part *second = b;

  return first->length == second->length && memcmp (first->text, second->text, first->length) == 0;
}

/* The number of a domain, a new one where it wasn't met before. */
static guint32
intern (UmDomains *self, GHashTable *known, const char *text, gsize length)
{
  Part part = { text, length, self->names->len };
  Part *found = g_hash_table_lookup (known, &part);

  if (found != NULL)
    return found->number;
  found = g_new (Part, 1);
  *found = part;
  g_hash_table_add (known, found);
  g_ptr_array_add (self->names, g_strndup (text, length));
  return part.number;
}

static guint32
find_number (UmDomains *self, GHashTable *known, guint row)
{
  gsize length = 0;
  const char *email = um_directory_get_folded (self->directory, row, UM_COLUMN_EMAIL, &length);
  const char *at;

  if (email == NULL || length == 0)
    return UM_DOMAIN_UNKNOWN;
  at = memrchr (email, '@', length);
  if (at == NULL || at + 1 == email + length)
    return UM_DOMAIN_NONE;
  return intern (self, known, at + 1, (gsize) (email + length - at - 1));
}

/**
 * um_domains_new:
 * @directory: a directory, which is kept
 *
 * Reads all addresses once: some tens of milliseconds for half a million users, so that it is made
 * on a worker.
 *
 * Returns: (transfer full): the domains
 */
UmDomains *
um_domains_new (UmDirectory *directory)
{
  UmDomains *self = g_atomic_rc_box_new0 (UmDomains);
  guint n_rows = um_directory_get_n_rows (directory);
  g_autoptr (GHashTable) known = g_hash_table_new_full (hash_part, equal_parts, g_free, NULL);

  self->directory = um_directory_ref (directory);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->numbers = g_new (guint32, n_rows + 1);
  for (guint row = 0; row < n_rows; row++)
    self->numbers[row] = find_number (self, known, row);
  return self;
}

/**
 * um_domains_ref:
 * @self: domains
 *
 * Returns: (transfer full): @self
 */
UmDomains *
um_domains_ref (UmDomains *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  UmDomains *self = data;

  um_directory_unref (self->directory);
  g_ptr_array_unref (self->names);
  g_free (self->numbers);
}

/**
 * um_domains_unref:
 * @self: (transfer full): domains
 */
void
um_domains_unref (UmDomains *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * um_domains_get_directory:
 * @self: domains
 *
 * Returns: (transfer none): whose they are
 */
UmDirectory *
um_domains_get_directory (UmDomains *self)
{
  return self->directory;
}

guint
um_domains_get_n (UmDomains *self)
{
  return self->names->len;
}

const char *
um_domains_get_name (UmDomains *self, guint number)
{
  return self->names->pdata[number];
}

const guint32 *
um_domains_get_numbers (UmDomains *self)
{
  return self->numbers;
}
