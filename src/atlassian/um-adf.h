/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts as Jira keeps them: the Atlassian Document Format. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * um_adf_from_text:
 * @text: a text of any number of lines
 *
 * Returns: (transfer full): a document with one paragraph a line; an empty line is an empty
 * paragraph, since text nodes may not be empty (ATLASSIAN.md §16), and no text an empty document
 */
JsonNode *um_adf_from_text (const char *text);

G_END_DECLS
