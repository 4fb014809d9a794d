/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The people of the organisation: persons with names of many languages, apps, customers, former
 * users, in the proportions of a grown site. Drawn from one stream per purpose, so that the same
 * options always give the same people.
 */

#include "sim-people.h"

#include <string.h>

#include "sim-company.h"
#include "sim-names.h"
#include "sim-random.h"
#include "sim-roles.h"
#include "sim-standing.h"

#define N_PLAIN      3 /* the first rows are ordinary active persons */
#define N_SLOTS_BITS 20
#define UUID_SIZE    37
#define ID_SIZE      96
#define MAX_APPS     250

typedef struct
{
  SimStore *store;
  SimNames *names;
  SimRandom random;
  gint64 today;
  guint16 *taken; /* how often an address was drawn, by its hash */
  SimText former;
} Maker;

static void
write_hex (SimRandom *random, char *at, guint n)
{
  guint64 bits = 0;

  for (guint i = 0; i < n; i++)
    {
      if (i % 16 == 0)
        bits = sim_random_next (random);
      at[i] = "0123456789abcdef"[bits & 15];
      bits >>= 4;
    }
  at[n] = '\0';
}

static void
write_uuid (SimRandom *random, char *at)
{
  write_hex (random, at, 36);
  at[8] = at[13] = at[18] = at[23] = '-';
  at[14] = '4';
  at[19] = "89ab"[at[19] & 3];
}

/* Writes an account id in one of the forms that Atlassian has used over the years. */
static void
make_account_id (SimRandom *random, SimType type, char id[ID_SIZE])
{
  guint form = sim_random_below (random, 100);
  char uuid[UUID_SIZE], other[UUID_SIZE];

  write_uuid (random, uuid);
  if (type == SIM_TYPE_CUSTOMER)
    {
      write_uuid (random, other);
      g_snprintf (id, ID_SIZE, "qm:%s:%s", uuid, other);
    }
  else if (form < 25)
    {
      write_hex (random, other, 23);
      g_snprintf (id, ID_SIZE, "%c%s", form < 15 ? '5' : '6', other);
    }
  else
    g_snprintf (id, ID_SIZE, "%s:%s", form < 50 ? "557058" : form < 55 ? "70121" : "712020", uuid);
}

/* Returns: (transfer full): the account id of who is invited by @email: the same at every replay */
char *
sim_people_new_id (guint64 seed, const char *email)
{
  SimRandom random = sim_random_new (seed, 4);
  char uuid[UUID_SIZE];

  for (const char *at = email; *at != '\0'; at++)
    random.state = sim_random_mix (random.state ^ (guchar) *at);
  write_uuid (&random, uuid);
  return g_strconcat ("712020:", uuid, NULL);
}

/* Joins an address, with a number where the same was given away already. */
static void
make_unique (Maker *maker, const char *local, const char *domain, char *email, gsize size)
{
  guint64 hash = g_str_hash (local) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + g_str_hash (domain);
  guint16 *taken = &maker->taken[sim_random_mix (hash) >> (64 - N_SLOTS_BITS)];

  if ((*taken)++ == 0)
    g_snprintf (email, size, "%s@%s", local, domain);
  else
    g_snprintf (email, size, "%s%u@%s", local, *taken, domain);
}

static void
make_email (Maker *maker, const SimName *name, const SimDomain *domain, char *email, gsize size)
{
  char local[SIM_NAME_SIZE];

  if (name->family[0] == '\0')
    g_strlcpy (local, name->given, sizeof local);
  else if (domain->style == SIM_ADDRESS_INITIAL)
    g_snprintf (local, sizeof local, "%c%s", name->given[0], name->family);
  else if (domain->style == SIM_ADDRESS_FAMILY_FIRST)
    g_snprintf (local, sizeof local, "%s.%s", name->family, name->given);
  else
    g_snprintf (local, sizeof local, "%s.%s", name->given, name->family);
  make_unique (maker, local, domain->name, email, size);
}

/* A time in the past, the nearer the likelier; none in the future. */
static gint64
past (Maker *maker, double days)
{
  double unit = sim_random_unit (&maker->random);

  return maker->today - (gint64) (unit * unit * days * (double) SIM_DAY_MS);
}

static void
make_activity (Maker *maker, SimUser *user)
{
  double since = (double) (maker->today - user->added) / (double) SIM_DAY_MS;
  guint habit = sim_random_below (&maker->random, 100);
  double days = habit < 60 ? 30 : habit < 80 ? 90 : habit < 92 ? 700 : 0;

  if (!sim_user_is_active (user) && days > 0)
    days = 700;
  for (guint i = 0; i < SIM_N_SITE_PRODUCTS && days > 0; i++)
    if (sim_random_below (&maker->random, 8) != 0)
      user->last_active[i] = (guint32) (past (maker, MIN (days, since)) / 1000);
}

static SimStatus
draw_status (SimRandom *random)
{
  guint share = sim_random_below (random, 1000);

  if (share < 835)
    return SIM_STATUS_ACTIVE;
  if (share < 895)
    return SIM_STATUS_DEACTIVATED;
  if (share < 925)
    return SIM_STATUS_SUSPENDED;
  if (share < 931)
    return SIM_STATUS_FOR_DELETION;
  return share < 973 ? SIM_STATUS_NOT_INVITED : SIM_STATUS_CLOSED;
}

/* Settles what depends on the domain: who manages the account, which directories it is in. */
static void
make_standing (Maker *maker, const SimDomain *domain, gboolean plain, SimUser *user)
{
  SimRandom *random = &maker->random;

  user->directories = 1 << domain->directory;
  if (domain->directory != 0 && sim_random_below (random, 10) < 6)
    user->directories |= 1;
  if (domain->claimed)
    user->flags |= SIM_USER_MANAGED;
  if (domain->claimed && !plain && sim_random_below (random, 10) < 5)
    user->flags |= SIM_USER_SYNCED;
  if (!domain->claimed && sim_random_below (random, 12) == 0)
    user->flags |= SIM_USER_GUEST;
  if (sim_random_below (random, 10) < 6)
    user->flags |= SIM_USER_MFA;
  if (sim_random_below (random, 20) != 0 || plain)
    user->flags |= SIM_USER_VERIFIED;

  if (sim_random_below (random, 100) < (domain->claimed ? 2 : 45) && !plain)
    user->email_shown = sim_random_below (random, 8) == 0 ? SIM_EMAIL_EMPTY : SIM_EMAIL_ABSENT;
  if (!sim_user_is_on_site (user))
    user->email_shown = SIM_EMAIL_ABSENT;
}

static void
make_person (Maker *maker, guint row, SimUser *user)
{
  SimRandom *random = &maker->random;
  gboolean plain = row < N_PLAIN;
  const SimDomain *domain = plain ? sim_company_domain (0) : sim_company_draw_domain (random);
  char email[SIM_NAME_SIZE];
  SimName name;

  sim_names_draw (maker->names, random, plain, &name);
  make_email (maker, &name, domain, email, sizeof email);
  user->status = plain ? SIM_STATUS_ACTIVE : draw_status (random);
  if ((user->status == SIM_STATUS_DEACTIVATED || user->status == SIM_STATUS_FOR_DELETION)
      && !domain->claimed)
    user->status = SIM_STATUS_SUSPENDED;
  make_standing (maker, domain, plain, user);

  user->name = user->status == SIM_STATUS_CLOSED ? maker->former
                                                 : sim_arena_add (&maker->store->text, name.shown);
  user->email = sim_arena_add (&maker->store->text, email);
  user->culture = (guint8) name.culture;
  user->locale = (guint8) (sim_random_below (random, 10) < 6 ? name.culture : 0);
  user->department = (guint8) sim_random_below (random, SIM_N_DEPARTMENTS);
  user->added = past (maker, 3650);
  if (user->status == SIM_STATUS_DEACTIVATED || user->status == SIM_STATUS_FOR_DELETION)
    user->deactivated = maker->today - (maker->today - user->added) / 3;
  if (sim_random_below (random, 5) == 0)
    user->tokens = (guint8) (1 + sim_random_below (random, 7));
  make_activity (maker, user);
}

static void
make_app (Maker *maker, guint number, SimUser *user)
{
  g_autofree char *name = sim_company_app_name (number);

  user->type = SIM_TYPE_APP;
  user->status = number % 9 == 8 ? SIM_STATUS_SUSPENDED : SIM_STATUS_ACTIVE;
  user->name = sim_arena_add (&maker->store->text, name);
  user->email_shown = SIM_EMAIL_ABSENT;
  user->directories = 1;
  user->added = past (maker, 2000);
}

static void
make_customer (Maker *maker, SimUser *user)
{
  SimRandom *random = &maker->random;
  const SimDomain *domain = sim_company_draw_customer (random);
  char email[SIM_NAME_SIZE];
  SimName name;

  sim_names_draw (maker->names, random, FALSE, &name);
  make_email (maker, &name, domain, email, sizeof email);
  user->type = SIM_TYPE_CUSTOMER;
  user->directories = SIM_DIRECTORY_CUSTOMERS;
  user->status = sim_random_below (random, 12) == 0 ? SIM_STATUS_NOT_INVITED : SIM_STATUS_ACTIVE;
  user->name = sim_arena_add (&maker->store->text, name.shown);
  user->email = sim_arena_add (&maker->store->text, email);
  user->email_shown = sim_random_below (random, 3) == 0 ? SIM_EMAIL_SHOWN : SIM_EMAIL_ABSENT;
  user->culture = user->locale = (guint8) name.culture;
  user->added = past (maker, 1500);
}

/* Turns the drawn status into what it follows from. */
static void
settle (SimUser *user)
{
  switch (user->status)
    {
    case SIM_STATUS_DEACTIVATED:
      user->account = SIM_ACCOUNT_INACTIVE;
      break;
    case SIM_STATUS_FOR_DELETION:
      user->account = SIM_ACCOUNT_FOR_DELETION;
      break;
    case SIM_STATUS_CLOSED:
      user->account = SIM_ACCOUNT_CLOSED;
      user->directories = 0;
      break;
    case SIM_STATUS_NOT_INVITED:
      user->flags &= (guint16) ~SIM_USER_SYNCED;
      user->directories = 0;
      break;
    case SIM_STATUS_SUSPENDED:
      user->suspended = user->directories;
      break;
    default:
      break;
    }
}

/* What only the other directories know, from a stream of each row's own: who was suspended in one
 * of several, who used their Confluence, who was given a role without a group. */
static void
make_elsewhere (Maker *maker, guint64 seed, guint row, SimUser *user)
{
  SimRandom random = sim_random_new (seed + 11, row);
  gboolean several = (user->directories & (user->directories - 1)) != 0;
  guint32 latest = 0;

  if (user->type != SIM_TYPE_PERSON)
    return;
  if (user->flags & SIM_USER_SYNCED)
    user->flags |= SIM_USER_VERIFIED;
  else if (user->account == SIM_ACCOUNT_INACTIVE && sim_random_below (&random, 10) == 0)
    user->flags |= SIM_USER_BLOCKED;
  for (guint i = 0; i < SIM_N_SITE_PRODUCTS; i++)
    latest = MAX (latest, user->last_active[i]);
  for (guint i = SIM_N_SITE_PRODUCTS; i < SIM_N_PRODUCTS; i++)
    if ((user->directories & (1u << sim_roles_directory (i))) && latest != 0
        && sim_random_below (&random, 3) != 0)
      user->last_active[i] = MAX (latest - sim_random_below (&random, 40 * 86400),
                                  (guint32) (user->added / 1000));
  if (several && user->status == SIM_STATUS_ACTIVE && sim_random_below (&random, 25) == 0)
    user->suspended = user->directories & (guint8) ~1u;
  if (row >= N_PLAIN && user->status == SIM_STATUS_ACTIVE && (user->directories & 1)
      && sim_random_below (&random, 60) == 0)
    user->direct[SIM_PRODUCT_CONFLUENCE] = sim_random_below (&random, 2) == 0 ? SIM_GRANT_USER
                                                                              : SIM_GRANT_GUEST;
}

/* Accounts of machines that are persons to Atlassian; one in 400. */
static void
make_service (Maker *maker, guint number, SimUser *user)
{
  g_autofree char *name = sim_company_service_name (number);
  char email[SIM_NAME_SIZE];

  g_snprintf (email, sizeof email, "%s@%s", name, sim_company_domain (0)->name);
  user->name = sim_arena_add (&maker->store->text, name);
  user->email = sim_arena_add (&maker->store->text, email);
  user->flags = SIM_USER_MANAGED | SIM_USER_VERIFIED;
  user->directories = 1;
  user->tokens = 3;
  user->added = past (maker, 2500);
  make_activity (maker, user);
}

/**
 * sim_people_make:
 *
 * Fills the empty table of users.
 */
void
sim_people_make (SimStore *store, const SimOptions *options)
{
  g_autoptr (SimNames) names = sim_names_new ();
  g_autofree guint16 *taken = g_new0 (guint16, 1 << N_SLOTS_BITS);
  Maker maker = { store,          names, sim_random_new (options->seed, 1),
                  options->today, taken, sim_arena_add (&store->text, SIM_FORMER_USER) };
  guint n_apps = 0, n_services = 0;
  double apps = MIN (0.015, (double) MAX_APPS / options->users);

  for (guint row = 0; row < options->users; row++)
    {
      double share = sim_random_unit (&maker.random);
      SimUser user = { 0 };
      char id[ID_SIZE];

      if (row < N_PLAIN || share < 0.935 - 0.0025)
        make_person (&maker, row, &user);
      else if (share < 0.935)
        make_service (&maker, n_services++, &user);
      else if (share < 0.935 + apps)
        make_app (&maker, n_apps++, &user);
      else
        make_customer (&maker, &user);

      settle (&user);
      make_elsewhere (&maker, options->seed, row, &user);
      make_account_id (&maker.random, user.type, id);
      user.account_id = sim_arena_add (&store->text, id);
      sim_store_add_user (store, &user);
    }
}

/* Whether @user may hold an office: an ordinary human of the company under a readable name. */
static gboolean
may_hold_office (const SimStore *store, const SimUser *user)
{
  const char *at = strchr (sim_store_text (store, user->email), '@');

  return user->type == SIM_TYPE_PERSON && sim_user_is_active (user)
         && g_str_is_ascii (sim_store_text (store, user->name))
         && user->email_shown == SIM_EMAIL_SHOWN && at != NULL
         && strcmp (at + 1, sim_company_domain (0)->name) == 0
         && !g_str_has_prefix (sim_store_text (store, user->name), SIM_SERVICE_PREFIX)
         && !(user->flags & (SIM_USER_SYNCED | SIM_USER_GUEST));
}

static guint
next_candidate (SimStore *store, guint from)
{
  for (guint i = 0; i < store->users->len; i++)
    {
      guint row = (from + i) % store->users->len;
      const SimUser *user = sim_store_user (store, row);

      if (may_hold_office (store, user) && row != store->owner && row != store->reader
          && !(user->flags & SIM_USER_ORG_ADMIN))
        return row;
    }
  return SIM_NONE;
}

/* Chooses the owner of the keys, the account that may only look and three to six more admins. */
void
sim_people_appoint (SimStore *store)
{
  guint n = store->users->len;
  guint n_admins = MIN (5, n / 8);

  store->owner = store->reader = SIM_NONE;
  store->owner = next_candidate (store, n / 3);
  sim_store_user (store, store->owner)->flags |= SIM_USER_ORG_ADMIN | SIM_USER_VERIFIED;
  sim_store_user (store, store->owner)->tokens |= 1;
  store->reader = next_candidate (store, n / 2);
  for (guint i = 1; i <= n_admins; i++)
    {
      guint row = next_candidate (store, (guint) ((guint64) n * i / (n_admins + 1)));

      if (row != SIM_NONE)
        sim_store_user (store, row)->flags |= SIM_USER_ORG_ADMIN;
    }
}

/* Takes away the use of products that somebody in groups has no access to; a few had it once. */
void
sim_people_forget (SimStore *store)
{
  for (guint row = N_PLAIN; row < store->users->len; row++)
    {
      SimUser *user = sim_store_user (store, row);
      SimRandom random = sim_random_new (store->seed + 12, row);

      for (guint product = 0; product < SIM_N_PRODUCTS && user->n_groups > 0; product++)
        if (!user->direct[product] && sim_random_below (&random, 12) != 0
            && !sim_roles_of_groups (store, row, product, SIM_EVERYWHERE))
          user->last_active[product] = 0;
    }
}

const char *
sim_people_zone (const SimUser *user)
{
  return sim_names_culture (user->culture)->zone;
}

const char *
sim_people_locale (const SimUser *user)
{
  return sim_names_culture (user->locale)->locale;
}
