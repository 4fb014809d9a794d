/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New e-mail addresses: by a rule or a list, and why one can't be given. What comes from a plan
 * file isn't trusted. No state; one thread at a time. */
#include "um-email-inputs-private.h"

#include "um-action-info.h"
#include "um-email.h"
#include "um-problem.h"

#include <string.h>

/* By which the column of new addresses goes, beside its contents. */
static const char *const headings[] = {
  "new e-mail",
  "new e-mail address",
  "new mail",
  "new mail address",
  "new address",
  "e-mail new",
  "new",
  "neue e-mail",
  "neue e-mail-adresse",
  "neue mail",
  "neue mailadresse",
  "neue adresse",
  "neu",
  "nouvel e-mail",
  "nouvelle adresse",
  "nouvelle adresse e-mail",
  "nouveau courriel",
  "nuevo correo",
  "nuevo correo electrónico",
  "nueva dirección",
  "nuova e-mail",
  "nuovo indirizzo",
  "novo e-mail",
  "novo endereço",
  "nieuw e-mailadres",
  "nieuw adres",
  "ny e-post",
  "ny e-postadress",
  "nowy e-mail",
  "nowy adres",
  "nový e-mail",
  "uusi sähköposti",
  "yeni e-posta",
  "новая почта",
  "новый адрес",
  "新しいメールアドレス",
  "新邮箱",
  "새이메일",
  NULL,
};

/* ---- packing ---- */

static char *
dup_domain (const char *text, GError **error)
{
  g_autofree char *domain = g_strstrip (g_strdup (text));

  if (*domain == '@')
    memmove (domain, domain + 1, strlen (domain));
  if (um_email_is_domain (domain))
    return g_steal_pointer (&domain);
  g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_EMAIL_RULE_BAD, domain);
  return NULL;
}

static gboolean
read_rule (const char *from, const char *to, char **old_domain, char **new_domain, GError **error)
{
  g_autofree char *left = dup_domain (from, error);
  g_autofree char *taken = left != NULL ? dup_domain (to, error) : NULL;

  if (taken == NULL)
    return FALSE;
  if (um_email_equal (left, taken))
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_EMAIL_RULE_SAME, taken);
      return FALSE;
    }
  *old_domain = g_steal_pointer (&left);
  *new_domain = g_steal_pointer (&taken);
  return TRUE;
}

static GVariant *
pack (UmInputKind kind, const char *const *values, gssize n_values)
{
  GVariantBuilder inputs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));

  g_variant_builder_add (&inputs, "{s@as}", um_input_kind_to_nick (kind),
                         g_variant_new_strv (values, n_values));
  return g_variant_builder_end (&inputs);
}

GVariant *
um_email_inputs_pack_rule (const char *from, const char *to, GError **error)
{
  g_autofree char *left = NULL, *taken = NULL;

  if (!read_rule (from, to, &left, &taken, error))
    return NULL;
  return pack (UM_INPUT_EMAIL_RULE, (const char *const[]){ left, taken }, 2);
}

static gboolean
is_address (const char *value, gpointer data)
{
  return um_email_is_valid (value);
}

void
um_email_inputs_want (UmPairsOptions *options)
{
  options->headings = headings;
  options->fits = is_address;
  options->single = TRUE;
}

GVariant *
um_email_inputs_pack_pairs (UmImportPairs *pairs, GPtrArray *account_ids)
{
  UmDirectory *directory = um_import_pairs_get_directory (pairs);
  g_autoptr (GHashTable) users = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < account_ids->len; i++)
    g_hash_table_add (users, account_ids->pdata[i]);
  for (guint i = 0; i < um_import_pairs_get_n (pairs); i++)
    {
      UmPair pair;
      const char *id;

      um_import_pairs_get (pairs, i, &pair);
      if (pair.state != UM_PAIR_USED)
        continue;
      id = um_directory_get_account_id (directory, pair.row);
      if (g_hash_table_contains (users, id))
        g_ptr_array_add (values, g_strdup_printf ("%s=%s", id, pair.value));
    }
  return pack (UM_INPUT_EMAILS, (const char *const *) values->pdata, values->len);
}

/* ---- unpacking ---- */

void
um_email_inputs_free (UmEmailInputs *self)
{
  g_free (self->from);
  g_free (self->to);
  g_clear_pointer (&self->wanted, g_hash_table_unref);
  g_hash_table_unref (self->shares);
  g_hash_table_unref (self->claimed);
  um_import_index_free (self->index);
  um_directory_unref (self->directory);
  g_free (self);
}

static gboolean
read_pair (UmEmailInputs *self, const char *text, GError **error)
{
  const char *sign = strchr (text, '=');
  char *folded;
  guint n;

  if (sign == NULL || sign == text || sign[1] == '\0'
      || !g_hash_table_insert (self->wanted, g_strndup (text, sign - text), g_strdup (sign + 1)))
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_EMAIL_PAIR_BAD, text);
      return FALSE;
    }
  folded = um_text_fold_case (sign + 1);
  n = GPOINTER_TO_UINT (g_hash_table_lookup (self->shares, folded));
  g_hash_table_insert (self->shares, folded, GUINT_TO_POINTER (n + 1));
  return TRUE;
}

static gboolean
read_inputs (UmEmailInputs *self, const UmPlanAction *asked, GError **error)
{
  g_autofree const char **rule = um_plan_action_get_input (
    asked, um_input_kind_to_nick (UM_INPUT_EMAIL_RULE));
  g_autofree const char **pairs = um_plan_action_get_input (
    asked, um_input_kind_to_nick (UM_INPUT_EMAILS));
  guint n_rule = rule != NULL ? g_strv_length ((char **) rule) : 0;

  if ((rule != NULL) == (pairs != NULL))
    {
      g_set_error_literal (error, UM_PROBLEM,
                           rule != NULL ? UM_PROBLEM_EMAILS_TWICE : UM_PROBLEM_EMAILS_MISSING,
                           asked->key);
      return FALSE;
    }
  if (rule != NULL)
    return read_rule (n_rule > 0 ? rule[0] : "", n_rule == 2 ? rule[1] : "", &self->from, &self->to,
                      error);
  self->wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; pairs[i] != NULL; i++)
    if (!read_pair (self, pairs[i], error))
      return FALSE;
  return TRUE;
}

/* Accounts are managed by the organisation that has verified their domain (ATLASSIAN.md §4). */
static void
find_claimed (UmEmailInputs *self)
{
  for (guint row = 0; row < um_directory_get_n_rows (self->directory); row++)
    {
      const char *domain;
      UmUser user;

      if (um_directory_get_managed (self->directory, row) != UM_YES)
        continue;
      um_directory_get_user (self->directory, row, &user);
      domain = user.email != NULL ? um_email_get_domain (user.email) : NULL;
      if (domain != NULL)
        g_hash_table_add (self->claimed, um_text_fold_case (domain));
    }
}

UmEmailInputs *
um_email_inputs_new (const UmPlanAction *asked, UmDirectory *directory, GError **error)
{
  g_autoptr (UmEmailInputs) self = g_new0 (UmEmailInputs, 1);

  self->directory = um_directory_ref (directory);
  self->index = um_import_index_new (directory);
  self->shares = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->claimed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (!read_inputs (self, asked, error))
    return NULL;
  find_claimed (self);
  return g_steal_pointer (&self);
}

/* ---- one user ---- */

/* The new address, or NULL with the reason why there is none. (transfer full) (nullable) */
static char *
find_new (const UmEmailInputs *self, guint row, const char *now, UmSkip *skip)
{
  const char *id = um_directory_get_account_id (self->directory, row);
  const char *wanted = self->wanted != NULL ? g_hash_table_lookup (self->wanted, id) : NULL;
  const char *domain = now != NULL ? um_email_get_domain (now) : NULL;

  *skip = UM_SKIP_NONE;
  if (wanted != NULL)
    return g_strdup (wanted);
  if (self->wanted != NULL)
    *skip = UM_SKIP_NOT_IN_LIST;
  else if (now == NULL)
    *skip = UM_SKIP_EMAIL_UNKNOWN;
  else if (domain != NULL && um_email_equal (domain, self->to))
    *skip = UM_SKIP_ALREADY_SO;
  else if (domain != NULL && um_email_equal (domain, self->from))
    return um_email_move (now, self->to);
  else
    *skip = UM_SKIP_OTHER_DOMAIN;
  return NULL;
}

/* The name of somebody else who has the address. (nullable) */
static const char *
find_bearer (const UmEmailInputs *self, guint row, const char *email)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));

  um_import_index_find (self->index, UM_IMPORT_EMAILS, email, rows);
  for (guint i = 0; i < rows->len; i++)
    {
      guint bearer = g_array_index (rows, guint32, i);

      if (bearer != row)
        return um_directory_get_name (self->directory, bearer);
    }
  return NULL;
}

static gboolean
is_shared (const UmEmailInputs *self, const char *email)
{
  g_autofree char *folded = um_text_fold_case (email);

  return GPOINTER_TO_UINT (g_hash_table_lookup (self->shares, folded)) > 1;
}

static gboolean
is_claimed (const UmEmailInputs *self, const char *email)
{
  g_autofree char *domain = um_text_fold_case (um_email_get_domain (email));

  return g_hash_table_contains (self->claimed, domain);
}

static UmSkip
find_obstacle (const UmEmailInputs *self, guint row, const char *now, UmEmailChange *change)
{
  change->detail = change->after;
  if (!um_email_is_valid (change->after))
    return UM_SKIP_EMAIL_INVALID;
  if (is_shared (self, change->after) && (now == NULL || !um_email_equal (now, change->after)))
    return UM_SKIP_EMAIL_TWICE;
  change->detail = NULL;
  if (now == NULL)
    return UM_SKIP_EMAIL_UNKNOWN;
  if (um_email_equal (now, change->after))
    return UM_SKIP_ALREADY_SO;
  change->detail = find_bearer (self, row, change->after);
  return change->detail != NULL ? UM_SKIP_EMAIL_TAKEN : UM_SKIP_NONE;
}

void
um_email_inputs_judge (const UmEmailInputs *self, guint row, const char *now, UmEmailChange *change)
{
  *change = (UmEmailChange){ .after = NULL };
  change->after = find_new (self, row, now, &change->skip);
  if (change->after == NULL)
    {
      change->after = g_strdup (now != NULL ? now : "");
      return;
    }
  change->skip = find_obstacle (self, row, now, change);
  change->unverified = change->skip == UM_SKIP_NONE && !is_claimed (self, change->after);
}
