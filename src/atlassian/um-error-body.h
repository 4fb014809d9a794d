/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The five shapes in which Atlassian says what is wrong (ATLASSIAN.md §1). */
#pragma once

#include "um-reply.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * um_error_body_read:
 * @reply: a reply whose body is the answer to a request that failed; its code, reason and message
 * are set where the body tells them
 *
 * Anything else in the body, HTML say, is no error: then the three stay %NULL.
 */
void um_error_body_read (UmReply *reply);

/**
 * um_error_body_dup_jira:
 * @body: (nullable): what Jira says of a request, or of one element of it
 *
 * Returns: (transfer full) (nullable): its sentences
 */
char *um_error_body_dup_jira (JsonObject *body);

/**
 * um_error_body_refine:
 * @reply: as of um_error_body_read ()
 * @code: a #UmAtlassianError that the status gave
 *
 * Returns: the code that says more where the body's machine code does, else @code
 */
int um_error_body_refine (const UmReply *reply, int code);

G_END_DECLS
