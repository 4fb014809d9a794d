/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waiting for an asynchronous call. The commands are written from top to bottom; this is the one
 * place where their main context runs, never within a callback. */
#include "um-cli-await.h"

/**
 * um_await_cb:
 * @object: (nullable): unused
 * @result: the result
 * @user_data: the #UmAwait
 *
 * Keeps the result.
 */
void
um_await_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  UmAwait *self = user_data;

  self->result = g_object_ref (result);
}

/**
 * um_await:
 * @self: what was given as user data
 *
 * Returns: (transfer none): the result, once it is there
 */
GAsyncResult *
um_await (UmAwait *self)
{
  while (self->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return self->result;
}

/**
 * um_await_clear:
 * @self: what was waited with
 *
 * Frees the result.
 */
void
um_await_clear (UmAwait *self)
{
  g_clear_object (&self->result);
}
