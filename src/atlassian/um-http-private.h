/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The limits of UmHttp, which tests shorten. */
#pragma once

#include "um-http.h"

G_BEGIN_DECLS

typedef struct
{
  double seconds;       /* one attempt, from its start to the last byte */
  double seconds_large; /* the same with UM_HTTP_LARGE */
  gsize bytes;          /* of a body after decoding */
  gsize bytes_large;    /* the same with UM_HTTP_LARGE */
  guint attempts;       /* that may end without a clear answer */
  double retry_seconds; /* the first pause after such an attempt; doubled from one to the next */
  double retry_longest; /* the longest such pause */
  double retry_total;   /* no attempt begins later than this after the first that failed so */
} UmHttpLimits;

/* @limits is copied. */
void um_http_set_limits (UmHttp *self, const UmHttpLimits *limits);
UmHttpLimits um_http_get_limits (UmHttp *self);

G_END_DECLS
