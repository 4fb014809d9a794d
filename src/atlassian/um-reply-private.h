/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making a UmReply; for this layer alone. */
#pragma once

#include "um-reply.h"

G_BEGIN_DECLS

/* A reply with one reference that says of nothing yet but what is asked. */
UmReply *um_reply_new (const char *method, const char *path);

G_END_DECLS
