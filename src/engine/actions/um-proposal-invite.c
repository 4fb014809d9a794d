/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of a person's chain that invites. A site is told the address and the products, and the
 * groups are added one by one; an organisation is told all at once, but for each directory by
 * itself, as somebody may be in one of them already and is to be taken out of each alone. As
 * um-proposal.c. */
#include "um-proposal-private.h"

#include "um-enums.h"

/* A group that nobody can be added to. */
typedef struct
{
  const char *id;
  guint thing; /* or UM_NO_ROW */
  UmSkip skip;
} Refused;

/* What is given, as far as it can be. */
typedef struct
{
  const UmInvitee *invitee;
  GPtrArray *products; /* of const char * */
  GArray *groups;      /* of guint: things */
  GPtrArray *places;   /* of const char *: their directories, each once */
  GArray *refused;     /* of Refused */
} Gifts;

static void
gifts_clear (Gifts *self)
{
  g_clear_pointer (&self->products, g_ptr_array_unref);
  g_clear_pointer (&self->groups, g_array_unref);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_pointer (&self->refused, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Gifts, gifts_clear)

static void
add_text (GPtrArray *texts, const char *text)
{
  if (!g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL))
    g_ptr_array_add (texts, (gpointer) text);
}

/* ---- whether he is there ---- */

/* A site can't say why somebody isn't active; who was taken off it is in no group (ATLASSIAN.md
 * §3).
 */
static UmUserStatus
get_site_presence (const UmProposal *self)
{
  UmUserStatus status = um_directory_get_status (self->directory, self->row);
  guint n_groups;

  um_relation_get_things (um_directory_get_relation (self->directory, UM_SET_GROUPS), self->row,
                          &n_groups);
  return status == UM_STATUS_INACTIVE && n_groups > 0 ? UM_STATUS_DEACTIVATED : status;
}

/* @place: %NULL: the site. */
static UmUserStatus
get_presence (const UmProposal *self, const char *place)
{
  UmUserStatus status;
  guint directory;

  if (self->row == UM_NO_ROW)
    return UM_STATUS_NO_ACCESS;
  if (self->is_site)
    return get_site_presence (self);
  status = um_directory_get_status (self->directory, self->row);
  /* An account that is none can't get in anywhere. */
  if (place == NULL || status == UM_STATUS_DEACTIVATED || status == UM_STATUS_DELETED)
    return status;
  directory = um_directory_find_thing (self->directory, UM_SET_DIRECTORIES, place);
  if (directory != UM_NO_ROW
      && um_directory_is_member (self->directory, UM_SET_DIRECTORIES, directory, self->row)
           == UM_YES)
    return UM_STATUS_ACTIVE;
  return UM_STATUS_NO_ACCESS;
}

static UmSkip
find_skip (UmUserStatus presence)
{
  switch (presence)
    {
    case UM_STATUS_ACTIVE:
    case UM_STATUS_SUSPENDED:
      return UM_SKIP_ALREADY_SO;
    case UM_STATUS_DEACTIVATED:
      return UM_SKIP_DEACTIVATED;
    case UM_STATUS_DELETED:
      return UM_SKIP_DELETED;
    default:
      return UM_SKIP_NONE;
    }
}

/* ---- steps ---- */

static void
append_name (GString *names, const char *name)
{
  if (names->len > 0)
    g_string_append (names, ", ");
  g_string_append (names, name);
}

static const char *
keep_text (UmProposal *self, char *text)
{
  g_ptr_array_add (self->texts, text);
  return text;
}

/* Puts what is given at @place (nullable) into what is sent, @sent, and names it. */
static char *
name_gifts (
  UmProposal *self, const Gifts *gifts, gboolean products, const char *place, UmInvitee *sent)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; products && i < gifts->products->len; i++)
    {
      const char *key = g_ptr_array_index (gifts->products, i);
      guint thing = um_directory_find_thing (self->directory, UM_SET_PRODUCTS, key);

      um_invitee_add (sent->products, key);
      append_name (names, thing != UM_NO_ROW
                            ? um_directory_get_thing (self->directory, UM_SET_PRODUCTS, thing)->name
                            : key);
    }
  for (guint i = 0; place != NULL && i < gifts->groups->len; i++)
    {
      guint thing = g_array_index (gifts->groups, guint, i);
      const UmThing *group = um_directory_get_thing (self->directory, UM_SET_GROUPS, thing);

      if (g_strcmp0 (group->parent, place) != 0)
        continue;
      um_invitee_add (sent->groups, group->id);
      append_name (names, group->name);
    }
  return g_string_free (names, FALSE);
}

/* Returns: whether he will be there by it. */
static gboolean
add_invitation (UmProposal *self, const Gifts *gifts, gboolean products, const char *place)
{
  g_autoptr (UmInvitee) sent = um_invitee_new (gifts->invitee->address);
  UmUserStatus presence = get_presence (self, place);
  UmProposedStep step = {
    .kind = UM_STEP_INVITE,
    .thing = UM_NO_ROW,
    .target = gifts->invitee->address,
    .place = place,
    .before = um_user_status_to_nick (presence),
    .after = um_user_status_to_nick (UM_STATUS_ACTIVE),
    .skip = find_skip (presence),
  };

  step.target_name = keep_text (self, name_gifts (self, gifts, products, place, sent));
  step.argument = keep_text (self, um_invitee_print (sent));
  g_array_append_val (self->steps, step);
  return step.skip == UM_SKIP_NONE;
}

static void
add_membership (UmProposal *self, guint thing, const char *id, UmSkip skip)
{
  const UmThing *group = thing != UM_NO_ROW
                           ? um_directory_get_thing (self->directory, UM_SET_GROUPS, thing)
                           : NULL;
  UmProposedStep step = {
    .kind = UM_STEP_GROUP_ADD,
    .thing = thing,
    .target = id,
    .target_name = group != NULL ? group->name : id,
    .place = group != NULL ? group->parent : NULL,
    .before = UM_NOT_MEMBER,
    .after = UM_MEMBER,
    .skip = skip,
  };

  g_array_append_val (self->steps, step);
}

/* ---- what is given ---- */

static gboolean
has_group (const Gifts *gifts, guint thing)
{
  for (guint i = 0; i < gifts->groups->len; i++)
    if (g_array_index (gifts->groups, guint, i) == thing)
      return TRUE;
  return FALSE;
}

static void
take_group (const UmProposal *self, Gifts *gifts, const char *id)
{
  guint thing = um_directory_find_thing (self->directory, UM_SET_GROUPS, id);
  Refused refused = { id, thing, UM_SKIP_GROUP_GONE };
  const UmThing *group = NULL;

  if (thing != UM_NO_ROW)
    group = um_directory_get_thing (self->directory, UM_SET_GROUPS, thing);
  if (group != NULL && group->synced)
    refused.skip = UM_SKIP_GROUP_SYNCED;
  if (group == NULL || group->synced)
    {
      g_array_append_val (gifts->refused, refused);
      return;
    }
  if (has_group (gifts, thing))
    return;
  g_array_append_val (gifts->groups, thing);
  if (group->parent != NULL)
    add_text (gifts->places, group->parent);
}

/* Where somebody comes who is given products and no group; %NULL where only the answer will tell.
 */
static const char *
find_place (const UmProposal *self)
{
  if (um_directory_get_n_things (self->directory, UM_SET_DIRECTORIES) == 1)
    return um_directory_get_thing (self->directory, UM_SET_DIRECTORIES, 0)->id;
  return NULL;
}

/* Returns: whether he comes by it. */
static gboolean
invite_to_site (UmProposal *self, const Gifts *gifts)
{
  gboolean comes = add_invitation (self, gifts, TRUE, NULL);

  for (guint i = 0; comes && i < gifts->groups->len; i++)
    {
      guint thing = g_array_index (gifts->groups, guint, i);

      add_membership (self, thing,
                      um_directory_get_thing (self->directory, UM_SET_GROUPS, thing)->id,
                      UM_SKIP_NONE);
    }
  return comes;
}

/* By a membership of his own or by one that stands in what is sent, an admin's group makes one. */
static void
note_given (UmProposal *self, const Gifts *gifts, const char *place)
{
  for (guint i = 0; i < gifts->groups->len; i++)
    {
      guint thing = g_array_index (gifts->groups, guint, i);
      const UmThing *group = um_directory_get_thing (self->directory, UM_SET_GROUPS, thing);

      if (g_strcmp0 (group->parent, place) == 0)
        g_array_append_val (self->given, thing);
    }
}

static gboolean
invite_to_directories (UmProposal *self, const Gifts *gifts)
{
  gboolean comes = FALSE;
  const char *place;

  for (guint i = 0; i < gifts->places->len; i++)
    {
      place = g_ptr_array_index (gifts->places, i);
      if (!add_invitation (self, gifts, i == 0, place))
        continue;
      comes = TRUE;
      note_given (self, gifts, place);
    }
  if (gifts->places->len > 0)
    return comes;
  return add_invitation (self, gifts, TRUE, find_place (self));
}

static gboolean
invite (UmProposal *self, const Gifts *gifts)
{
  if (gifts->products->len == 0 && gifts->groups->len == 0)
    return TRUE;
  if (self->is_site)
    return invite_to_site (self, gifts);
  return invite_to_directories (self, gifts);
}

void
um_proposal_add_invitation (UmProposal *self,
                            const UmInvitee *invitee,
                            GPtrArray *products,
                            GPtrArray *groups)
{
  g_auto (Gifts) gifts = {
    .invitee = invitee,
    .products = g_ptr_array_new (),
    .groups = g_array_new (FALSE, FALSE, sizeof (guint)),
    .places = g_ptr_array_new (),
    .refused = g_array_new (FALSE, FALSE, sizeof (Refused)),
  };

  for (guint i = 0; i < products->len; i++)
    add_text (gifts.products, g_ptr_array_index (products, i));
  for (guint i = 0; i < invitee->products->len; i++)
    add_text (gifts.products, g_ptr_array_index (invitee->products, i));
  for (guint i = 0; i < groups->len; i++)
    take_group (self, &gifts, g_ptr_array_index (groups, i));
  for (guint i = 0; i < invitee->groups->len; i++)
    take_group (self, &gifts, g_ptr_array_index (invitee->groups, i));
  if (!invite (self, &gifts))
    return;
  for (guint i = 0; i < gifts.refused->len; i++)
    {
      const Refused *refused = &g_array_index (gifts.refused, Refused, i);

      add_membership (self, refused->thing, refused->id, refused->skip);
    }
}
