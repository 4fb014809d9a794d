/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The endpoints of an organisation and of user management that the program calls, decoded
 * (ATLASSIAN.md §2, §4 to §14). Main thread; answers are decoded on worker threads.
 *
 * Each call is a pair: …_async (self, arguments, cancellable, callback, user_data) and a finish
 * function, which gives what it names or an error of %UM_ATLASSIAN_ERROR, or %G_IO_ERROR_CANCELLED.
 * All lists share um_org_list_finish (), all changes um_org_change_finish (). Reads may be repeated
 * and wait out the server's limits; so do the changes, since a second time changes nothing more,
 * but not the invitation.
 *
 * An id that can't be part of an address is %UM_ATLASSIAN_ERROR_REFUSED, and nothing is sent. */
#pragma once

#include "um-change.h"
#include "um-http.h"
#include "um-org-records.h"

G_BEGIN_DECLS

#define UM_TYPE_ORG (um_org_get_type ())
G_DECLARE_FINAL_TYPE (UmOrg, um_org, UM, ORG, GObject)

/** UM_ORG_ALL_DIRECTORIES: in place of a directory's id, in reads alone. */
#define UM_ORG_ALL_DIRECTORIES "-"

/** UM_ORG_ADMIN: the role that is given for the whole organisation. */
#define UM_ORG_ADMIN "atlassian/org-admin"

/**
 * um_org_new:
 * @http: what sends, with "https://api.atlassian.com" as its base and the key as bearer; kept
 * @org_id: (nullable): the organisation; only um_org_list_orgs_async () and what acts on an account
 * itself does without it
 *
 * The pace begins at about 4 requests a second for each endpoint and climbs as long as they are
 * answered (ATLASSIAN.md §18); on loopback it is free at once.
 *
 * Returns: (transfer full): the organisation
 */
UmOrg *um_org_new (UmHttp *http, const char *org_id);

/** um_org_get_http: (transfer none): what sends for it. */
UmHttp *um_org_get_http (UmOrg *self);

/** um_org_get_id: (nullable): the organisation's id. */
const char *um_org_get_id (UmOrg *self);

/** um_org_set_check: whether reads are for a check, which a person waits for: then they make one
 * attempt and wait for nothing. */
void um_org_set_check (UmOrg *self, gboolean check);

/* ---- lists ---- */

/**
 * um_org_list_finish:
 * @result: of the callback of any …_list_… and …_search_… call
 *
 * Returns: (transfer full) (nullable): a page of the records that the call names. Its @next is the
 * next call's @cursor. A server that names the page just read as the next is refused
 * (%UM_ATLASSIAN_ERROR_MALFORMED); a longer circle is the caller's to see
 */
UmOrgPage *um_org_list_finish (UmOrg *self, GAsyncResult *result, GError **error);

/**
 * um_org_list_orgs_async:
 * @cursor: (nullable): of the page before
 *
 * `GET /admin/v1/orgs`: #UmOrgThing, those of the key; normally one.
 * %UM_ATLASSIAN_ERROR_UNAUTHORIZED where the key is dead.
 */
void um_org_list_orgs_async (UmOrg *self,
                             const char *cursor,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/**
 * um_org_list_directories_async:
 * @account_id: (nullable): only directories that this user is in
 * @cursor: (nullable): of the page before
 *
 * `GET …/directories`: #UmOrgThing, 100 a page.
 */
void um_org_list_directories_async (UmOrg *self,
                                    const char *account_id,
                                    const char *cursor,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/**
 * um_org_list_workspaces_async:
 * @cursor: (nullable): of the page before
 *
 * `POST …/workspaces`: #UmOrgWorkspace, 1000 a page: the products on the organisation's sites.
 */
void um_org_list_workspaces_async (UmOrg *self,
                                   const char *cursor,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/* What is told of each user beside himself. */
typedef enum
{
  UM_ORG_EXPAND_NONE = 0,
  UM_ORG_EXPAND_ROLES = 1 << 0,     /* platformRoles */
  UM_ORG_EXPAND_ACCESS = 1 << 1,    /* productAccess */
  UM_ORG_EXPAND_GROUPS = 1 << 2,    /* groups */
  UM_ORG_EXPAND_RESOURCES = 1 << 3, /* counts.resources */
} UmOrgExpand;

/* Which users are looked for; what is NULL doesn't narrow. Lists end with NULL. */
typedef struct
{
  const char *const *emails;       /* whole addresses, 100 at most; not with @text */
  const char *const *account_ids;  /* 10 at most */
  const char *const *group_ids;    /* 10 at most */
  const char *const *resource_ids; /* ARIs, 20 at most */
  const char *const *role_ids;     /* 10 at most */
  const char *text;                /* part of a name or address */
  gboolean outside; /* managed accounts that are in no directory; with %UM_ORG_ALL_DIRECTORIES */
  UmOrgExpand expand;
} UmOrgUserQuery;

/**
 * um_org_search_users_async:
 * @directory_id: where, or %UM_ORG_ALL_DIRECTORIES; a user doesn't name his directory
 * @query: (nullable): which; the same for all pages
 * @cursor: (nullable): of the page before
 *
 * `POST …/users/search`: #UmOrgUser, 100 a page.
 */
void um_org_search_users_async (UmOrg *self,
                                const char *directory_id,
                                const UmOrgUserQuery *query,
                                const char *cursor,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * um_org_list_managed_async:
 * @cursor: (nullable): of the page before
 *
 * `GET /admin/v1/…/users`: #UmOrgUser, the accounts of claimed domains, with their last activity.
 * Whether they are active in a directory isn't told: an active account's @status is
 * %UM_STATUS_UNKNOWN.
 */
void um_org_list_managed_async (UmOrg *self,
                                const char *cursor,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/**
 * um_org_list_user_roles_async:
 * @cursor: (nullable): of the page before
 *
 * `GET …/users/{id}/role-assignments`: #UmOrgAssignment, 100 a page.
 */
void um_org_list_user_roles_async (UmOrg *self,
                                   const char *directory_id,
                                   const char *account_id,
                                   const char *cursor,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/* Which groups are looked for; as #UmOrgUserQuery. */
typedef struct
{
  const char *const *group_ids;    /* 10 at most; not with @group_names */
  const char *const *group_names;  /* whole names, 100 at most; not with @text */
  const char *const *account_ids;  /* of their members, 10 at most */
  const char *const *resource_ids; /* ARIs, 20 at most */
  const char *const *role_ids;     /* 10 at most */
  const char *text;                /* part of a name */
  gboolean counts;                 /* users and resources are counted */
} UmOrgGroupQuery;

/**
 * um_org_search_groups_async:
 * @directory_id: where, or %UM_ORG_ALL_DIRECTORIES
 * @query: (nullable): which; the same for all pages
 * @cursor: (nullable): of the page before
 *
 * `POST …/groups/search`: #UmOrgGroup, 100 a page.
 */
void um_org_search_groups_async (UmOrg *self,
                                 const char *directory_id,
                                 const UmOrgGroupQuery *query,
                                 const char *cursor,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/** um_org_list_group_roles_async: `GET …/groups/{id}/role-assignments`: #UmOrgAssignment, 100 a
 * page; the rest as um_org_list_user_roles_async (). */
void um_org_list_group_roles_async (UmOrg *self,
                                    const char *directory_id,
                                    const char *group_id,
                                    const char *cursor,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);

/**
 * um_org_list_keys_async:
 * @cursor: (nullable): of the page before
 *
 * `GET /admin/api-access/v1/…/api-keys`: #UmOrgToken, the API keys of the organisation. Which of
 * them is the one in use isn't told.
 */
void um_org_list_keys_async (UmOrg *self,
                             const char *cursor,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/**
 * um_org_list_tokens_async:
 *
 * `GET /users/{id}/manage/api-tokens`: #UmOrgToken, the API tokens of a managed account, all on one
 * page. A key with scopes is %UM_ATLASSIAN_ERROR_SCOPE.
 */
void um_org_list_tokens_async (UmOrg *self,
                               const char *account_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/** um_org_list_tokens_finish: as um_org_list_finish (); @reply: (out) (optional): as of
 * um_http_send_finish (), with Atlassian's reason of a refusal */
UmOrgPage *
um_org_list_tokens_finish (UmOrg *self, GAsyncResult *result, UmReply **reply, GError **error);

/* ---- single answers ---- */

/** um_org_count_users_async: `GET …/users/count` of one directory, or with
 * %UM_ORG_ALL_DIRECTORIES of all and of the managed accounts in none. */
void um_org_count_users_async (UmOrg *self,
                               const char *directory_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/** um_org_count_users_finish: how many; -1 with an error */
gint64 um_org_count_users_finish (UmOrg *self, GAsyncResult *result, GError **error);

/** um_org_get_user_async: `GET …/users/{id}`: without groups and products, which a search for his
 * account id tells. */
void um_org_get_user_async (UmOrg *self,
                            const char *directory_id,
                            const char *account_id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);

/** um_org_get_user_finish: (transfer full) (nullable): the user */
UmOrgUser *um_org_get_user_finish (UmOrg *self, GAsyncResult *result, GError **error);

/**
 * um_org_get_activity_async:
 * @cursor: (nullable): of the page before
 *
 * `GET …/directory/users/{id}/last-active-dates`: what a search tells in bulk, for a single user.
 */
void um_org_get_activity_async (UmOrg *self,
                                const char *account_id,
                                const char *cursor,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/** um_org_get_activity_finish: (transfer full) (nullable): when he was last active */
UmOrgActivity *um_org_get_activity_finish (UmOrg *self, GAsyncResult *result, GError **error);

/**
 * um_org_get_permissions_async:
 * @account_id: whose account
 * @privileges: (nullable): what is asked for, ending with %NULL: "lifecycle.enablement",
 * "lifecycle.delete", "email.set", "apiToken.read", "apiToken.delete"; %NULL: all
 *
 * `GET /users/{id}/manage`: may the key do this with that account? %UM_ATLASSIAN_ERROR_SCOPE for a
 * key with scopes, %UM_ATLASSIAN_ERROR_FORBIDDEN for an account that isn't managed here.
 */
void um_org_get_permissions_async (UmOrg *self,
                                   const char *account_id,
                                   const char *const *privileges,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/** um_org_get_permissions_finish: (transfer full) (nullable): the answers; @reply: (out)
 * (optional): as of um_http_send_finish () */
UmOrgPermissions *
um_org_get_permissions_finish (UmOrg *self, GAsyncResult *result, UmReply **reply, GError **error);

/** um_org_get_profile_async: `GET /users/{id}/manage/profile`, of managed accounts: address and
 * state of the account as they are now. */
void um_org_get_profile_async (UmOrg *self,
                               const char *account_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/** um_org_get_profile_finish: (transfer full) (nullable): the account; as of
 * um_org_list_managed_async () */
UmOrgUser *um_org_get_profile_finish (UmOrg *self, GAsyncResult *result, GError **error);

/* ---- changes ---- */

/**
 * um_org_change_finish:
 * @result: of the callback of any of the following calls but the invitation
 * @change: (out): whether the state asked for stood already
 * @reply: (out) (optional) (nullable): as of um_http_send_finish (), with Atlassian's code and
 * reason of a refusal: "ADMIN-403-5" for a group that is synced, "forbidden.action" because of
 * "externalDirectory.scim", …
 *
 * A cancellable of theirs ends a request even if it is under way; its effect is then unknown
 * (maybe_done of the reply), so it must not be one that a closing screen cancels.
 *
 * Errors beside the usual: %UM_ATLASSIAN_ERROR_CONFLICT (409): somebody else changes the same just
 * now; %UM_ATLASSIAN_ERROR_LICENCE: no seat is left; %UM_ATLASSIAN_ERROR_SCOPE: not with a key that
 * has scopes.
 */
gboolean um_org_change_finish (
  UmOrg *self, GAsyncResult *result, UmChange *change, UmReply **reply, GError **error);

/** um_org_add_member_async: `POST …/groups/{id}/memberships`; user and group in @directory_id. */
void um_org_add_member_async (UmOrg *self,
                              const char *directory_id,
                              const char *group_id,
                              const char *account_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/** um_org_remove_member_async: `DELETE …/groups/{id}/memberships/{account}`. */
void um_org_remove_member_async (UmOrg *self,
                                 const char *directory_id,
                                 const char *group_id,
                                 const char *account_id,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/** um_org_suspend_async: `POST …/users/{id}/suspend`: no access to anything of that directory. */
void um_org_suspend_async (UmOrg *self,
                           const char *directory_id,
                           const char *account_id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/** um_org_restore_async: `POST …/users/{id}/restore`: gives back what suspending took. */
void um_org_restore_async (UmOrg *self,
                           const char *directory_id,
                           const char *account_id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/** um_org_remove_user_async: `DELETE …/users/{id}`: out of the directory, with all groups and
 * roles; may take a while to show. A user who isn't there (ADMIN-404-8) is %UM_CHANGE_ALREADY_SO.
 */
void um_org_remove_user_async (UmOrg *self,
                               const char *directory_id,
                               const char *account_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * um_org_assign_role_async:
 * @role: "atlassian/user", …
 * @resource: (nullable): for what, an ARI; %NULL: for the whole organisation, with %UM_ORG_ADMIN
 *
 * `POST /admin/v1/…/users/{id}/roles/assign`, or `…/role-assignments/assign` for the organisation:
 * straight to the user, not by a group. May take 30 s to show.
 */
void um_org_assign_role_async (UmOrg *self,
                               const char *account_id,
                               const char *role,
                               const char *resource,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/** um_org_revoke_role_async: the opposite of um_org_assign_role_async (): a role that a group gives
 * stays. */
void um_org_revoke_role_async (UmOrg *self,
                               const char *account_id,
                               const char *role,
                               const char *resource,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * um_org_disable_account_async:
 * @message: (nullable): what the user is told
 *
 * `POST /users/{id}/manage/lifecycle/disable`: no log-in anywhere at Atlassian. This and the
 * following are for managed accounts.
 */
void um_org_disable_account_async (UmOrg *self,
                                   const char *account_id,
                                   const char *message,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/** um_org_enable_account_async: `POST /users/{id}/manage/lifecycle/enable`. */
void um_org_enable_account_async (UmOrg *self,
                                  const char *account_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/** um_org_delete_account_async: `POST /users/{id}/manage/lifecycle/delete`: for good after 14 days.
 */
void um_org_delete_account_async (UmOrg *self,
                                  const char *account_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/** um_org_cancel_deletion_async: `POST /users/{id}/manage/lifecycle/cancel-delete`: it activates
 * the account too. */
void um_org_cancel_deletion_async (UmOrg *self,
                                   const char *account_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);

/** um_org_set_email_async: `PUT /users/{id}/manage/email`: ends all sessions. Always
 * %UM_CHANGE_DONE. */
void um_org_set_email_async (UmOrg *self,
                             const char *account_id,
                             const char *email,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/** um_org_revoke_token_async: `DELETE /users/{id}/manage/api-tokens/{token}`. */
void um_org_revoke_token_async (UmOrg *self,
                                const char *account_id,
                                const char *token_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/* A role that an invitation gives. */
typedef struct
{
  const char *role;     /* "atlassian/user", … */
  const char *resource; /* an ARI */
} UmOrgRule;

typedef struct
{
  const char *const *emails; /* 1 to 25, ending with NULL */
  const UmOrgRule *rules;    /* (nullable) */
  gsize n_rules;
  const char *const *group_ids; /* (nullable): ending with NULL */
  gboolean notify;              /* by mail */
  const char *text;             /* (nullable): in that mail */
} UmOrgInvitation;

/**
 * um_org_invite_async:
 * @invitation: whom to what; not used after this
 *
 * `POST …/users/invite`. Sent once: after an unclear outcome (maybe_done of the reply) look for the
 * users before it is sent again. %UM_ATLASSIAN_ERROR_PAYMENT without a paid plan.
 */
void um_org_invite_async (UmOrg *self,
                          const UmOrgInvitation *invitation,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/**
 * um_org_invite_finish:
 * @reply: (out) (optional) (nullable): as of um_http_send_finish (); with
 * %UM_ATLASSIAN_ERROR_MALFORMED and a status of 2xx the invitation was sent, and only the answer
 * can't be read
 *
 * Returns: (transfer full) (nullable): a page of #UmOrgInvited; some may have failed (206)
 */
UmOrgPage *
um_org_invite_finish (UmOrg *self, GAsyncResult *result, UmReply **reply, GError **error);

G_END_DECLS
