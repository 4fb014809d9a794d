/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domains of what is kept. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define UM_STORE_ERROR (um_store_error_quark ())
GQuark um_store_error_quark (void);

typedef enum
{
  UM_STORE_ERROR_FULL,      /* no space left */
  UM_STORE_ERROR_READ_ONLY, /* can't be written */
  UM_STORE_ERROR_CORRUPT,   /* damaged; where opening moved it: um_store_get_moved_aside () */
  UM_STORE_ERROR_NEWER,     /* made by a newer version of the program */
  UM_STORE_ERROR_BUSY,      /* another process held it for 10 s */
  UM_STORE_ERROR_LOCKED,    /* a run of this source is going on elsewhere */
  UM_STORE_ERROR_NOT_FOUND,
  UM_STORE_ERROR_EXISTS, /* a name or plan id that is taken, an outcome that stands */
  UM_STORE_ERROR_FAILED, /* anything else SQLite says */
} UmStoreError;

#define UM_KEYRING_ERROR (um_keyring_error_quark ())
GQuark um_keyring_error_quark (void);

typedef enum
{
  UM_KEYRING_ERROR_NO_KEY,    /* the keyring is open and holds no key for this source */
  UM_KEYRING_ERROR_LOCKED,    /* locked, and nobody could unlock it */
  UM_KEYRING_ERROR_DISMISSED, /* the prompt was closed */
  UM_KEYRING_ERROR_ABSENT,    /* no Secret Service, or no keyring in it */
  UM_KEYRING_ERROR_FAILED,
} UmKeyringError;

G_END_DECLS
