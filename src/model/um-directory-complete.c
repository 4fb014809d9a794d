/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One directory of two. Both are walked in the order of their ids, so that this takes time in
 * proportion to the rows; texts are copied only where one differs. Any thread, made for a worker.
 */

#include "um-directory-complete.h"

#include "um-directory-private.h"
#include "um-site-private.h"

#include <string.h>

typedef struct
{
  UmDirectory *own;
  UmDirectory *known;
  guint32 *rows;     /* of @known, by row of @own; UM_NO_ROW for who isn't there */
  guint32 *products; /* of what is made, by product of @known; UM_NO_ROW for those of other sites */
  gboolean names_differ;
  gboolean emails_differ;
  gboolean types_differ;
} Work;

/* ---- who is who ---- */

static guint32 *
map_rows (UmDirectory *own, UmDirectory *known)
{
  guint n_own = um_directory_get_n_rows (own);
  guint n_known = um_directory_get_n_rows (known);
  const guint32 *own_order = um_directory_get_order (own, UM_COLUMN_ID);
  const guint32 *known_order = um_directory_get_order (known, UM_COLUMN_ID);
  guint32 *rows = g_new (guint32, (gsize) n_own + 1);
  guint k = 0;

  for (guint i = 0; i < n_own; i++)
    {
      const char *id = um_user_table_get_id (own->table, own_order[i]);
      int difference = 1;

      while (k < n_known
             && (difference = strcmp (um_user_table_get_id (known->table, known_order[k]), id)) < 0)
        k++;
      rows[own_order[i]] = k < n_known && difference == 0 ? known_order[k] : UM_NO_ROW;
    }

  return rows;
}

/* The site's products, and behind them those that only the organisation tells of. */
static UmThingSet *
make_products (Work *work, const char *site)
{
  UmThingSet *things = um_thing_set_copy (work->own->things[UM_SET_PRODUCTS]);
  guint n_own = um_thing_set_get_n (things);
  guint n_known = um_directory_get_n_things (work->known, UM_SET_PRODUCTS);

  work->products = g_new (guint32, (gsize) n_known + 1);
  for (guint i = 0; i < n_known; i++)
    {
      UmThing thing = *um_directory_get_thing (work->known, UM_SET_PRODUCTS, i);

      work->products[i] = UM_NO_ROW;
      if (g_strcmp0 (um_site_of_product (thing.id), site) != 0)
        continue;
      for (guint own = 0; own < n_own && work->products[i] == UM_NO_ROW; own++)
        if (um_site_is_product (thing.id, um_thing_set_get (things, own)->id))
          work->products[i] = own;
      if (work->products[i] != UM_NO_ROW)
        continue;
      thing.known = FALSE; /* of those whom the organisation doesn't list it isn't */
      work->products[i] = um_thing_set_put (things, &thing);
    }

  return things;
}

/* ---- one user ---- */

static gboolean
is_active (UmUserStatus status)
{
  /* Who has no access may have an account that is active. */
  return status == UM_STATUS_ACTIVE || status == UM_STATUS_NO_ACCESS;
}

static UmUserStatus
complete_status (UmUserStatus own, UmUserStatus known, gboolean own_is_newer)
{
  if (known == UM_STATUS_UNKNOWN)
    return own;
  if (own == UM_STATUS_UNKNOWN)
    return known;
  if (own == UM_STATUS_ACTIVE)
    return is_active (known) || !own_is_newer ? known : own;

  return known == UM_STATUS_ACTIVE && own_is_newer ? own : known;
}

static gint64
find_login (const Work *work, guint32 row)
{
  const guint32 *products, *seconds;
  gint64 latest = UM_TIME_UNKNOWN;
  guint n_logins;

  if (work->known->logins == NULL)
    return UM_TIME_UNKNOWN;
  products = um_logins_get (work->known->logins, row, &seconds, &n_logins);
  for (guint i = 0; i < n_logins; i++)
    if (work->products[products[i]] != UM_NO_ROW)
      latest = MAX (latest, (gint64) seconds[i]);
  if (latest == UM_TIME_UNKNOWN && um_logins_is_told (work->known->logins, row))
    return UM_TIME_NEVER;

  return latest;
}

static void
complete_user (Work *work, guint32 row, guint32 known_row, UmUser *user)
{
  gboolean own_is_newer = um_directory_get_read (work->own, row)
                          > um_directory_get_read (work->known, known_row);
  UmUser own = *user;
  UmUser known;

  um_directory_get_user (work->known, known_row, &known);
  if (*own.name == '\0')
    user->name = known.name;
  if (known.email != NULL && (own.email == NULL || !own_is_newer))
    user->email = known.email;
  user->status = complete_status (own.status, known.status, own_is_newer);
  if (own.type == UM_TYPE_UNKNOWN)
    user->type = known.type;
  if (own.managed == UM_UNKNOWN)
    user->managed = known.managed;
  if (own.synced == UM_UNKNOWN)
    user->synced = known.synced;
  if (own.last_login == UM_TIME_UNKNOWN)
    user->last_login = find_login (work, known_row);
  if (own.added == UM_TIME_UNKNOWN)
    user->added = known.added;

  work->names_differ |= user->name != own.name;
  work->emails_differ |= user->email != own.email && g_strcmp0 (user->email, own.email) != 0;
  work->types_differ |= user->type != own.type;
}

static UmUserTable *
complete_table (Work *work)
{
  UmUserTable *table = um_user_table_copy (work->own->table);

  for (guint row = 0; row < um_user_table_get_n_rows (table); row++)
    {
      UmUser user;

      if (work->rows[row] == UM_NO_ROW)
        continue;
      um_directory_get_user (work->own, row, &user);
      complete_user (work, row, work->rows[row], &user);
      um_user_table_replace (table, row, &user);
    }
  um_user_table_finish (table);

  return table;
}

/* ---- what users are in ---- */

/* How the things of one set come together. */
typedef struct
{
  const Work *work;
  UmSet set;
  guint n_own;          /* things of the site, the first ones */
  const guint32 *known; /* (nullable): the thing that each of the organisation's becomes; NULL: they
                           keep their numbers */
  guint n_known;
} Joining;

static guint32
get_known (const Joining *self, guint32 thing)
{
  return self->known != NULL ? self->known[thing] : thing;
}

static UmTruth
ask (const Joining *self, guint32 thing, guint row)
{
  guint32 known_row = self->work->rows[row];
  UmTruth answer = UM_UNKNOWN;

  if (thing < self->n_own)
    answer = um_directory_is_member (self->work->own, self->set, thing, row);
  for (guint i = 0; i < self->n_known && known_row != UM_NO_ROW && answer == UM_UNKNOWN; i++)
    if (get_known (self, i) == thing)
      answer = um_directory_is_member (self->work->known, self->set, i, known_row);

  return answer;
}

static UmRelation *
join_relations (const Joining *self, const UmThingSet *things)
{
  const UmDirectory *own = self->work->own;
  const UmRelation *own_relation = own->relations[self->set];
  const UmRelation *known_relation = self->work->known->relations[self->set];
  gsize room = um_relation_get_n_pairs (own_relation) + um_relation_get_n_pairs (known_relation);
  g_autoptr (GArray) pair_things = g_array_sized_new (FALSE, FALSE, sizeof (guint32), room);
  g_autoptr (GArray) pair_rows = g_array_sized_new (FALSE, FALSE, sizeof (guint32), room);
  guint n_rows = um_directory_get_n_rows (own);

  for (guint32 row = 0; row < n_rows; row++)
    {
      guint n_own, n_known = 0;
      const guint32 *in_own = um_relation_get_things (own_relation, row, &n_own);
      const guint32 *in_known = NULL;

      if (self->work->rows[row] != UM_NO_ROW)
        in_known = um_relation_get_things (known_relation, self->work->rows[row], &n_known);
      for (guint i = 0; i < n_own + n_known; i++)
        {
          guint32 thing = i < n_own ? in_own[i] : get_known (self, in_known[i - n_own]);

          if (i >= n_own
              && (thing == UM_NO_ROW
                  || (thing < self->n_own
                      && um_directory_is_member (own, self->set, thing, row) != UM_UNKNOWN)))
            continue;
          g_array_append_val (pair_things, thing);
          g_array_append_val (pair_rows, row);
        }
    }

  return um_relation_new (um_thing_set_get_n (things), n_rows, (const guint32 *) pair_things->data,
                          (const guint32 *) pair_rows->data, pair_rows->len);
}

static gboolean
are_all_known (const UmThingSet *things)
{
  for (guint i = 0; i < um_thing_set_get_n (things); i++)
    if (!um_thing_set_get (things, i)->known)
      return FALSE;

  return TRUE;
}

/* Marks the rows of which all is known, and notes of the others what is known not to be so. */
static UmRelation *
find_told (const Joining *self, const UmThingSet *things, UmBitset *complete)
{
  const Work *work = self->work;
  gboolean own_all = are_all_known (work->own->things[self->set]);
  gboolean known_all = are_all_known (work->known->things[self->set]);
  g_autoptr (GArray) absent_things = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) absent_rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint n_rows = um_directory_get_n_rows (work->own);
  guint n_things = um_thing_set_get_n (things);

  for (guint32 row = 0; row < n_rows; row++)
    {
      guint32 known_row = work->rows[row];
      gboolean own_told = own_all || um_bitset_contains (work->own->complete[self->set], row);
      gboolean known_told =
        known_row != UM_NO_ROW
        && (known_all || um_bitset_contains (work->known->complete[self->set], known_row));

      if (own_told && (known_told || n_things == self->n_own))
        {
          um_bitset_add (complete, row);
          continue;
        }
      for (guint32 thing = 0; thing < (known_row != UM_NO_ROW ? n_things : self->n_own); thing++)
        if (!um_thing_set_get (things, thing)->known && ask (self, thing, row) == UM_NO)
          {
            g_array_append_val (absent_things, thing);
            g_array_append_val (absent_rows, row);
          }
    }
  if (absent_rows->len == 0)
    return NULL;

  return um_relation_new (n_things, n_rows, (const guint32 *) absent_things->data,
                          (const guint32 *) absent_rows->data, absent_rows->len);
}

/* @things: (transfer full) */
static void
join_set (const Work *work, UmDirectory *whole, UmSet set, UmThingSet *things, const guint32 *known)
{
  Joining joining = {
    .work = work,
    .set = set,
    .n_own = um_directory_get_n_things (work->own, set),
    .known = known,
    .n_known = um_directory_get_n_things (work->known, set),
  };

  whole->things[set] = things;
  whole->relations[set] = join_relations (&joining, things);
  whole->complete[set] = um_bitset_new (um_directory_get_n_rows (work->own), whole->generation);
  whole->absent[set] = find_told (&joining, things, whole->complete[set]);
}

/* ---- directories and logins ---- */

/* Whether a set is one of what only an organisation has. */
static gboolean
is_of_organisation (UmSet set)
{
  return set == UM_SET_DIRECTORIES || set == UM_SET_ROLES;
}

/* A site tells of none, so that those of the organisation keep their numbers. */
static UmThingSet *
copy_things (const Work *work, UmSet set)
{
  const UmThingSet *known = work->known->things[set];
  UmThingSet *things = um_thing_set_new ();

  for (guint i = 0; i < um_thing_set_get_n (known); i++)
    {
      UmThing thing = *um_thing_set_get (known, i);

      thing.known = FALSE;
      um_thing_set_put (things, &thing);
    }

  return things;
}

static UmLogins *
join_logins (const Work *work)
{
  guint n_rows = um_directory_get_n_rows (work->own);
  guint n_known = um_directory_get_n_rows (work->known);
  g_autofree guint32 *map = g_new (guint32, (gsize) n_known + 1);
  g_auto (UmLoginsDraft) draft = { NULL };

  if (work->known->logins == NULL)
    return NULL;
  for (guint i = 0; i < n_known; i++)
    map[i] = UM_NO_ROW;
  for (guint row = 0; row < n_rows; row++)
    if (work->rows[row] != UM_NO_ROW)
      map[work->rows[row]] = row;
  um_logins_draft_init (&draft);
  um_logins_draft_load (&draft, work->known->logins, map, work->products);

  return um_logins_draft_end (&draft, n_rows);
}

/* ---- the whole ---- */

/* Whether nothing that the columns are made of has changed. */
static gboolean
has_same_columns (const UmCompletion *before,
                  const UmDirectory *own,
                  const UmDirectory *known,
                  const char *site)
{
  return before != NULL && before->whole != NULL && before->own->table == own->table
         && before->known->table == known->table && before->known->logins == known->logins
         && before->own->things[UM_SET_PRODUCTS] == own->things[UM_SET_PRODUCTS]
         && before->known->things[UM_SET_PRODUCTS] == known->things[UM_SET_PRODUCTS]
         && before->own->users_read == own->users_read
         && before->known->users_read == known->users_read && strcmp (before->site, site) == 0;
}

static void
share_order (UmDirectory *self, UmColumn column, const UmDirectory *from, gboolean same)
{
  self->orders[column] = same ? um_order_ref (from->orders[column]) : um_order_new ();
}

static void
fill_columns (Work *work, UmDirectory *whole, const UmDirectory *same)
{
  const UmDirectory *own = work->own;
  const UmDirectory *from = same != NULL ? same : own;

  whole->table = same != NULL ? um_user_table_ref (same->table) : complete_table (work);
  if (same != NULL)
    whole->logins = same->logins != NULL ? um_logins_ref (same->logins) : NULL;
  else
    whole->logins = join_logins (work);
  share_order (whole, UM_COLUMN_NAME, from, !work->names_differ);
  share_order (whole, UM_COLUMN_EMAIL, from, !work->emails_differ);
  share_order (whole, UM_COLUMN_TYPE, from, !work->types_differ && !work->names_differ);
  share_order (whole, UM_COLUMN_STATUS, from, same != NULL);
  share_order (whole, UM_COLUMN_LAST_LOGIN, from, same != NULL);
  share_order (whole, UM_COLUMN_ADDED, from, same != NULL);
  share_order (whole, UM_COLUMN_ID, own, TRUE);
  share_order (whole, UM_COLUMN_GROUPS, own, TRUE);
  share_order (whole, UM_COLUMN_DIRECTORY, own, FALSE);
  share_order (whole, UM_COLUMN_PRODUCTS, own, FALSE);
}

/* What is the site's alone. */
static void
share_set (UmDirectory *whole, const UmDirectory *own, UmSet set)
{
  guint n_words;
  const guint64 *words = um_bitset_get_words (own->complete[set], &n_words);

  whole->things[set] = um_thing_set_ref (own->things[set]);
  whole->relations[set] = um_relation_ref (own->relations[set]);
  whole->complete[set] = um_bitset_new (um_directory_get_n_rows (own), whole->generation);
  memcpy (um_bitset_get_words (whole->complete[set], NULL), words, n_words * sizeof *words);
  if (own->absent[set] != NULL)
    whole->absent[set] = um_relation_ref (own->absent[set]);
}

/* Which groups an identity provider keeps, only the organisation tells. */
static void
mark_synced (UmDirectory *whole, const UmDirectory *known)
{
  g_autoptr (UmThingSet) marked = NULL;
  UmThingSet *groups = whole->things[UM_SET_GROUPS];

  for (guint i = 0; i < um_directory_get_n_things (known, UM_SET_GROUPS); i++)
    {
      const UmThing *group = um_directory_get_thing (known, UM_SET_GROUPS, i);
      guint own = group->synced ? um_thing_set_find (groups, group->id) : UM_NO_ROW;
      UmThing thing;

      if (own == UM_NO_ROW)
        continue;
      if (marked == NULL)
        marked = um_thing_set_copy (groups);
      thing = *um_thing_set_get (groups, own);
      thing.synced = TRUE;
      um_thing_set_put (marked, &thing);
    }
  if (marked == NULL)
    return;

  um_thing_set_unref (groups);
  whole->things[UM_SET_GROUPS] = g_steal_pointer (&marked);
}

/**
 * um_directory_complete:
 * @own: the directory of a Jira site, as the site itself tells it
 * @known: the directory of its organisation
 * @site: the site's cloud id
 * @before: (nullable): what was made last for this site; what hasn't changed since is shared
 *
 * By the rule above. Rows are those of @own, under the same numbers. For 100,000 users it takes
 * some tenths of a second, so it belongs on a worker; a few hundredths where only memberships of
 * @own have changed since @before.
 *
 * Returns: (transfer full): a directory of a new generation
 */
UmDirectory *
um_directory_complete (UmDirectory *own,
                       UmDirectory *known,
                       const char *site,
                       const UmCompletion *before)
{
  g_return_val_if_fail (own != NULL && known != NULL && site != NULL, NULL);

  Work work = { .own = own, .known = known };
  UmDirectory *whole = um_directory_alloc ();
  UmThingSet *products = make_products (&work, site);

  work.rows = map_rows (own, known);
  whole->users_read = own->users_read;
  whole->members_read = own->members_read;
  fill_columns (&work, whole, has_same_columns (before, own, known, site) ? before->whole : NULL);
  for (guint set = 0; set < UM_N_SETS; set++)
    if (set == UM_SET_PRODUCTS)
      join_set (&work, whole, set, products, work.products);
    else if (is_of_organisation (set) && um_directory_get_n_things (own, set) == 0)
      join_set (&work, whole, set, copy_things (&work, set), NULL);
    else
      share_set (whole, own, set);
  mark_synced (whole, known);
  g_free (work.rows);
  g_free (work.products);

  return whole;
}

/**
 * um_completion_stands:
 * @self: what was made last, maybe nothing
 * @own: the directory of the site as it is now
 * @known: that of its organisation
 * @site: the site's cloud id
 *
 * Returns: whether nothing else would be made of these: generations of @known may differ in what
 *   the site doesn't take from it, as in the members of its groups
 */
gboolean
um_completion_stands (const UmCompletion *self,
                      const UmDirectory *own,
                      const UmDirectory *known,
                      const char *site)
{
  static const UmSet taken[] = { UM_SET_DIRECTORIES, UM_SET_PRODUCTS, UM_SET_ROLES };

  if (self->whole == NULL || self->own != own || !has_same_columns (self, own, known, site))
    return FALSE;
  if (self->known->things[UM_SET_GROUPS] != known->things[UM_SET_GROUPS])
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    if (self->known->things[taken[i]] != known->things[taken[i]]
        || self->known->relations[taken[i]] != known->relations[taken[i]]
        || self->known->absent[taken[i]] != known->absent[taken[i]])
      return FALSE;

  return TRUE;
}

void
um_completion_clear (UmCompletion *self)
{
  g_clear_pointer (&self->own, um_directory_unref);
  g_clear_pointer (&self->known, um_directory_unref);
  g_clear_pointer (&self->whole, um_directory_unref);
  g_clear_pointer (&self->site, g_free);
}
