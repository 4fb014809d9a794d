/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of a user's chain that gives back what a run has changed. What the run has made of one
 * thing of a user (a membership, the account, …) is a way from state to state, which is gone back
 * as a whole: only if the state is still the one in which the run has left it. As um-proposal.c. */
#include "um-proposal-private.h"

#include "um-email.h"
#include "um-step-kind-private.h"
#include "um-undo.h"
#include "um-user-change.h"

/* A step back, or an entry of which there is none. Texts are borrowed from the entry, or static. */
typedef struct
{
  const UmRunEntry *entry;
  UmStepKind kind;
  const char *before;
  const char *after;
  UmSkip skip; /* why it isn't gone; NONE: it is, if nobody has changed it since */
  gint64 deadline;
} Way;

/* ---- which ways there are ---- */

static void
add_way (GArray *ways, const UmRunEntry *entry, UmSkip skip)
{
  Way way = {
    .entry = entry,
    .kind = entry->kind,
    .before = entry->after,
    .after = entry->before != NULL ? entry->before : entry->after,
    .skip = skip,
    .deadline = um_undo_get_deadline (entry),
  };

  g_array_append_val (ways, way);
}

/* Of an entry of which something was done and that has no inverse. */
static void
add_without_inverse (GArray *ways, const UmRunEntry *entry)
{
  UmUndo undo = um_step_kind_get_undo (entry->kind);

  if (undo == UM_UNDO_NONE || undo == UM_UNDO_BY_HAND || entry->kind == UM_STEP_INVITE)
    add_way (ways, entry, UM_SKIP_NO_UNDO);
  else if (undo != UM_UNDO_NEEDLESS && entry->before == NULL)
    add_way (ways, entry, UM_SKIP_BEFORE_UNKNOWN);
}

static void
add_inverses (GArray *ways, const UmRunEntry *entry, const UmStepInverse *inverses, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      Way way = {
        .entry = entry,
        .kind = inverses[i].kind,
        .before = inverses[i].before,
        .after = inverses[i].after,
      };

      g_array_append_val (ways, way);
    }
}

static void
add_done (GArray *ways, GPtrArray *chain, guint index)
{
  const UmRunEntry *entry = g_ptr_array_index (chain, index);
  const UmStepKindInfo *kind = um_step_kind_find (entry->kind);
  UmStepInverse inverses[UM_STEP_MOST_INVERSES];
  UmRunEntry known = *entry; /* borrows its texts */
  guint n = 0;

  known.state = um_run_entry_get_outcome (entry);
  if (kind != NULL && kind->invert != NULL)
    n = kind->invert (&known, inverses);
  /* The chain may have given it back itself. */
  if (n > 0 && (known.state != entry->state || um_step_find_inverses (chain, index, inverses) > 0))
    add_inverses (ways, entry, inverses, n);
  else if (n == 0 && known.state == UM_STATE_DONE)
    add_without_inverse (ways, entry);
}

static void
add_entry (GArray *ways, GPtrArray *chain, guint index, gint64 now)
{
  const UmRunEntry *entry = g_ptr_array_index (chain, index);
  gint64 deadline = um_undo_get_deadline (entry);

  switch (um_run_entry_get_outcome (entry))
    {
    case UM_STATE_UNKNOWN:
    case UM_STATE_SENT:
      add_way (ways, entry, UM_SKIP_OUTCOME_UNKNOWN);
      break;

    case UM_STATE_DONE:
      if (deadline != 0 && deadline <= now)
        add_way (ways, entry, UM_SKIP_TOO_LATE);
      else
        add_done (ways, chain, index);
      break;

    /* Of an invitation a part may have been done. */
    case UM_STATE_FAILED:
      add_done (ways, chain, index);
      break;

    default:
      break;
    }
}

/* ---- ways of one thing ---- */

static void
to_entry (const Way *way, const UmProposal *proposal, UmRunEntry *entry)
{
  *entry = (UmRunEntry){
    .account_id = (char *) proposal->account_id,
    .kind = way->kind,
    .target = way->entry->target,
    .place = way->entry->place,
    .before = (char *) way->before,
    .after = (char *) way->after,
  };
}

static gboolean
is_same_thing (const Way *a, const Way *b)
{
  UmUserChange first, second;

  if (a->skip != UM_SKIP_NONE || b->skip != UM_SKIP_NONE)
    return FALSE;
  if (!um_user_change_from_step (a->kind, a->entry->target, a->entry->place, a->after, &first)
      || !um_user_change_from_step (b->kind, b->entry->target, b->entry->place, b->after, &second))
    return FALSE;
  return first.what == second.what && g_strcmp0 (first.id, second.id) == 0;
}

/* The last way of the same thing that ends where @index begins; @index itself where there is none.
 */
static guint
find_round (const GArray *ways, guint index)
{
  const Way *first = &g_array_index (ways, Way, index);

  for (guint i = ways->len; i > index + 1; i--)
    {
      const Way *last = &g_array_index (ways, Way, i - 1);

      if (is_same_thing (first, last) && g_strcmp0 (first->before, last->after) == 0)
        return i - 1;
    }
  return index;
}

/* Whoever comes to where he has been needn't go there. */
static void
cut_rounds (GArray *ways)
{
  for (guint i = 0; i < ways->len;)
    {
      Way first = g_array_index (ways, Way, i);
      guint last = find_round (ways, i);

      if (last == i)
        i++;
      else
        for (guint j = last + 1; j > i; j--)
          if (is_same_thing (&first, &g_array_index (ways, Way, j - 1)))
            g_array_remove_index (ways, j - 1);
    }
}

/* An address is given back at once, however often it was changed. */
static void
join_addresses (GArray *ways)
{
  guint first = ways->len;

  for (guint i = 0; i < ways->len;)
    {
      const Way *way = &g_array_index (ways, Way, i);

      if (way->kind != UM_STEP_EMAIL_SET || way->skip != UM_SKIP_NONE || first == ways->len)
        {
          if (way->kind == UM_STEP_EMAIL_SET && way->skip == UM_SKIP_NONE)
            first = i;
          i++;
          continue;
        }
      g_array_index (ways, Way, first).after = way->after;
      g_array_remove_index (ways, i);
    }
}

/* ---- whether they can be gone ---- */

/* The state that all ways of the same thing lead to. */
static const char *
find_end (const GArray *ways, guint index)
{
  const Way *first = &g_array_index (ways, Way, index);

  for (guint i = ways->len; i > index; i--)
    if (is_same_thing (first, &g_array_index (ways, Way, i - 1)))
      return g_array_index (ways, Way, i - 1).after;
  return first->after;
}

static gboolean
is_state (UmStepKind kind, const char *a, const char *b)
{
  return kind == UM_STEP_EMAIL_SET ? um_email_equal (a, b) : g_str_equal (a, b);
}

static UmSkip
get_skip_of_gone (UmStepKind kind)
{
  switch (kind)
    {
    case UM_STEP_GROUP_ADD:
    case UM_STEP_GROUP_REMOVE:
      return UM_SKIP_GROUP_GONE;
    case UM_STEP_ROLE_ASSIGN:
    case UM_STEP_ROLE_REVOKE:
      return UM_SKIP_PRODUCT_GONE;
    default:
      return UM_SKIP_NOT_IN_DIRECTORY;
    }
}

/* What can only be as before or as the run has left it may be unknown. */
static UmSkip
get_skip_of_unknown (const UmProposal *self, const Way *way)
{
  UmUserChange change;

  if (way->kind == UM_STEP_EMAIL_SET)
    return UM_SKIP_EMAIL_UNKNOWN;
  if (um_user_change_from_step (way->kind, NULL, NULL, way->after, &change)
      && change.what == UM_CHANGED_ACCOUNT && self->account != UM_STATUS_FORMER)
    return UM_SKIP_STATUS_UNKNOWN;
  return UM_SKIP_NONE;
}

/* Of the first way of a thing. @now: (out) (nullable): the state that it has */
static UmSkip
judge (const UmProposal *self, const GArray *ways, guint index, const char **now)
{
  const Way *way = &g_array_index (ways, Way, index);
  UmStepFinding finding = { .verdict = UM_STEP_CANT_TELL };
  gboolean gone = FALSE;
  UmRunEntry entry;

  *now = NULL;
  if (self->row == UM_NO_ROW)
    return UM_SKIP_USER_GONE;
  to_entry (way, self, &entry);
  um_step_kind_find (way->kind)->look_up (self->directory, self->row, &entry, &finding, &gone);
  *now = finding.word;
  if (gone)
    return get_skip_of_gone (way->kind);
  if (finding.word == NULL)
    return get_skip_of_unknown (self, way);
  if (is_state (way->kind, finding.word, way->before))
    return UM_SKIP_NONE;
  return is_state (way->kind, finding.word, find_end (ways, index)) ? UM_SKIP_ALREADY_SO
                                                                    : UM_SKIP_CHANGED_BY_OTHERS;
}

/* ---- steps ---- */

static const char *
dup_deadline (UmProposal *self, const Way *way)
{
  if (way->skip != UM_SKIP_TOO_LATE)
    return NULL;
  return um_proposal_keep (self, g_strdup_printf ("%" G_GINT64_FORMAT, way->deadline));
}

static void
add_skipped (UmProposal *self, const Way *way, UmSkip skip, const char *now)
{
  UmProposedStep step = {
    .kind = way->kind,
    .skip = skip,
    .skip_detail = dup_deadline (self, way),
    .thing = UM_NO_ROW,
    .target = way->entry->target,
    .target_name = way->entry->target_name,
    .place = way->entry->place,
    .before = now,
    .after = way->after,
  };

  g_array_append_val (self->steps, step);
}

static void
add_step (UmProposal *self, const Way *way, const UmEmailInputs *email)
{
  const char *target = way->entry->target;
  g_autoptr (GPtrArray) places = g_ptr_array_new ();

  if (way->entry->place != NULL)
    g_ptr_array_add (places, way->entry->place);
  switch (way->kind)
    {
    case UM_STEP_GROUP_ADD:
    case UM_STEP_GROUP_REMOVE:
      um_proposal_add_membership (self,
                                  um_directory_find_thing (self->directory, UM_SET_GROUPS, target),
                                  target, way->kind == UM_STEP_GROUP_ADD);
      break;
    case UM_STEP_ROLE_ASSIGN:
    case UM_STEP_ROLE_REVOKE:
      um_proposal_set_role (self,
                            um_directory_find_thing (self->directory, UM_SET_DIRECT_ROLES, target),
                            way->kind == UM_STEP_ROLE_ASSIGN);
      break;
    case UM_STEP_EMAIL_SET:
      um_proposal_add_email (self, email);
      break;
    case UM_STEP_ACCESS_SUSPEND:
    case UM_STEP_ACCESS_RESTORE:
    case UM_STEP_DIRECTORY_REMOVE:
      um_proposal_add_access (self, way->kind, places);
      break;
    default:
      um_proposal_add_account (self, way->kind, NULL);
      break;
    }
}

/* Whether what the run did later to the same thing can't be undone, so that nobody else has changed
 * it. */
static gboolean
is_behind_skipped (const GArray *ways, guint index)
{
  Way way = g_array_index (ways, Way, index);

  for (guint i = 0; i < index; i++)
    {
      Way later = g_array_index (ways, Way, i);
      gboolean stays = later.skip != UM_SKIP_NONE;

      later.skip = UM_SKIP_NONE;
      if (stays && is_same_thing (&later, &way))
        return TRUE;
    }
  return FALSE;
}

static UmSkip
find_verdict (
  const UmProposal *self, const GArray *ways, const UmSkip *verdicts, guint index, const char **now)
{
  for (guint i = 0; i < index; i++)
    if (is_same_thing (&g_array_index (ways, Way, i), &g_array_index (ways, Way, index)))
      {
        *now = verdicts[i] == UM_SKIP_ALREADY_SO ? g_array_index (ways, Way, index).after : NULL;
        return verdicts[i];
      }
  return judge (self, ways, index, now);
}

void
um_proposal_add_undo (UmProposal *self, const UmPastRun *past, const UmEmailInputs *email)
{
  GPtrArray *chain = um_past_run_get_chain (past, self->account_id);
  g_autoptr (GArray) ways = g_array_new (FALSE, FALSE, sizeof (Way));
  g_autofree UmSkip *verdicts = NULL;

  for (guint i = chain != NULL ? chain->len : 0; i > 0; i--)
    if (um_past_run_is_chosen (past, g_ptr_array_index (chain, i - 1)))
      add_entry (ways, chain, i - 1, past->read);
  cut_rounds (ways);
  join_addresses (ways);
  verdicts = g_new0 (UmSkip, ways->len);
  for (guint i = 0; i < ways->len; i++)
    {
      const Way *way = &g_array_index (ways, Way, i);
      const char *now = NULL;

      verdicts[i] = way->skip != UM_SKIP_NONE ? way->skip
                                              : find_verdict (self, ways, verdicts, i, &now);
      if (verdicts[i] == UM_SKIP_CHANGED_BY_OTHERS && is_behind_skipped (ways, i))
        verdicts[i] = UM_SKIP_EARLIER_SKIPPED;
      if (verdicts[i] == UM_SKIP_NONE)
        add_step (self, way, email);
      else
        add_skipped (self, way, verdicts[i], now);
    }
}
