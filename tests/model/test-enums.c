/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of the enumerations: each goes there and back, none is used twice, and those that
 * PRODUCT.md and DESIGN.md fix are spelt so. */

#include "um-enums.h"

typedef const char *(*ToNick) (guint value);
typedef gboolean (*FromNick) (const char *nick, guint *value);

typedef struct
{
  const char *name;
  ToNick to_nick;
  FromNick from_nick; /* NULL where nothing is read back */
  guint n_values;
  const char *words; /* all of them in order */
} Enum;

static const Enum enums[] = {
  { "source-kind", (ToNick) um_source_kind_to_nick, (FromNick) um_source_kind_from_nick,
    UM_SOURCE_ACCESS + 1, "jira access" },
  { "user-status", (ToNick) um_user_status_to_nick, (FromNick) um_user_status_from_nick,
    UM_STATUS_INACTIVE + 1,
    "unknown active suspended deactivated deleted former no-access inactive" },
  { "user-type", (ToNick) um_user_type_to_nick, (FromNick) um_user_type_from_nick,
    UM_TYPE_GUEST + 1, "unknown person app customer guest" },
  { "step-kind", (ToNick) um_step_kind_to_nick, (FromNick) um_step_kind_from_nick, UM_N_STEP_KINDS,
    "group.add group.remove role.assign role.revoke account.enable account.disable account.delete "
    "account.cancel-delete access.suspend access.restore directory.enter directory.check "
    "directory.remove email.set token.revoke invite issue.create" },
  { "step-state", (ToNick) um_step_state_to_nick, (FromNick) um_step_state_from_nick, UM_N_STATES,
    "pending sent done failed skipped unknown cancelled" },
  { "run-state", (ToNick) um_run_state_to_nick, (FromNick) um_run_state_from_nick,
    UM_RUN_ATTENTION + 1, "running paused interrupted finished cancelled attention" },
  { "note-kind", (ToNick) um_note_kind_to_nick, (FromNick) um_note_kind_from_nick, UM_N_NOTE_KINDS,
    "found user-gone target-gone as-expected also-changed not-read" },
  { "difference", (ToNick) um_difference_to_nick, (FromNick) um_difference_from_nick,
    UM_N_DIFFERENCES,
    "gone status email group-left group-joined directory-left directory-joined suspended restored "
    "role-lost role-gained" },
  { "risk", (ToNick) um_risk_to_nick, NULL, UM_RISK_IRREVERSIBLE + 1, "small large irreversible" },
  { "skip", (ToNick) um_skip_to_nick, (FromNick) um_skip_from_nick, UM_N_SKIPS,
    "none already-so held-out yourself last-admin protected group-synced group-gone user-gone "
    "former-user not-managed synced changed-since earlier-failed earlier-skipped "
    "refused other-directory not-in-directory not-on-site several-directories app deleted "
    "deactivated not-in-list "
    "other-domain email-unknown email-invalid email-twice email-taken"
    " left-alone suspended no-email no-way-in "
    "groups-unknown ambiguous-group not-invited other-account not-read-back status-unknown "
    "changed-by-others no-undo too-late before-unknown outcome-unknown not-retried product-gone" },
  { "warning-kind", (ToNick) um_warning_kind_to_nick, NULL, UM_WARNING_TOKENS_UNKNOWN + 1,
    "loses-product gives-admin takes-admin membership-unknown role-unknown "
    "already-there loses-groups synced-there yourself-unknown "
    "may-lose-product keeps-role domain-unknown tokens-unknown" },
};

static void
test_words (gconstpointer data)
{
  const Enum *self = data;
  g_auto (GStrv) words = g_strsplit (self->words, " ", -1);

  g_assert_cmpuint (g_strv_length (words), ==, self->n_values);
  for (guint value = 0; value < self->n_values; value++)
    {
      guint read = G_MAXUINT;

      g_assert_cmpstr (self->to_nick (value), ==, words[value]);
      if (self->from_nick == NULL)
        continue;
      g_assert_true (self->from_nick (words[value], &read));
      g_assert_cmpuint (read, ==, value);
    }
}

static void
test_refused (gconstpointer data)
{
  const Enum *self = data;
  const char *refused[] = { NULL, "", " ", "nonsense", "Active", "JIRA", "jira ", "pendin", "0" };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      guint read = 12345;

      g_assert_false (self->from_nick (refused[i], &read));
      g_assert_cmpuint (read, ==, 12345);
    }
}

static void
test_out_of_range (gconstpointer data)
{
  const Enum *self = data;

  g_test_expect_message ("user-management", G_LOG_LEVEL_CRITICAL, "*assertion*failed*");
  g_assert_null (self->to_nick (self->n_values));
  g_test_assert_expected_messages ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (enums); i++)
    {
      g_autofree char *words = g_strdup_printf ("/model/enums/%s/words", enums[i].name);
      g_autofree char *refused = g_strdup_printf ("/model/enums/%s/refused", enums[i].name);
      g_autofree char *range = g_strdup_printf ("/model/enums/%s/out-of-range", enums[i].name);

      g_test_add_data_func (words, &enums[i], test_words);
      if (enums[i].from_nick != NULL)
        g_test_add_data_func (refused, &enums[i], test_refused);
      g_test_add_data_func (range, &enums[i], test_out_of_range);
    }

  return g_test_run ();
}
