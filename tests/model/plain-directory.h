/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A directory kept the plain way, one struct per user, to hold the table against. Filled with
 * g_test_rand_int (), so a failing run can be repeated with --seed. */
#pragma once

#include "um-directory.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *name;
  char *email;                   /* NULL: none */
  UmUser facts;                  /* its texts are unused */
  GHashTable *things[UM_N_SETS]; /* indices */
  GHashTable *absent[UM_N_SETS]; /* indices of those he is known not to be in, by an outcome */
  gboolean complete[UM_N_SETS];
} PlainUser;

typedef struct
{
  char *id;
  char *name;
  gboolean known;
} PlainThing;

typedef struct
{
  GPtrArray *users;             /* PlainUser, by row */
  GPtrArray *things[UM_N_SETS]; /* PlainThing, by index */
} PlainDirectory;

PlainDirectory *plain_directory_new_random (guint n_users, guint n_things);
void plain_directory_free (PlainDirectory *self);
PlainUser *plain_directory_get (PlainDirectory *self, guint row);
PlainThing *plain_directory_get_thing (PlainDirectory *self, UmSet set, guint thing);
guint plain_directory_find (PlainDirectory *self, const char *id);
void plain_directory_add_random_user (PlainDirectory *self);
void plain_user_randomize (PlainUser *self);
UmUser plain_user_get (const PlainUser *self);
gboolean plain_user_is_in (const PlainUser *self, UmSet set, guint thing);
void plain_user_set_in (PlainUser *self, UmSet set, guint thing, gboolean member);
void plain_user_set_absent (PlainUser *self, UmSet set, guint thing);

/* Says all of it to a builder, memberships in a random order and some of it twice. */
void plain_directory_feed (PlainDirectory *self, UmDirectoryBuilder *builder);
UmDirectory *plain_directory_build (PlainDirectory *self);
/* Asserts that the table says the same. */
void plain_directory_assert_same (PlainDirectory *self, UmDirectory *directory);

char *plain_random_name (void);

/* A large directory without a plain one beside it. User n has the id that plain_large_id () gives
 * and is in the groups n % 50 and n * 7 % 50. */
#define PLAIN_LARGE_GROUPS 50

UmDirectory *plain_build_large (guint n_users);
void plain_large_id (guint n, char id[32]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlainDirectory, plain_directory_free)

G_END_DECLS
