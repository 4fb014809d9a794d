/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain of this layer, and what a status means in it. */
#include "um-atlassian-error.h"

#include <libsoup/soup.h>

G_DEFINE_QUARK (um - atlassian - error - quark, um_atlassian_error)

GError *
um_atlassian_error_of_status (guint status)
{
  UmAtlassianError code = status >= 500   ? UM_ATLASSIAN_ERROR_SERVER
                          : status >= 400 ? UM_ATLASSIAN_ERROR_REFUSED
                                          : UM_ATLASSIAN_ERROR_MALFORMED;

  switch (status)
    {
    case SOUP_STATUS_UNAUTHORIZED:
      code = UM_ATLASSIAN_ERROR_UNAUTHORIZED;
      break;
    case SOUP_STATUS_PAYMENT_REQUIRED:
      code = UM_ATLASSIAN_ERROR_PAYMENT;
      break;
    case SOUP_STATUS_FORBIDDEN:
      code = UM_ATLASSIAN_ERROR_FORBIDDEN;
      break;
    case SOUP_STATUS_NOT_FOUND:
    case SOUP_STATUS_GONE:
      code = UM_ATLASSIAN_ERROR_NOT_FOUND;
      break;
    case SOUP_STATUS_CONFLICT:
      code = UM_ATLASSIAN_ERROR_CONFLICT;
      break;
    case 429:
      code = UM_ATLASSIAN_ERROR_RATE_LIMITED;
      break;
    default:
      break;
    }
  return g_error_new (UM_ATLASSIAN_ERROR, code, "The server answered %u", status);
}
