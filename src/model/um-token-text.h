/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A user's API tokens as one text, as plan and journal keep them with a step: a line for each, its
 * id and its label with a tab between. No state; any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** UM_NO_TOKENS, UM_SOME_TOKENS: the states that stand for none and for any. */
#define UM_NO_TOKENS   "no-tokens"
#define UM_SOME_TOKENS "tokens"

/** um_token_text_add: adds a line; what would break it in the texts is made a blank, a long label
 * is cut. */
void um_token_text_add (GString *text, const char *id, const char *label);

/** um_token_text_list: Returns: (transfer full): the ids, "" or %NULL having none */
GStrv um_token_text_list (const char *text);

/**
 * um_token_text_keep:
 * @ids: (array zero-terminated=1): ids
 *
 * Returns: (transfer full): the lines of @text whose ids are among @ids
 */
char *um_token_text_keep (const char *text, const char *const *ids);

/**
 * um_token_text_describe:
 * @text: tokens
 *
 * Returns: (transfer full): the state that they are, as before- and after-states hold it: how many
 *   and their labels, "2: script, backup"; %UM_NO_TOKENS for none
 */
char *um_token_text_describe (const char *text);

/**
 * um_token_text_parse:
 * @state: a state as of um_token_text_describe ()
 * @labels: (out) (optional) (nullable) (transfer none): those of the tokens; %NULL for none
 *
 * Returns: how many tokens it tells of; -1 where it doesn't tell
 */
int um_token_text_parse (const char *state, const char **labels);

G_END_DECLS
