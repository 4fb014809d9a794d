/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's program: locale, translations, the application. */
#include "um-config.h"
#include "um-application.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <malloc.h>

int
main (int argc, char **argv)
{
  g_autoptr (UmApplication) application = NULL;

  /* Large blocks go back to the system when freed: directories come and go whole. */
  mallopt (M_MMAP_THRESHOLD, 512 * 1024);
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, UM_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name (_ ("User Management"));
  application = um_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
