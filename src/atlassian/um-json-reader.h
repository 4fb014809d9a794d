/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A strict reader of JSON texts (RFC 8259) that takes one token at a time, needs no memory of its
 * own and can't be brought to recurse. It says whether a text may be given to json-glib, and
 * decodes the large pages without a tree. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** UM_JSON_MAX_DEPTH: how deep arrays and objects may be nested (PRODUCT.md §10). */
#define UM_JSON_MAX_DEPTH 64

typedef enum
{
  UM_JSON_TOKEN_ERROR,
  UM_JSON_TOKEN_END,
  UM_JSON_TOKEN_OBJECT,
  UM_JSON_TOKEN_OBJECT_END,
  UM_JSON_TOKEN_ARRAY,
  UM_JSON_TOKEN_ARRAY_END,
  UM_JSON_TOKEN_MEMBER,
  UM_JSON_TOKEN_STRING,
  UM_JSON_TOKEN_NUMBER,
  UM_JSON_TOKEN_TRUE,
  UM_JSON_TOKEN_FALSE,
  UM_JSON_TOKEN_NULL,
} UmJsonToken;

/* What a reader waits for next; private to it. */
typedef enum
{
  UM_JSON_EXPECT_VALUE,
  UM_JSON_EXPECT_VALUE_OR_END,
  UM_JSON_EXPECT_MEMBER_OR_END,
  UM_JSON_EXPECT_COMMA_OR_END,
  UM_JSON_EXPECT_NOTHING,
} UmJsonExpect;

/* Lives on the stack of its user and borrows the text. Any thread. */
typedef struct
{
  const char *text; /* of the last member, string or number, without the quotes */
  gsize length;     /* of @text in bytes */
  gboolean escaped; /* @text holds escapes: read it by um_json_reader_decode () */
  guint depth;

  /*< private >*/
  const char *begin;
  const char *pos;
  const char *end;
  guint64 objects; /* bit n: the level n + 1 is an object */
  UmJsonExpect expect;
  gboolean odd_escapes;
  const char *problem;
} UmJsonReader;

/**
 * um_json_reader_init:
 * @self: an uninitialised reader
 * @text: what to read; a byte order mark is skipped
 * @length: its size in bytes
 */
void um_json_reader_init (UmJsonReader *self, const char *text, gsize length);

/**
 * um_json_reader_next:
 * @self: a reader
 *
 * Returns: the next token. After END and ERROR it stays there. Nothing before END says that the
 * rest of the text is well-formed.
 */
UmJsonToken um_json_reader_next (UmJsonReader *self);

/**
 * um_json_reader_skip:
 * @self: a reader that has just returned @token
 * @token: a token that begins a value
 *
 * Goes on to the end of that value, however deep it is.
 *
 * Returns: %FALSE where the text isn't well-formed
 */
gboolean um_json_reader_skip (UmJsonReader *self, UmJsonToken token);

/**
 * um_json_reader_is:
 * @self: a reader that has just returned a member or a string
 * @word: what to compare with, without a character that needs escaping
 *
 * Returns: whether the text is @word
 */
gboolean um_json_reader_is (const UmJsonReader *self, const char *word);

/**
 * um_json_reader_decode:
 * @self: a reader that has just returned a member or a string
 * @buffer: replaced by the text with its escapes resolved
 *
 * Half surrogate pairs and U+0000 become U+FFFD, so that the result is always valid UTF-8 without
 * NUL.
 */
void um_json_reader_decode (const UmJsonReader *self, GString *buffer);

/**
 * um_json_reader_has_odd_escapes:
 * @self: a reader
 *
 * Returns: whether a half surrogate pair or U+0000 was met; json-glib stands neither
 */
gboolean um_json_reader_has_odd_escapes (const UmJsonReader *self);

/**
 * um_json_reader_get_problem:
 * @self: a reader that has returned %UM_JSON_TOKEN_ERROR
 * @offset: (out): at which byte
 *
 * Returns: (transfer none): what is wrong, for the log; holds nothing of the text
 */
const char *um_json_reader_get_problem (const UmJsonReader *self, gsize *offset);

/**
 * um_json_escape_is_odd:
 * @escape: the backslash of an escape "\uXXXX" inside a well-formed string
 * @pair: (out): whether it is the first half of a whole surrogate pair of 12 bytes
 *
 * Returns: whether the escape stands for U+0000 or half a surrogate pair
 */
gboolean um_json_escape_is_odd (const char *escape, gboolean *pair);

G_END_DECLS
