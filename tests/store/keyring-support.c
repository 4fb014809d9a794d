/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keyring's requests as plain calls, for tests. Main thread. */
#include "keyring-support.h"

char *
keyring_lookup (UmSource *source, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_keyring_lookup_async (source, NULL, store_got_cb, &place);
  result = store_wait (&place);
  return um_keyring_lookup_finish (result, error);
}

gboolean
keyring_store (UmSource *source, const char *key, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_keyring_store_async (source, key, NULL, store_got_cb, &place);
  result = store_wait (&place);
  return um_keyring_store_finish (result, error);
}

gboolean
keyring_clear (UmSource *source, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_keyring_clear_async (source, NULL, store_got_cb, &place);
  result = store_wait (&place);
  return um_keyring_clear_finish (result, error);
}

void
keyring_assert_key (UmSource *source, const char *expected)
{
  g_autoptr (GError) error = NULL;
  char *key = keyring_lookup (source, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (key, ==, expected);
  um_keyring_free_key (key);
}

void
keyring_assert_none (UmSource *source, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (keyring_lookup (source, &error));
  g_assert_error (error, UM_KEYRING_ERROR, code);
}
