/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that is logged. One for the program, behind a lock, since any thread may log. */
#include "um-test-log.h"

#include <string.h>

static GMutex lock;
static GString *captured;
static guint count;

static GLogWriterOutput
writer (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  g_mutex_lock (&lock);
  count++;
  for (gsize i = 0; i < n_fields; i++)
    {
      gsize length = fields[i].length < 0 ? strlen (fields[i].value) : (gsize) fields[i].length;

      g_string_append_len (captured, fields[i].value, (gssize) length);
      g_string_append_c (captured, '\n');
    }
  g_mutex_unlock (&lock);
  return g_log_writer_default (level, fields, n_fields, user_data);
}

void
um_test_log_capture (void)
{
  captured = g_string_new (NULL);
  g_log_set_writer_func (writer, NULL, NULL);
}

gboolean
um_test_log_contains (const char *text)
{
  gboolean found;

  g_mutex_lock (&lock);
  found = memmem (captured->str, captured->len, text, strlen (text)) != NULL;
  g_mutex_unlock (&lock);
  return found;
}

guint
um_test_log_count (void)
{
  guint n;

  g_mutex_lock (&lock);
  n = count;
  g_mutex_unlock (&lock);
  return n;
}
