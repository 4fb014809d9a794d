/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of a check's table. Owned by the check's list, main thread. */
#include "um-check-private.h"

struct _UmCheckRight
{
  GObject parent_instance;
  UmRightKind kind;
  UmSourceKind source;
  UmTruth granted;
  gboolean probed;
  char *detail;
};

enum
{
  PROP_0,
  PROP_STATE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static const char *const nicks[UM_N_RIGHTS] = {
  [UM_RIGHT_ADDRESS] = "address",
  [UM_RIGHT_KEY] = "key",
  [UM_RIGHT_BROWSE_USERS] = "browse-users",
  [UM_RIGHT_ADMINISTER] = "administer",
  [UM_RIGHT_CHANGE_GROUPS] = "change-groups",
  [UM_RIGHT_OWNER] = "owner",
  [UM_RIGHT_CHANGE_ACCESS] = "change-access",
  [UM_RIGHT_MANAGE_ACCOUNTS] = "manage-accounts",
  [UM_RIGHT_READ_KEYS] = "read-keys",
};

/* The groups that grant a product are told to administrators only. */
static const char *const product_actions[] = { "remove-application-access", NULL };
/* Only site administrators may do these. */
static const char *const site_actions[] = {
  "add-to-groups", "remove-from-groups", "remove-application-access", "remove-user", "invite", NULL,
};
static const char *const access_actions[] = {
  "add-to-groups",
  "remove-from-groups",
  "remove-application-access",
  "grant-product-access",
  "suspend",
  "restore",
  "remove-user",
  "change-directory",
  "invite",
  NULL,
};
static const char *const account_actions[] = {
  "deactivate",   "reactivate",    "delete-account", "cancel-deletion",
  "change-email", "revoke-tokens", "end-sessions",   NULL,
};

/* All of these need an address, a key and the list of users. */
static const char *const jira_actions[] = {
  "add-to-groups",
  "remove-from-groups",
  "remove-application-access",
  "remove-user",
  "invite",
  "create-issues",
  NULL,
};
static const char *const organisation_actions[] = {
  "add-to-groups",
  "remove-from-groups",
  "remove-application-access",
  "grant-product-access",
  "suspend",
  "restore",
  "remove-user",
  "change-directory",
  "invite",
  "deactivate",
  "reactivate",
  "delete-account",
  "cancel-deletion",
  "change-email",
  "revoke-tokens",
  "end-sessions",
  NULL,
};
static const char *const no_actions[] = { NULL };

G_DEFINE_FINAL_TYPE (UmCheckRight, um_check_right, G_TYPE_OBJECT)

static void
um_check_right_finalize (GObject *object)
{
  g_free (UM_CHECK_RIGHT (object)->detail);
  G_OBJECT_CLASS (um_check_right_parent_class)->finalize (object);
}

static void
um_check_right_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  UmCheckRight *self = UM_CHECK_RIGHT (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->probed ? (int) self->granted : -1);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_check_right_class_init (UmCheckRightClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = um_check_right_finalize;
  object_class->get_property = um_check_right_get_property;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, -1, UM_YES, -1,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS
                                               | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
um_check_right_init (UmCheckRight *self)
{
}

UmCheckRight *
um_check_right_new (UmRightKind kind, UmSourceKind source)
{
  UmCheckRight *self = g_object_new (UM_TYPE_CHECK_RIGHT, NULL);

  self->kind = kind;
  self->source = source;
  return self;
}

void
um_check_right_set (UmCheckRight *self, UmTruth granted, const char *detail)
{
  self->granted = granted;
  self->probed = TRUE;
  g_free (self->detail);
  self->detail = g_strdup (detail);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

UmRightKind
um_check_right_get_kind (UmCheckRight *self)
{
  return self->kind;
}

UmTruth
um_check_right_get_granted (UmCheckRight *self)
{
  return self->granted;
}

gboolean
um_check_right_get_probed (UmCheckRight *self)
{
  return self->probed;
}

const char *
um_check_right_get_detail (UmCheckRight *self)
{
  return self->detail;
}

const char *const *
um_check_right_get_needed_by (UmCheckRight *self)
{
  switch (self->kind)
    {
    case UM_RIGHT_ADMINISTER:
      return product_actions;
    case UM_RIGHT_CHANGE_GROUPS:
      return site_actions;
    case UM_RIGHT_CHANGE_ACCESS:
      return access_actions;
    case UM_RIGHT_MANAGE_ACCOUNTS:
      return account_actions;
    case UM_RIGHT_OWNER:
    case UM_RIGHT_READ_KEYS:
      return no_actions;
    default:
      return self->source == UM_SOURCE_JIRA ? jira_actions : organisation_actions;
    }
}

const char *
um_right_kind_to_nick (UmRightKind kind)
{
  g_return_val_if_fail (kind < UM_N_RIGHTS, NULL);

  return nicks[kind];
}
