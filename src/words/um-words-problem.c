/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went wrong and what to do about it, for every code of UM_PROBLEM. One table: a sentence, in
 * which %s stands for the problem's argument, and an advice. No state; any thread. */
#include "um-config.h"
#include "um-words.h"
#include "um-words-private.h"
#include "um-enums.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  UmProblem code;
  const char *sentence;
  const char *advice;
} Entry;

/* Translators: in all of these, %s is a name, an address, a host, a file or a number, as the words
 * around it say. */
static const Entry entries[] = {
  { UM_PROBLEM_NAME_MISSING, N_ ("The source needs a name."), N_ ("Type a name.") },
  { UM_PROBLEM_NAME_TAKEN, N_ ("There is a source named “%s” already."),
    N_ ("Choose another name.") },
  { UM_PROBLEM_ADDRESS_MISSING, N_ ("The address of the site is missing."),
    N_ ("Type it as you see it in the browser, such as https://your-site.atlassian.net.") },
  { UM_PROBLEM_ADDRESS_NO_SCHEME, N_ ("The address has to begin with https://."),
    N_ ("Write %s.") },
  { UM_PROBLEM_ADDRESS_INSECURE, N_ ("http:// would send the key to %s unprotected."),
    N_ ("Use https://.") },
  { UM_PROBLEM_ADDRESS_OTHER_SCHEME, N_ ("“%s” addresses can’t be used."), N_ ("Use https://.") },
  { UM_PROBLEM_ADDRESS_HAS_PATH, N_ ("The address must end after the site’s name."),
    N_ ("Write %s.") },
  { UM_PROBLEM_ADDRESS_HAS_USER, N_ ("The address must not hold a user name or password."),
    N_ ("Write only https:// and the site’s name.") },
  { UM_PROBLEM_ADDRESS_NOT_AN_ADDRESS, N_ ("This isn’t the address of a site."),
    N_ ("Type it as you see it in the browser, such as https://your-site.atlassian.net.") },
  { UM_PROBLEM_HOST_NOT_CONFIRMED, N_ ("%s isn’t one of Atlassian’s own addresses."),
    N_ ("Confirm that your key may be sent there.") },
  { UM_PROBLEM_EMAIL_MISSING, N_ ("The e-mail address of the key’s owner is missing."),
    N_ ("Type the address that the key’s owner logs in with.") },
  { UM_PROBLEM_EMAIL_NOT_AN_EMAIL, N_ ("This isn’t an e-mail address."),
    N_ ("Type the address that the key’s owner logs in with.") },
  { UM_PROBLEM_KEY_MISSING, N_ ("The API key is missing."), N_ ("Paste the key.") },
  { UM_PROBLEM_KEY_NOT_A_KEY,
    N_ ("This can’t be an API key: it holds blanks or control characters."),
    N_ ("Copy the key again, whole and alone.") },
  { UM_PROBLEM_DATE_NOT_A_DATE, N_ ("“%s” isn’t a date."),
    N_ ("Write year, month and day, such as 2026-12-31.") },
  { UM_PROBLEM_DATE_PAST, N_ ("The expiration date is over."),
    N_ ("Create a new key, or correct the date.") },
  { UM_PROBLEM_DATE_TOO_FAR, N_ ("An organisation’s key lives at most a year."),
    N_ ("Type the date that Atlassian shows for the key.") },

  { UM_PROBLEM_OFFLINE, N_ ("%s can’t be reached."),
    N_ ("Check the address and your network connection, then try again.") },
  { UM_PROBLEM_TLS, N_ ("The certificate of %s can’t be trusted."),
    N_ ("Nothing was sent. Check the address and this computer’s clock; in a company network, "
        "ask whether a proxy"
        " replaces certificates.") },
  { UM_PROBLEM_REDIRECTED, N_ ("The server points to another host: %s."),
    N_ ("Nothing was sent there. If it is the right one, use its address for the source.") },
  { UM_PROBLEM_NOT_JIRA, N_ ("%s isn’t a Jira Cloud site."),
    N_ ("Check the address. Jira Data Center and other products can’t be used.") },
  { UM_PROBLEM_NOT_ATLASSIAN, N_ ("%s isn’t Atlassian’s API."),
    N_ ("Check the API address. Its usual one is https://api.atlassian.com.") },
  { UM_PROBLEM_NOT_JSON, N_ ("%s answered with a web page instead of data."),
    N_ ("A log-in page of your network or a proxy may stand in between. Open the site in a "
        "browser, then try again.") },
  { UM_PROBLEM_MALFORMED, N_ ("The answer of %s can’t be understood."),
    N_ ("Try again. If it stays so, report it with the time of day.") },
  { UM_PROBLEM_KEY_REJECTED, N_ ("%s rejected the key."),
    N_ ("Check the e-mail address, or create a new key and give it to the source.") },
  { UM_PROBLEM_ORG_KEY_REJECTED, N_ ("%s didn’t accept the key."),
    N_ ("It is mistyped, has expired or was revoked. Copy it again, or create a new one; the API"
        " token of a Jira user isn’t taken here.") },
  { UM_PROBLEM_KEY_DEAD, N_ ("%s no longer knows the key: it has expired or was revoked."),
    N_ ("Create a new key and give it to the source.") },
  { UM_PROBLEM_CAPTCHA, N_ ("%s asks this account to prove that it is a person."),
    N_ ("Log in with a browser once, then try again.") },
  { UM_PROBLEM_FORBIDDEN, N_ ("%s doesn’t allow this to the key’s owner."),
    N_ ("Use the key of an administrator.") },
  { UM_PROBLEM_CANT_BROWSE, N_ ("The key’s owner may not list the users of %s."),
    N_ ("Ask an administrator for the permission “Browse users and groups”.") },
  { UM_PROBLEM_NO_ORGANISATION, N_ ("%s knows no organisation of this key."),
    N_ ("Create an API key in Atlassian Administration, under Organization settings, API keys.") },
  { UM_PROBLEM_NOT_FOUND, N_ ("%s doesn’t exist (any more)."), N_ ("Refresh the source.") },
  { UM_PROBLEM_CONFLICT, N_ ("Somebody else is changing %s."), N_ ("Try again in a moment.") },
  { UM_PROBLEM_REFUSED, N_ ("Atlassian refused: %s"), N_ ("Refresh the source and look again.") },
  { UM_PROBLEM_RATE_LIMITED, N_ ("%s is busy and asks for patience."),
    N_ ("Try again in a few minutes.") },
  { UM_PROBLEM_SERVER, N_ ("%s failed to answer."),
    N_ ("Try again later; status.atlassian.com tells about failures.") },
  { UM_PROBLEM_CUT, N_ ("The connection to %s was lost."), N_ ("Try again.") },

  { UM_PROBLEM_NO_KEY, N_ ("The keyring holds no key for “%s”."),
    N_ ("Give the source its key again.") },
  { UM_PROBLEM_KEYRING_LOCKED, N_ ("The keyring is locked."),
    N_ ("Unlock it, or use a key for this session only.") },
  { UM_PROBLEM_KEYRING_DISMISSED, N_ ("The keyring stays locked: its question was closed."),
    N_ ("Unlock it, or use a key for this session only.") },
  { UM_PROBLEM_KEYRING_ABSENT, N_ ("This desktop has no keyring that keys can be kept in."),
    N_ ("Start a Secret Service such as GNOME Keyring or KWallet, or use a key for this session "
        "only.") },
  { UM_PROBLEM_KEYRING_FAILED, N_ ("The keyring failed."),
    N_ ("Try again, or use a key for this session only.") },

  { UM_PROBLEM_DISK_FULL, N_ ("The disk is full."),
    N_ ("Make room, then try again. Nothing was lost.") },
  { UM_PROBLEM_DISK_READ_ONLY, N_ ("%s can’t be written to."), N_ ("Check its permissions.") },
  { UM_PROBLEM_DATABASE_DAMAGED,
    N_ ("The database was damaged. It was kept as %s, and a new one begun."),
    N_ ("Add your sources again; run logs may be recovered from the old file.") },
  { UM_PROBLEM_DATABASE_NEWER, N_ ("The database was made by a newer version of User Management."),
    N_ ("Install that version or a later one. Nothing was changed.") },
  { UM_PROBLEM_DATABASE_BUSY, N_ ("Another window or command holds the database."),
    N_ ("Try again when it is done.") },
  { UM_PROBLEM_DATABASE_FAILED, N_ ("The database failed."), N_ ("Try again.") },
  { UM_PROBLEM_FILE_FAILED, N_ ("%s can’t be read or written."),
    N_ ("Check that it exists and its permissions.") },
  { UM_PROBLEM_DEMO_FAILED, N_ ("The demo organisation can’t be started: %s"),
    N_ ("Install the program whole.") },

  { UM_PROBLEM_NO_SUCH_SOURCE, N_ ("There is no source named “%s”."),
    N_ ("Add it, or check the name.") },
  { UM_PROBLEM_NOT_REFRESHED, N_ ("The users of “%s” were not read yet."),
    N_ ("Refresh the source.") },
  { UM_PROBLEM_LOSES_USERS,
    N_ ("The refresh would lose %s percent of the users. Those read before were kept."),
    N_ ("A key with fewer rights may be the reason. Check the source; refresh once more if it is "
        "right.") },
  { UM_PROBLEM_BUSY, N_ ("“%s” is being refreshed or changed by a run."),
    N_ ("Wait until it is over.") },

  { UM_PROBLEM_NO_USERS, N_ ("No users are selected."), N_ ("Select at least one user.") },
  { UM_PROBLEM_NO_SUCH_ACTION, N_ ("There is no action “%s”."),
    N_ ("The command “actions” lists them.") },
  { UM_PROBLEM_WRONG_SOURCE_KIND, N_ ("“%s” isn’t offered for this type of source."),
    N_ ("Choose another action or source.") },
  { UM_PROBLEM_READ_ONLY_SOURCE, N_ ("“%s” is read-only."),
    N_ ("Give it the key of an administrator who may change memberships, and check it.") },
  { UM_PROBLEM_NO_GROUPS, N_ ("No groups are chosen."), N_ ("Choose at least one group.") },
  { UM_PROBLEM_NO_SUCH_GROUP, N_ ("There is no group “%s”."),
    N_ ("Check the name, or refresh the source.") },
  { UM_PROBLEM_NO_PRODUCTS, N_ ("No products are chosen."), N_ ("Choose at least one product.") },
  { UM_PROBLEM_NO_SUCH_PRODUCT, N_ ("There is no product “%s”."),
    N_ ("Name it by its key, such as jira-software, or refresh the source with the key of a Jira "
        "administrator.") },
  { UM_PROBLEM_PRODUCT_ELSEWHERE, N_ ("“%s” can’t be given or taken through a Jira site."),
    N_ ("Choose a product of Jira, or use the source of the organisation.") },
  { UM_PROBLEM_AMBIGUOUS_PRODUCT, N_ ("Several sites have this product: %s."),
    N_ ("Name it with its site.") },
  { UM_PROBLEM_NO_SUCH_DIRECTORY, N_ ("There is no directory “%s”."),
    N_ ("Check the name, or refresh the source.") },
  { UM_PROBLEM_NO_DIRECTORY, N_ ("The directory to change to isn’t chosen."), N_ ("Choose one.") },
  { UM_PROBLEM_SAME_DIRECTORY, N_ ("“%s” can’t be left and changed to at once."),
    N_ ("Choose two directories.") },
  { UM_PROBLEM_GROUP_ELSEWHERE, N_ ("The group “%s” isn’t in the directory to change to."),
    N_ ("Choose groups of that directory.") },
  { UM_PROBLEM_AMBIGUOUS_DIRECTORY, N_ ("Several directories bear this name: %s."),
    N_ ("Name it by its id.") },
  { UM_PROBLEM_EMAILS_MISSING, N_ ("Nothing says which addresses the users get."),
    N_ ("Name the old and the new domain, or a file with the new addresses.") },
  { UM_PROBLEM_EMAILS_TWICE, N_ ("New addresses come from domains or from a file, not from both."),
    N_ ("Name one of the two.") },
  { UM_PROBLEM_EMAIL_RULE_BAD, N_ ("“%s” isn’t a domain."),
    N_ ("Type a domain such as example.com.") },
  { UM_PROBLEM_EMAIL_RULE_SAME, N_ ("“%s” is the old and the new domain at once."),
    N_ ("Type another domain.") },
  { UM_PROBLEM_EMAIL_PAIR_BAD, N_ ("“%s” doesn’t name an account and its new address."),
    N_ ("Make the plan again from the list.") },
  { UM_PROBLEM_AMBIGUOUS_GROUP, N_ ("Several groups bear this name: %s."),
    N_ ("Name it by its id.") },
  { UM_PROBLEM_SAME_GROUP_TWICE, N_ ("“%s” is to be added and removed at once."),
    N_ ("Choose one of the two.") },
  { UM_PROBLEM_LIKE_NOBODY, N_ ("%s is in no group."), N_ ("Choose somebody who is in some.") },
  { UM_PROBLEM_MEMBERSHIPS_UNKNOWN, N_ ("It isn’t known yet which groups %s is in."),
    N_ ("Refresh the source, and wait until its groups are read.") },
  { UM_PROBLEM_INVITE_ALONE, N_ ("People can’t be invited together with another action."),
    N_ ("Make a plan of its own for the invitations.") },
  { UM_PROBLEM_INVITE_NOTHING, N_ ("%s would be invited to no product and no group."),
    N_ ("Choose products or groups for all, or name them in the list.") },
  { UM_PROBLEM_GROUP_ROWS, N_ ("Rows of the file that can’t be used: %s."),
    N_ ("Nothing was planned. Correct these rows.") },
  { UM_PROBLEM_FILTER, N_ ("This filter can’t be understood: %s"), N_ ("Correct it.") },
  { UM_PROBLEM_NO_SUCH_USER, N_ ("There is no user “%s”."),
    N_ ("Check the spelling, or refresh the source.") },
  { UM_PROBLEM_PLAN_NOT_JSON, N_ ("%s isn’t a plan."), N_ ("Choose a file saved by Save Plan….") },
  { UM_PROBLEM_PLAN_VERSION, N_ ("The plan has version %s, which this program doesn’t know."),
    N_ ("Install a newer version.") },
  { UM_PROBLEM_PLAN_UNKNOWN_MEMBER, N_ ("The plan holds “%s”, which isn’t part of a plan."),
    N_ ("Nothing was done. Save the plan again.") },
  { UM_PROBLEM_PLAN_BAD_MEMBER, N_ ("“%s” of the plan isn’t what it has to be."),
    N_ ("Nothing was done. Save the plan again.") },
  { UM_PROBLEM_PLAN_OTHER_SOURCE, N_ ("The plan was made for %s, which isn’t one of your sources."),
    N_ ("Add that source first.") },
  { UM_PROBLEM_PLAN_USED, N_ ("This plan was run already: run %s."),
    N_ ("Make a new plan; who is already so will be skipped.") },
  { UM_PROBLEM_PLAN_TRIAL_OPEN, N_ ("A trial of this plan isn’t over yet: run %s."),
    N_ ("Continue it first; what it has done won’t be done again.") },
  { UM_PROBLEM_PLAN_CHANGED, N_ ("Users not as planned any more: %s."),
    N_ ("Look at the plan again, or accept that they are held out.") },
  { UM_PROBLEM_NOT_CONFIRMED, N_ ("This has to be confirmed with “%s”."),
    N_ ("Nothing was done.") },
  { UM_PROBLEM_STOPPED_BY_GUARD, N_ ("Nobody is left to act on: %s."), N_ ("Nothing was done.") },
  { UM_PROBLEM_RUN_ELSEWHERE,
    N_ ("A run of “%s” is going on in another window or on the command line."),
    N_ ("Wait until it is over.") },
  { UM_PROBLEM_NO_SUCH_RUN, N_ ("There is no run “%s”."),
    N_ ("The command “log list” lists them.") },
  { UM_PROBLEM_RUN_OVER, N_ ("Run %s is over; there is nothing to resume."),
    N_ ("Look at its run log.") },
  { UM_PROBLEM_RUN_UNDONE, N_ ("What run %s had done was undone; it can’t be continued."),
    N_ ("Make a new plan for whoever is left.") },
  { UM_PROBLEM_RUN_GOING_ON, N_ ("Run %s is still going on."), N_ ("Wait until it is over.") },
  { UM_PROBLEM_PLAN_RUN_UNKNOWN, N_ ("The plan was made of run %s, which isn’t in this run log."),
    N_ ("Open it on the computer on which that run was carried out.") },
  { UM_PROBLEM_RUN_DRY, N_ ("Run %s was a dry run: it changed nothing."),
    N_ ("Choose a run that sent something.") },
  { UM_PROBLEM_RUN_NOT_OVER, N_ ("Run %s isn’t over yet."), N_ ("Continue it, or cancel it.") },
  { UM_PROBLEM_NO_SUCH_ENTRY, N_ ("The run has no entry “%s”."),
    N_ ("The command “log show” numbers them.") },
  { UM_PROBLEM_NOTHING_TO_UNDO, N_ ("Run %s has done nothing that could be undone."),
    N_ ("Look at its run log.") },
  { UM_PROBLEM_NOTHING_TO_RETRY, N_ ("In run %s nothing has failed that could be retried."),
    N_ ("Look at its run log.") },
  { UM_PROBLEM_FIRST_CHANGED,
    /* Translators: %s is a user's name and what it is: "Ann Lee: no longer in the group “staff”" */
    N_ ("The first user was changed alone and isn’t as expected: %s."),
    N_ ("Nobody else was changed. Look at the user; then resume the run, or cancel it.") },
  { UM_PROBLEM_FIRST_NOT_READ,
    N_ ("The first user was changed alone and couldn’t be read again: %s."),
    N_ ("Nobody else was changed. Look at the user; then resume the run, or cancel it.") },

  { UM_PROBLEM_ISSUE_NO_PROJECT, N_ ("No project is chosen for the issues."),
    N_ ("Choose a project.") },
  { UM_PROBLEM_ISSUE_NO_TYPE, N_ ("No issue type is chosen."), N_ ("Choose an issue type.") },
  { UM_PROBLEM_ISSUE_NO_SUMMARY, N_ ("The issues have no summary."), N_ ("Write a summary.") },
  { UM_PROBLEM_ISSUE_SUMMARY_LONG, N_ ("The summary is too long: it may have 255 characters."),
    N_ ("Shorten it; there is room in the description.") },
  { UM_PROBLEM_ISSUE_SUMMARY_NAMES,
    N_ ("The summary names one user, but there is to be one issue for all."),
    N_ ("Take the placeholders out of the summary, or make one issue for each user.") },
  { UM_PROBLEM_ISSUE_DESCRIPTION_LONG,
    N_ ("The description is too long: it may have 32,767 characters."),
    N_ ("Shorten it, or make one issue for each user.") },
  { UM_PROBLEM_ISSUE_PLACEHOLDER, N_ ("There is no placeholder “%s”."),
    N_ ("Use {name}, {email} and {account_id}; write {{ for a brace.") },
  { UM_PROBLEM_ISSUE_NO_SUCH_PROJECT,
    N_ ("There is no project “%s” in which you may create issues."),
    N_ ("Name it by its key, and check your permissions in it.") },
  { UM_PROBLEM_ISSUE_NO_SUCH_TYPE, N_ ("The project has no issue type “%s”."),
    N_ ("Choose one of those that the project has.") },
  { UM_PROBLEM_ISSUE_NO_SUCH_FIELD, N_ ("There is no field “%s” to be filled in."),
    N_ ("Only what the issue type requires can be given.") },
  { UM_PROBLEM_ISSUE_FIELD_MISSING, N_ ("The issue type requires the field “%s”."),
    N_ ("Fill it in.") },
  { UM_PROBLEM_ISSUE_FIELD_BAD, N_ ("The field “%s” doesn’t take this value."),
    N_ ("Choose one that it takes.") },
  { UM_PROBLEM_ISSUE_FIELD_FOREIGN,
    N_ ("The issue type requires the field “%s”, which can’t be filled in here."),
    N_ ("Choose another issue type.") },
  { UM_PROBLEM_ISSUE_NO_LABELS,
    N_ ("Issues of the type “%s” have no labels, by which doubles are prevented."),
    N_ ("Choose another issue type, or add the field Labels to its screen.") },
  { UM_PROBLEM_ISSUE_NO_SITE,
    N_ ("No Jira source of the same organisation as “%s” is there, through which issues could be "
        "created."),
    N_ ("Add the site as a source, with a key that may change things; then refresh both.") },
  { UM_PROBLEM_ISSUE_WHICH_SITE, N_ ("Issues can be created through several Jira sources: %s."),
    N_ ("Choose one of them.") },
  { UM_PROBLEM_ISSUE_NO_SUCH_SITE,
    N_ ("No Jira source of this organisation is “%s”, through which the issues are to be "
        "created."),
    N_ ("Add it as a source, or make a new plan with another one.") },

  { UM_PROBLEM_IMPORT_BINARY, N_ ("%s isn’t a text that can be read."),
    N_ ("Choose a list saved as CSV or plain text.") },
  { UM_PROBLEM_IMPORT_WORKBOOK, N_ ("%s is a workbook or an archive, not a list."),
    N_ ("Open it in its own program and save the list as CSV.") },
  { UM_PROBLEM_IMPORT_EMPTY, N_ ("There is nothing in %s."), N_ ("Choose another file.") },
  { UM_PROBLEM_IMPORT_FOLDER, N_ ("%s is a folder."), N_ ("Choose a file in it.") },
  { UM_PROBLEM_IMPORT_TOO_LARGE,
    N_ ("%s is too large: a list may have 256 MiB and 5,000,000 rows."),
    N_ ("Divide it, or take out the columns that aren’t needed.") },
  { UM_PROBLEM_IMPORT_NO_COLUMN,
    N_ ("In %s, no column holds account IDs, e-mail addresses or names of users of this source."),
    N_ ("Choose the column by hand, or another file.") },
  { UM_PROBLEM_IMPORT_NO_ADDRESSES, N_ ("There are no e-mail addresses in %s."),
    N_ ("Choose a list with the address of each person who is to be invited.") },
  { UM_PROBLEM_IMPORT_BAD_COLUMN, N_ ("There is no column “%s” in the list."),
    N_ ("Name a column by its heading or its number.") },
  { UM_PROBLEM_IMPORT_NO_VALUES,
    N_ ("In %s, no column can be told that holds what is to be given to the users."),
    N_ ("Choose the column by hand, or another file.") },
  { UM_PROBLEM_AMBIGUOUS_USER, N_ ("Several users go by this name or address: %s."),
    N_ ("Name the user by account ID or e-mail address.") },
  { UM_PROBLEM_LIST_NAME_MISSING, N_ ("The list needs a name."), N_ ("Type a name for the list.") },
  { UM_PROBLEM_LIST_EXISTS, N_ ("There is a list named “%s” already."),
    N_ ("Choose another name, or replace the list.") },
  { UM_PROBLEM_NO_SUCH_LIST, N_ ("There is no list named “%s”."),
    N_ ("Import it, or check the name.") },
  { UM_PROBLEM_FILTER_NAME_MISSING, N_ ("The filter needs a name."),
    N_ ("Type a name for the filter.") },
  { UM_PROBLEM_FILTER_EXISTS, N_ ("There is a filter named “%s” already."),
    N_ ("Choose another name, or replace the filter.") },
  { UM_PROBLEM_NO_SUCH_FILTER, N_ ("There is no filter named “%s”."),
    N_ ("Save it, or check the name.") },
};

static const Entry *
find (const GError *error)
{
  if (error->domain != UM_PROBLEM)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (entries[i].code == (UmProblem) error->code)
      return &entries[i];
  return NULL;
}

/* "Ann Lee: no longer in the group “staff”" of what is said of the first user of a run. */
static char *
first_in_words (const char *message)
{
  g_auto (GStrv) parts = g_strsplit (message, "\n", 2);
  g_autofree char *name = um_words_clean (parts[0]);
  g_autofree char *differences = um_words_differences (parts[0] != NULL ? parts[1] : NULL);

  /* Translators: first a user's name, then "no longer in the group “staff”" */
  return g_strdup_printf (_ ("%s: %s"), name, differences);
}

/* What the sentences speak of: a guard goes by its nick, and speaks in the words of a skip.
 * (transfer full) */
static char *
get_argument (const GError *error)
{
  UmSkip skip;

  if (g_error_matches (error, UM_PROBLEM, UM_PROBLEM_STOPPED_BY_GUARD)
      && um_skip_from_nick (error->message, &skip))
    return g_strdup (um_words_skip (skip));
  if (g_error_matches (error, UM_PROBLEM, UM_PROBLEM_FIRST_CHANGED))
    return first_in_words (error->message);
  return g_strdup (error->message);
}

/**
 * um_words_problem:
 * @error: what went wrong
 *
 * Returns: (transfer full): one sentence that says what happened, to what
 */
char *
um_words_problem (const GError *error)
{
  const Entry *entry = find (error);
  g_autofree char *argument = entry != NULL ? get_argument (error) : NULL;

  if (entry == NULL)
    return um_words_clean (error->message);
  return um_words_fill (_ (entry->sentence), argument);
}

/**
 * um_words_problem_advice:
 * @error: what went wrong
 *
 * Returns: (transfer full): one sentence that says what to do, "" where nothing is to be said
 */
char *
um_words_problem_advice (const GError *error)
{
  const Entry *entry = find (error);

  return entry != NULL ? um_words_fill (_ (entry->advice), error->message) : g_strdup ("");
}

/**
 * um_words_problem_whole:
 * @error: what went wrong
 *
 * Returns: (transfer full): both sentences
 */
char *
um_words_problem_whole (const GError *error)
{
  g_autofree char *sentence = um_words_problem (error);
  g_autofree char *advice = um_words_problem_advice (error);

  return *advice != '\0' ? g_strconcat (sentence, " ", advice, NULL) : g_steal_pointer (&sentence);
}
