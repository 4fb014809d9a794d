/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a source's state, shared by the files that make it up. */
#pragma once

#include "um-connection-private.h"
#include "um-demo-private.h"
#include "um-directory-complete.h"

G_BEGIN_DECLS

struct _UmSourceState
{
  GObject parent_instance;
  UmStore *store;
  UmDemo *demo;
  UmSource *source;
  GCancellable *shutdown;
  UmSnapshotInfo head;

  UmDirectory *own;        /* as the source itself tells it; NULL: not loaded */
  UmSnapshotMark mark;     /* of it */
  UmDirectory *directory;  /* what is shown: @own, or what @completion made of it */
  UmSourceState *partner;  /* (nullable): of the organisation that completes it */
  UmCompletion completion; /* what was made last */
  gboolean completing;     /* a worker makes the next one */
  GPtrArray *completers;   /* of GTask: who waits until @directory is of @own */
  char **sites;            /* (nullable): Access: the cloud ids of its sites */
  char **linked;           /* names of the sources it is linked with */
  GPtrArray *site_states;  /* of UmSourceState: Access: the Jira sources of its organisation */
  GPtrArray *loaders;      /* of GTask: who waits for it */
  gboolean loading;
  UmBasket *basket;
  gboolean basket_loaded;
  gboolean basket_mapping; /* it is being mapped to a directory: nothing to keep */
  guint basket_timer;

  UmHealth health;
  GError *problem;
  UmConnection *connection; /* (nullable) */
  char *session_key;        /* (nullable), um_keyring_free_key () */
  gboolean key_accepted;    /* the server took it, since it is the one in use */

  UmRefresh *refresh; /* (nullable) */
  UmRunner *runner;   /* (nullable) */

  GHashTable *lists;     /* (nullable): folded name → set of account ids; never changed */
  GPtrArray *list_infos; /* (nullable): of UmListInfo */

  struct _UmRecheck *recheck; /* of runs that are over */

  GArray *changes; /* of UmUserChange: outcomes not yet laid over */
  guint changes_timer;
  gboolean changes_busy; /* a worker lays some over */
  GPtrArray *settlers;   /* of GTask: who waits until none is left */
};

/* For the engine. @head: what the store peeked. */
UmSourceState *
um_source_state_new (UmStore *store, UmDemo *demo, UmSource *source, const UmSnapshotInfo *head);
/* Another record of the same source; a connection made for another address or account ends. */
void um_source_state_set_source (UmSourceState *self, UmSource *source);
/* Forgets the kept connection: the next one looks the key up again. */
void um_source_state_disconnect (UmSourceState *self);
/* Writes the basket where it changed, without waiting: the store answers in order. */
void um_source_state_keep_basket (UmSourceState *self);

/* What the store has of it. @kept: (element-type UmStoreList) */
void um_source_state_set_lists (UmSourceState *self, GPtrArray *kept);

/* Waits until all outcomes are laid over the directory. Never fails. */
void um_source_state_settle_async (UmSourceState *self,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
void um_source_state_settle_finish (UmSourceState *self, GAsyncResult *result);
/* Loads what isn't loaded, and lays over what is what other processes did since: what is asked of
 * Atlassian from now on is newer than all outcomes up to that of the mark, also where it fails with
 * NOT_REFRESHED. Ends with um_source_state_load_finish (). */
void um_source_state_catch_up_async (UmSourceState *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* Ends what goes on, keeps what is to be kept. Never fails. */
void um_source_state_shut_down_async (UmSourceState *self,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
void um_source_state_shut_down_finish (UmSourceState *self, GAsyncResult *result);
/* It goes on after all: removing it failed. */
void um_source_state_revive (UmSourceState *self);

/* Whose directory completes this one's; looks again whether it does. NULL: nobody's. */
void um_source_state_set_partner (UmSourceState *self, UmSourceState *partner);
/* Names of the sources it is linked with. Copied. */
void um_source_state_set_linked (UmSourceState *self, const char *const *names);
/* Which Jira sources are of its organisation. They are kept until others take their place. */
void um_source_state_set_sites (UmSourceState *self, GPtrArray *states);
/* Brings what is shown in line with the two directories it is made of, now or a moment later. */
void um_source_state_complete (UmSourceState *self);
/* Waits until what is shown is of the present own directory. Never fails. */
void
um_source_state_whole_async (UmSourceState *self, GAsyncReadyCallback callback, gpointer user_data);
void um_source_state_whole_finish (UmSourceState *self, GAsyncResult *result);

/* Between the files that make the state up. */
/* Makes @directory what is shown. */
void um_source_state_show (UmSourceState *self, UmDirectory *directory);
void um_source_state_set_loading (UmSourceState *self, gboolean loading);
GArray *um_lay_over_new_changes (void);
void um_lay_over_stop (UmSourceState *self);

G_END_DECLS
