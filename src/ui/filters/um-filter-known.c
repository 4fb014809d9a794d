/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a source can know: by its kind, and for a Jira source also by what its users show, for one
 * that is linked to an organisation knows what that knows (PRODUCT.md §3, "Sources"). No state;
 * main thread. */
#include "um-filter-known.h"

/* What Jira tells of its users by itself. */
static const UmUserStatus jira_statuses[] = { UM_STATUS_ACTIVE, UM_STATUS_INACTIVE,
                                              UM_STATUS_FORMER };
static const UmUserStatus access_statuses[] = { UM_STATUS_ACTIVE, UM_STATUS_SUSPENDED,
                                                UM_STATUS_DEACTIVATED, UM_STATUS_DELETED,
                                                UM_STATUS_NO_ACCESS };

/* Jira alone tells neither of claimed accounts nor of directories. */
static gboolean
is_linked (UmSourceState *source)
{
  UmDirectory *directory = um_source_state_get_directory (source);
  g_autoptr (UmBitset) rows = NULL;

  if (directory == NULL)
    return FALSE;
  if (um_directory_get_n_things (directory, UM_SET_DIRECTORIES) > 0)
    return TRUE;
  rows = um_bitset_new (um_directory_get_n_rows (directory),
                        um_directory_get_generation (directory));
  um_directory_add_by_fact (directory, UM_FACT_MANAGED, 1u << UM_NO | 1u << UM_YES, rows);
  return um_bitset_count (rows) > 0;
}

static gboolean
contains (const UmUserStatus *statuses, guint n_statuses, guint status)
{
  for (guint i = 0; i < n_statuses; i++)
    if (statuses[i] == status)
      return TRUE;
  return FALSE;
}

/**
 * um_filter_known_of:
 * @source: (nullable): a source
 *
 * Returns: whom it can ask
 */
UmFilterKnown
um_filter_known_of (UmSourceState *source)
{
  if (source == NULL)
    return UM_KNOWN_BY_NOBODY;
  if (um_source_state_get_source (source)->kind == UM_SOURCE_ACCESS)
    return UM_KNOWN_BY_ORGANISATION;
  return UM_KNOWN_BY_JIRA | (is_linked (source) ? UM_KNOWN_BY_ORGANISATION : 0);
}

/**
 * um_filter_known_key:
 * @known: whom a source can ask
 * @key: a key
 *
 * Returns: whether it can know that of its users
 */
gboolean
um_filter_known_key (UmFilterKnown known, UmFilterKey key)
{
  switch (key)
    {
    case UM_KEY_NAME:
    case UM_KEY_EMAIL:
    case UM_KEY_ID:
    case UM_KEY_STATUS:
    case UM_KEY_TYPE:
    case UM_KEY_GROUP:
    case UM_KEY_PRODUCT:
    case UM_KEY_LIST:
      return known != UM_KNOWN_BY_NOBODY;
    case UM_KEY_MANAGED:
    case UM_KEY_SYNCED:
    case UM_KEY_DIRECTORY:
    case UM_KEY_ROLE:
    case UM_KEY_LAST_LOGIN:
    case UM_KEY_LOGIN:
    case UM_KEY_ADDED:
    case UM_N_KEYS:
    default:
      return (known & UM_KNOWN_BY_ORGANISATION) != 0;
    }
}

/**
 * um_filter_known_code:
 * @known: whom a source can ask
 * @key: status or type
 * @code: a UmUserStatus or UmUserType
 *
 * Returns: whether one of its users can be so
 */
gboolean
um_filter_known_code (UmFilterKnown known, UmFilterKey key, guint code)
{
  gboolean by_jira = (known & UM_KNOWN_BY_JIRA) != 0;
  gboolean by_organisation = (known & UM_KNOWN_BY_ORGANISATION) != 0;

  if (key == UM_KEY_TYPE)
    return known != UM_KNOWN_BY_NOBODY && code > UM_TYPE_UNKNOWN && code <= UM_TYPE_GUEST;
  return (by_jira && contains (jira_statuses, G_N_ELEMENTS (jira_statuses), code))
         || (by_organisation && contains (access_statuses, G_N_ELEMENTS (access_statuses), code));
}
