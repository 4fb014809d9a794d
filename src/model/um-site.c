/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which site a product of an organisation is on. Its id is an ARI,
 * "ari:cloud:<product>::site/<cloud id>", and the cloud id is what stands behind its last slash
 * (ATLASSIAN.md §5). No state; any thread. */
#include "um-site-private.h"

#include "um-directory-private.h"

#include <string.h>

#define PREFIX "ari:cloud:"

/* What the organisation's API calls a product by, where it isn't the key of the site's own API but
 * for its hyphens (ATLASSIAN.md §5, "Product keys drift"). */
static const struct
{
  const char *in_ari;
  const char *key;
} other_names[] = {
  { "jira", "jira-software" },
};

/*
 * um_site_of_product:
 * @ari: the id of an organisation's product
 *
 * Returns: (transfer none) (nullable): the cloud id of its site, within @ari
 */
const char *
um_site_of_product (const char *ari)
{
  const char *slash = g_str_has_prefix (ari, PREFIX) ? strrchr (ari, '/') : NULL;

  return slash != NULL && slash[1] != '\0' ? slash + 1 : NULL;
}

/* Whether the @length bytes at @text are @key but for hyphens and case. */
static gboolean
is_key (const char *text, gsize length, const char *key)
{
  const char *end = text + length;

  for (;;)
    {
      while (text < end && *text == '-')
        text++;
      while (*key == '-')
        key++;
      if (text == end || *key == '\0')
        return text == end && *key == '\0';
      if (g_ascii_tolower (*text++) != g_ascii_tolower (*key++))
        return FALSE;
    }
}

/*
 * um_site_is_product:
 * @ari: the id of an organisation's product
 * @key: the key of a Jira site's product
 *
 * Returns: whether they are the same product, on whatever site
 */
gboolean
um_site_is_product (const char *ari, const char *key)
{
  const char *name = ari + strlen (PREFIX);
  gsize length;

  if (!g_str_has_prefix (ari, PREFIX))
    return FALSE;
  length = strcspn (name, ":");
  for (guint i = 0; i < G_N_ELEMENTS (other_names); i++)
    if (strlen (other_names[i].in_ari) == length
        && strncmp (name, other_names[i].in_ari, length) == 0
        && is_key (other_names[i].key, strlen (other_names[i].key), key))
      return TRUE;

  return is_key (name, length, key);
}

/**
 * um_product_bears_key:
 * @id: a product's id in a directory: the key of a site's, the ARI of an organisation's
 * @key: what people type, in any case
 *
 * An organisation has a product once for each site, and all of them bear its key.
 *
 * Returns: whether that is the product's id or its key
 */
gboolean
um_product_bears_key (const char *id, const char *key)
{
  g_return_val_if_fail (id != NULL && key != NULL, FALSE);

  return g_ascii_strcasecmp (id, key) == 0 || um_site_is_product (id, key);
}

/**
 * um_product_is_of_site:
 * @id: a product's id in a directory
 *
 * A site that is linked with its organisation also knows products that only the organisation gives
 * and takes.
 *
 * Returns: whether a Jira site gives and takes it: an organisation's go by ARIs
 */
gboolean
um_product_is_of_site (const char *id)
{
  g_return_val_if_fail (id != NULL, FALSE);

  return !g_str_has_prefix (id, PREFIX);
}

/*
 * um_site_list:
 * @products: products of an organisation
 *
 * Returns: (transfer full): the cloud ids of the sites that they are on, each once
 */
char **
um_site_list (const UmThingSet *products)
{
  g_autoptr (GStrvBuilder) sites = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < um_thing_set_get_n (products); i++)
    {
      const char *site = um_site_of_product (um_thing_set_get (products, i)->id);

      if (site != NULL && g_hash_table_add (seen, (gpointer) site))
        g_strv_builder_add (sites, site);
    }

  return g_strv_builder_end (sites);
}

/**
 * um_directory_list_sites:
 * @self: a directory
 *
 * Returns: (transfer full): the cloud ids of the sites that an organisation's products are on; none
 *   for a Jira site's own directory
 */
char **
um_directory_list_sites (const UmDirectory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return um_site_list (self->things[UM_SET_PRODUCTS]);
}
