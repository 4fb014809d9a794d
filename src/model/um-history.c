/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record of what was done to an account. Plain; any thread. */
#include "um-history.h"

/**
 * um_deed_free:
 * @self: a record
 */
void
um_deed_free (UmDeed *self)
{
  g_clear_pointer (&self->run, um_run_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_free (self);
}
