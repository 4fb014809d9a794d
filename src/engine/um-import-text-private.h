/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of a file as UTF-8, piece by piece, whatever they were written in. One thread. */
#pragma once

#include "um-import-info.h"

G_BEGIN_DECLS

/* The characters are valid UTF-8 without NUL; what can't be read becomes U+FFFD. In a text that is
 * UTF-8 but for some bytes, those are read as Windows-1252. */
typedef struct
{
  UmEncoding encoding;
  guint n_skip;   /* bytes of the byte order mark */
  guchar rest[8]; /* of a character that the last piece cut */
  guint n_rest;
  guint32 surrogate; /* the first half of a pair; 0: none */
  guint64 n_chars;
  guint64 n_odd; /* control characters and what can't be read */
} UmImportDecoder;

/**
 * um_import_decoder_init:
 * @head: the first bytes of the file, some ten thousand where there are so many
 * @size: how many
 *
 * Finds out how it is written: by its byte order mark, by the places of zero bytes, by whether it
 * is UTF-8.
 */
void um_import_decoder_init (UmImportDecoder *self, const guchar *head, gsize size);

/**
 * um_import_decoder_feed:
 * @bytes: the next bytes of the file, from its first on
 * @last: whether there are no more
 * @text: to which the characters are appended
 */
void um_import_decoder_feed (
  UmImportDecoder *self, const guchar *bytes, gsize size, gboolean last, GString *text);

/** um_import_decoder_is_rubbish: whether what was read so far is no text. */
gboolean um_import_decoder_is_rubbish (const UmImportDecoder *self);

G_END_DECLS
