/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the decoders share that make records of a tree: records hold a share of the tree that their
 * strings belong to. Any thread. */
#pragma once

#include "um-json.h"

G_BEGIN_DECLS

/* Makes a record of @object, which is part of @answer; NULL where it isn't one. */
typedef gpointer (*UmDecodeItem) (JsonObject *object, JsonNode *answer);

/* MALFORMED: the answer has no @what. Returns: NULL */
gpointer um_decode_malformed (const char *what, GError **error);

/* The object that a body is. @answer: (out) (nullable): its tree, to be freed in any case */
JsonObject *um_decode_object (GBytes *body, JsonNode **answer, GError **error);

/* The records of @array; @bad: (out): how many aren't one */
GPtrArray *um_decode_items (JsonArray *array,
                            JsonNode *answer,
                            UmDecodeItem decode_item,
                            GDestroyNotify free_item,
                            guint *bad);

/* The strings in @array, which they belong to. (nullable): NULL without one */
GPtrArray *um_decode_strings (JsonArray *array);

/* Never NULL. */
const char *um_decode_text (JsonObject *object, const char *member);
/* Whether @id can be one. */
gboolean um_decode_is_id (const char *id);

G_END_DECLS
