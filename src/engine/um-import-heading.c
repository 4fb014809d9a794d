/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Headings of columns in the languages of those who make lists. Constant tables; any thread. */
#include "um-import-guess-private.h"

#include <string.h>

/* Letters and digits only; folded before they are compared, so accents may stand here. */
static const char *const ids[] = {
  "account id",
  "account",
  "id",
  "aaid",
  "user id",
  "atlassian id",
  "atlassian account id",
  "konto id",
  "kontonummer",
  "benutzer id",
  "id du compte",
  "id de compte",
  "identifiant",
  "identifiant du compte",
  "id de cuenta",
  "id de la cuenta",
  "identificador",
  "id account",
  "id utente",
  "id da conta",
  "id do utilizador",
  "id do usuário",
  "account nummer",
  "gebruikers id",
  "id konta",
  "identyfikator",
  "id účtu",
  "fiók azonosító",
  "tilin tunnus",
  "hesap kimliği",
  "идентификатор",
  "id аккаунта",
  "アカウントid",
  "账户id",
  "帐户id",
  "계정id",
  NULL,
};

static const char *const emails[] = {
  "email",
  "mail",
  "email address",
  "email adresse",
  "mail adresse",
  "user email",
  "epost",
  "epost adresse",
  "epostadress",
  "courriel",
  "adresse email",
  "adresse mail",
  "adresse électronique",
  "adresse de courriel",
  "correo",
  "correo electrónico",
  "dirección de correo electrónico",
  "posta elettronica",
  "indirizzo email",
  "endereço de email",
  "correio eletrônico",
  "adres email",
  "adresa elektronické pošty",
  "emailová adresa",
  "email cím",
  "sähköposti",
  "sähköpostiosoite",
  "eposta",
  "eposta adresi",
  "почта",
  "электронная почта",
  "адрес электронной почты",
  "електронна пошта",
  "メール",
  "メールアドレス",
  "邮箱",
  "邮件",
  "电子邮件",
  "電子郵件",
  "이메일",
  "메일",
  NULL,
};

static const char *const names[] = {
  "name",
  "full name",
  "display name",
  "user name",
  "user",
  "vollständiger name",
  "voller name",
  "anzeigename",
  "benutzer",
  "benutzername",
  "nutzer",
  "person",
  "nom",
  "nom complet",
  "nom d’utilisateur",
  "utilisateur",
  "nombre",
  "nombre completo",
  "usuario",
  "nombre de usuario",
  "nome",
  "nome completo",
  "nome cognome",
  "nome utente",
  "utente",
  "usuário",
  "utilizador",
  "naam",
  "volledige naam",
  "gebruiker",
  "gebruikersnaam",
  "navn",
  "fulde navn",
  "fullt navn",
  "namn",
  "fullständigt namn",
  "nimi",
  "koko nimi",
  "jméno",
  "celé jméno",
  "imię i nazwisko",
  "nazwisko",
  "név",
  "teljes név",
  "ad soyad",
  "isim",
  "kullanıcı",
  "имя",
  "полное имя",
  "фио",
  "пользователь",
  "ім’я",
  "名前",
  "氏名",
  "ユーザー",
  "姓名",
  "用户",
  "用户名",
  "이름",
  "성명",
  NULL,
};

/* What makes a longer heading one: "Work e-mail", "nameOfLeaver", "E-Mailadresse 2". */
static const char *const parts[UM_IMPORT_MIXED][7] = {
  [UM_IMPORT_IDS] = { "accountid", "userid" },
  [UM_IMPORT_EMAILS] = { "mail", "mails", "email", "emails", "mailadresse", "emailaddress" },
  [UM_IMPORT_NAMES] = { "name", "names", "username", "fullname", "displayname" },
};

static char *
reduce (const char *text)
{
  g_autofree char *folded = um_text_fold (text);
  GString *reduced = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (reduced, g_utf8_get_char (p));
  return g_string_free (reduced, FALSE);
}

/* Whether one of the words of @cell, or two of them together, make it a heading. A name such as
 * Ismail must not, so that parts of words don't count. */
static gboolean
has_part (const char *cell, UmImportKind kind)
{
  g_autoptr (GString) apart = g_string_new (NULL);
  g_autofree char *folded = NULL;
  g_auto (GStrv) words = NULL;

  for (const char *p = cell; *p != '\0'; p++)
    {
      if (p > cell && g_ascii_isupper (*p) && g_ascii_islower (p[-1]))
        g_string_append_c (apart, ' ');
      g_string_append_c (apart, *p);
    }
  folded = um_text_fold (apart->str);
  words = g_strsplit_set (folded, " -_.,;|/:()[]#0123456789", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *two = g_strconcat (words[i], words[i + 1], NULL);

      for (guint j = 0; parts[kind][j] != NULL; j++)
        if (g_str_equal (words[i], parts[kind][j]) || g_str_equal (two, parts[kind][j]))
          return TRUE;
    }
  return FALSE;
}

/* The words of all kinds, reduced: → the kind + 1. Made once. */
static GHashTable *
get_words (void)
{
  static GHashTable *words;
  static const char *const *const lists[UM_IMPORT_MIXED] = {
    [UM_IMPORT_IDS] = ids,
    [UM_IMPORT_EMAILS] = emails,
    [UM_IMPORT_NAMES] = names,
  };

  if (g_once_init_enter (&words))
    {
      GHashTable *made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

      for (guint kind = 0; kind < UM_IMPORT_MIXED; kind++)
        for (guint i = 0; lists[kind][i] != NULL; i++)
          g_hash_table_insert (made, reduce (lists[kind][i]), GUINT_TO_POINTER (kind + 1));
      g_once_init_leave (&words, made);
    }
  return words;
}

UmHeadingFit
um_import_heading_fit (const char *cell, UmImportKind kind)
{
  g_autofree char *reduced = NULL;

  /* A sentence is no heading, and an address none for addresses. */
  if (strlen (cell) > 100 || strchr (cell, '@') != NULL)
    return UM_HEADING_NONE;
  reduced = reduce (cell);
  if (GPOINTER_TO_UINT (g_hash_table_lookup (get_words (), reduced)) == kind + 1)
    return UM_HEADING_EXACT;
  return has_part (cell, kind) ? UM_HEADING_LIKE : UM_HEADING_NONE;
}

gboolean
um_import_heading_is_one_of (const char *cell, const char *const *headings)
{
  g_autofree char *reduced = reduce (cell);

  for (guint i = 0; headings[i] != NULL; i++)
    {
      g_autofree char *heading = reduce (headings[i]);

      if (g_str_equal (reduced, heading))
        return TRUE;
    }
  return FALSE;
}
