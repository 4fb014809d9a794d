/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions to filters, for their tests. */

#include "filter-support.h"

/* Reads @text, which must be fine; what it prints must read as the same filter. */
UmFilter *
read_filter (const char *text)
{
  g_auto (UmFilterProblem) problem = { 0 };
  UmFilter *filter = um_filter_parse (text, &problem);
  g_autoptr (UmFilter) again = NULL;
  g_autofree char *printed = NULL;
  g_autofree char *printed_again = NULL;

  if (filter == NULL)
    g_error ("“%s” at %u: fault %d", text, problem.position, problem.fault);
  g_assert_cmpint (problem.fault, ==, UM_FILTER_FINE);
  g_assert_null (problem.text);

  printed = um_filter_print (filter);
  again = um_filter_parse (printed, NULL);
  g_assert_nonnull (again);
  g_assert_true (um_filter_equal (filter, again));
  printed_again = um_filter_print (again);
  g_assert_cmpstr (printed, ==, printed_again);

  return filter;
}

UmUser
plain_user (const char *account_id)
{
  return (UmUser){ .account_id = account_id,
                   .name = "",
                   .status = UM_STATUS_ACTIVE,
                   .type = UM_TYPE_PERSON,
                   .managed = UM_YES,
                   .synced = UM_NO,
                   .last_login = UM_TIME_UNKNOWN,
                   .added = UM_TIME_UNKNOWN };
}

/* Takes the builder. */
UmDirectory *
end_directory (UmDirectoryBuilder *builder)
{
  um_directory_builder_set_read (builder, NOW, NOW);
  return um_directory_builder_end (builder);
}

UmDirectory *
directory_of (const UmUser *user)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();

  um_directory_builder_add_user (builder, user);
  return end_directory (builder);
}

UmTruth
ask_in (const UmDirectory *directory, const UmFilterContext *context, guint row, const char *text)
{
  g_autoptr (UmFilter) filter = um_filter_parse (text, NULL);
  g_autoptr (UmFilter) negation = NULL;
  g_autoptr (UmBitset) yes = NULL;
  g_autoptr (UmBitset) no = NULL;
  UmTruth truth;

  if (filter == NULL)
    g_error ("“%s” can't be read", text);

  negation = um_filter_not (filter);
  truth = um_filter_evaluate_row (filter, directory, context, row);
  yes = um_filter_evaluate (filter, directory, context);
  no = um_filter_evaluate (negation, directory, context);
  g_test_message ("row %u, %s: %d", row, text, truth);
  g_assert_cmpint (um_bitset_contains (yes, row), ==, truth == UM_YES);
  g_assert_cmpint (um_bitset_contains (no, row), ==, truth == UM_NO);

  return truth;
}

UmTruth
ask (const UmDirectory *directory, guint row, const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  UmFilterContext context = { .now = NOW, .zone = utc };

  return ask_in (directory, &context, row, text);
}

void
assert_answers (const UmUser *user, const char *const *yes, const char *const *no)
{
  g_autoptr (UmDirectory) directory = directory_of (user);

  for (guint i = 0; yes[i] != NULL; i++)
    g_assert_cmpint (ask (directory, 0, yes[i]), ==, UM_YES);
  for (guint i = 0; no[i] != NULL; i++)
    g_assert_cmpint (ask (directory, 0, no[i]), ==, UM_NO);
}
