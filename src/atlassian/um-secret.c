/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text that must not outlive its use. It has pages of its own, locked and left out of core dumps
 * where the system allows it (RLIMIT_MEMLOCK may be spent: then it is an ordinary buffer that is
 * still wiped). What libsoup and the TLS library copy of a header while a request runs is out of
 * our hands. Owned by UmHttp; main thread. */
#include "um-secret.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

struct _UmSecret
{
  gsize mapped; /* bytes of this block, whole pages */
  gboolean locked;
  char text[];
};

static UmSecret *
secret_alloc (gsize length)
{
  gsize page = (gsize) sysconf (_SC_PAGESIZE);
  gsize mapped = (sizeof (UmSecret) + length + 1 + page - 1) / page * page;
  UmSecret *self = mmap (NULL, mapped, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

  if (self == MAP_FAILED)
    g_error ("Out of memory");

  self->mapped = mapped;
  self->locked = mlock (self, mapped) == 0;
  if (madvise (self, mapped, MADV_DONTDUMP) != 0)
    g_debug ("A key's memory can't be left out of core dumps");
  return self;
}

UmSecret *
um_secret_new_basic (const char *user, const char *password)
{
  gsize user_length, password_length, length, written;
  gint state = 0, save = 0;
  UmSecret *clear, *self;

  g_return_val_if_fail (user != NULL, NULL);
  g_return_val_if_fail (password != NULL, NULL);

  user_length = strlen (user);
  password_length = strlen (password);
  length = user_length + 1 + password_length;
  clear = secret_alloc (length);
  memcpy (clear->text, user, user_length);
  clear->text[user_length] = ':';
  memcpy (clear->text + user_length + 1, password, password_length);

  self = secret_alloc (strlen ("Basic ") + (length / 3 + 1) * 4 + 4);
  memcpy (self->text, "Basic ", strlen ("Basic "));
  written = strlen ("Basic ");
  written += g_base64_encode_step ((const guchar *) clear->text, length, FALSE,
                                   self->text + written, &state, &save);
  written += g_base64_encode_close (FALSE, self->text + written, &state, &save);
  self->text[written] = '\0';
  explicit_bzero (&save, sizeof save);
  um_secret_free (clear);
  return self;
}

UmSecret *
um_secret_new_bearer (const char *key)
{
  UmSecret *self;

  g_return_val_if_fail (key != NULL, NULL);

  self = secret_alloc (strlen ("Bearer ") + strlen (key));
  memcpy (self->text, "Bearer ", strlen ("Bearer "));
  memcpy (self->text + strlen ("Bearer "), key, strlen (key) + 1);
  return self;
}

const char *
um_secret_peek (const UmSecret *self)
{
  return self->text;
}

void
um_secret_free (UmSecret *self)
{
  gsize mapped;

  if (self == NULL)
    return;

  mapped = self->mapped;
  explicit_bzero (self, mapped);
  munmap (self, mapped);
}
