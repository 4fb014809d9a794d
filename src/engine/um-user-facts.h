/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only Atlassian can tell of one user, asked when somebody looks at him: when he last used
 * which product, and how many API tokens he has (ATLASSIAN.md §5, §11). Each question makes one
 * attempt and waits for no limit: a person waits for it, and can ask again. */
#pragma once

#include "um-source-state.h"

G_BEGIN_DECLS

/* When a product was used last. */
typedef struct
{
  char *key;          /* (nullable): "jira-software"; drifts between Atlassian's APIs */
  char *resource;     /* (nullable): its ARI, the id of a product of an organisation's directory */
  gint64 last_active; /* seconds, or UM_TIME_UNKNOWN */
} UmProductUse;

void um_product_use_free (UmProductUse *self);

/* Who can be asked about users of @state: itself where it is an Access source, else the Access
 * source that completes it. (transfer none) (nullable) */
UmSourceState *um_user_facts_get_teller (UmSourceState *state);

/* Every product of the account that Atlassian tells of; none: he never used one, or less than 24
 * hours ago. @teller: of um_user_facts_get_teller (). @cloud_id: (nullable): only those of this
 * site. UM_PROBLEM, or cancelled. (element-type UmProductUse) */
void um_user_facts_list_uses_async (UmSourceState *teller,
                                    const char *account_id,
                                    const char *cloud_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *
um_user_facts_list_uses_finish (UmSourceState *teller, GAsyncResult *result, GError **error);

/* How many API tokens a managed account has. FORBIDDEN for one that isn't managed here, and with a
 * key that has scopes. -1 with an error. */
void um_user_facts_count_tokens_async (UmSourceState *teller,
                                       const char *account_id,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
int um_user_facts_count_tokens_finish (UmSourceState *teller, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmProductUse, um_product_use_free)

G_END_DECLS
