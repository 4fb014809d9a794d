/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When users last used which product, as lists by row in a few arrays. A draft belongs to one
 * thread; what becomes of it is immutable and shared by generations, any thread. */

#include "um-logins-private.h"

#include "um-part-private.h"

#define STARTS   "logins.starts"
#define PRODUCTS "logins.products"
#define SECONDS  "logins.seconds"
#define TOLD     "logins.told"

typedef struct
{
  guint32 row;
  guint32 product;
  guint32 seconds;
} Login;

struct _UmLogins
{
  gatomicrefcount ref_count;
  guint n_rows;
  guint32 *starts; /* n_rows + 1 */
  guint32 *products;
  guint32 *seconds;
  guint8 *told; /* n_rows */
};

static UmLogins *
alloc (guint n_rows)
{
  UmLogins *self = g_new0 (UmLogins, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->n_rows = n_rows;

  return self;
}

UmLogins *
um_logins_ref (UmLogins *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
um_logins_unref (UmLogins *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->starts);
  g_free (self->products);
  g_free (self->seconds);
  g_free (self->told);
  g_free (self);
}

const guint32 *
um_logins_get (const UmLogins *self, guint row, const guint32 **seconds, guint *n_logins)
{
  guint32 start = self->starts[row];

  *seconds = self->seconds + start;
  *n_logins = self->starts[row + 1] - start;

  return self->products + start;
}

gboolean
um_logins_is_told (const UmLogins *self, guint row)
{
  return self->told[row] != 0;
}

/* ---- a draft ---- */

void
um_logins_draft_init (UmLoginsDraft *self)
{
  self->logins = g_array_new (FALSE, FALSE, sizeof (Login));
  self->told = g_array_new (FALSE, TRUE, sizeof (guint8));
}

void
um_logins_draft_clear (UmLoginsDraft *self)
{
  g_clear_pointer (&self->logins, g_array_unref);
  g_clear_pointer (&self->told, g_array_unref);
}

void
um_logins_draft_add (UmLoginsDraft *self, guint row, guint product, gint64 seconds)
{
  Login login = { row, product, (guint32) CLAMP (seconds, 0, G_MAXUINT32) };

  g_array_append_val (self->logins, login);
}

void
um_logins_draft_set_told (UmLoginsDraft *self, guint row, gboolean told)
{
  if (row >= self->told->len)
    g_array_set_size (self->told, row + 1);
  g_array_index (self->told, guint8, row) = told != FALSE;
}

void
um_logins_draft_load (UmLoginsDraft *self,
                      const UmLogins *from,
                      const guint32 *map,
                      const guint32 *products)
{
  for (guint row = 0; row < from->n_rows; row++)
    {
      guint32 to = map != NULL ? map[row] : row;

      if (to == UM_NO_ROW)
        continue;
      if (from->told[row])
        um_logins_draft_set_told (self, to, TRUE);
      for (guint32 i = from->starts[row]; i < from->starts[row + 1]; i++)
        {
          guint32 product = from->products[i];

          if (products != NULL)
            product = products[product];
          if (product != UM_NO_ROW)
            um_logins_draft_add (self, to, product, from->seconds[i]);
        }
    }
}

/* Puts each login behind those of the rows before, in the order in which they were said. */
static guint32 *
place (const UmLoginsDraft *self, UmLogins *logins)
{
  const Login *said = (const Login *) self->logins->data;
  guint32 *ends = g_new0 (guint32, (gsize) logins->n_rows + 1);

  for (guint i = 0; i < self->logins->len; i++)
    logins->starts[said[i].row + 1]++;
  for (guint row = 0; row < logins->n_rows; row++)
    {
      logins->starts[row + 1] += logins->starts[row];
      ends[row] = logins->starts[row];
    }
  for (guint i = 0; i < self->logins->len; i++)
    {
      guint32 at = ends[said[i].row]++;

      logins->products[at] = said[i].product;
      logins->seconds[at] = said[i].seconds;
    }

  return ends;
}

/* Sorts the logins of a row, which are few, into @to and the places behind it, each product once.
 * Returns: how many there are. @to: not behind @start */
static guint32
settle_row (UmLogins *self, guint32 start, guint32 end, guint32 to)
{
  guint32 n = 0;

  for (guint32 i = start; i < end; i++)
    {
      guint32 product = self->products[i];
      guint32 seconds = self->seconds[i];
      guint32 at = n;

      while (at > 0 && self->products[to + at - 1] > product)
        at--;
      if (at > 0 && self->products[to + at - 1] == product)
        {
          self->seconds[to + at - 1] = MAX (self->seconds[to + at - 1], seconds);
          continue;
        }
      for (guint32 j = n; j > at; j--)
        {
          self->products[to + j] = self->products[to + j - 1];
          self->seconds[to + j] = self->seconds[to + j - 1];
        }
      self->products[to + at] = product;
      self->seconds[to + at] = seconds;
      n++;
    }

  return n;
}

UmLogins *
um_logins_draft_end (UmLoginsDraft *self, guint n_rows)
{
  g_autoptr (UmLogins) logins = NULL;
  g_autofree guint32 *ends = NULL;
  guint32 length = 0;

  if (self->logins->len == 0 && self->told->len == 0)
    return NULL;

  logins = alloc (n_rows);
  logins->starts = g_new0 (guint32, (gsize) n_rows + 1);
  logins->products = g_new (guint32, (gsize) self->logins->len + 1);
  logins->seconds = g_new (guint32, (gsize) self->logins->len + 1);
  logins->told = g_new0 (guint8, (gsize) n_rows + 1);
  ends = place (self, logins);
  for (guint row = 0; row < n_rows; row++)
    {
      guint32 start = logins->starts[row];

      logins->starts[row] = length;
      length += settle_row (logins, start, ends[row], length);
    }
  logins->starts[n_rows] = length;
  for (guint row = 0; row < MIN (n_rows, self->told->len); row++)
    logins->told[row] = g_array_index (self->told, guint8, row);

  return g_steal_pointer (&logins);
}

/* ---- pieces ---- */

void
um_logins_pack (const UmLogins *self, GPtrArray *parts, UmDirectory *owner)
{
  gsize n_rows = self->n_rows;
  gsize n_logins = self->starts[n_rows];

  um_part_add_array (parts, STARTS, self->starts, (n_rows + 1) * sizeof (guint32), owner);
  um_part_add_array (parts, PRODUCTS, self->products, n_logins * sizeof (guint32), owner);
  um_part_add_array (parts, SECONDS, self->seconds, n_logins * sizeof (guint32), owner);
  um_part_add_array (parts, TOLD, self->told, n_rows, owner);
}

/* Takes a piece of @size bytes, which may be 0. */
static gpointer
take (GPtrArray *parts, const char *name, gsize size)
{
  if (size > 0)
    return um_part_take_array (parts, name, size);

  g_autoptr (GBytes) bytes = um_part_take (parts, name);

  return bytes != NULL && g_bytes_get_size (bytes) == 0 ? g_malloc (1) : NULL;
}

static gboolean
is_sound (const UmLogins *self, guint n_products)
{
  for (guint row = 0; row < self->n_rows; row++)
    {
      if (self->starts[row] > self->starts[row + 1]
          || self->starts[row + 1] > self->starts[self->n_rows])
        return FALSE;
      for (guint32 i = self->starts[row]; i < self->starts[row + 1]; i++)
        if (self->products[i] >= n_products
            || (i > self->starts[row] && self->products[i - 1] >= self->products[i]))
          return FALSE;
    }

  return TRUE;
}

gboolean
um_logins_unpack (GPtrArray *parts, guint n_rows, guint n_products, UmLogins **logins)
{
  g_autoptr (GBytes) starts = um_part_take (parts, STARTS);
  g_autoptr (UmLogins) self = NULL;
  gsize size, n_logins;

  *logins = NULL;
  if (starts == NULL)
    return TRUE;
  if (g_bytes_get_size (starts) != ((gsize) n_rows + 1) * sizeof (guint32))
    return FALSE;
  self = alloc (n_rows);
  self->starts = g_bytes_unref_to_data (g_steal_pointer (&starts), &size);
  n_logins = self->starts[n_rows];
  self->products = take (parts, PRODUCTS, n_logins * sizeof (guint32));
  self->seconds = take (parts, SECONDS, n_logins * sizeof (guint32));
  self->told = take (parts, TOLD, n_rows);
  if (self->starts[0] != 0 || self->products == NULL || self->seconds == NULL || self->told == NULL
      || !is_sound (self, n_products))
    return FALSE;
  *logins = g_steal_pointer (&self);

  return TRUE;
}
