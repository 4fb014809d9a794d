/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folding: what is equal for a search, and that hostile text comes out harmless. */

#include "um-directory.h"
#include "um-text-private.h"

#include <string.h>

static void
test_examples (void)
{
  const struct
  {
    const char *text;
    const char *folded;
  } cases[] = {
    { "", "" },
    { "Ann Lee", "ann lee" },
    { "ANN-LEE_7@Old.Example", "ann-lee_7@old.example" },
    { "Émile Çelik", "emile celik" },
    { "E\xcc\x81mile", "emile" },
    { "Ångström", "angstrom" },
    { "Straße", "strasse" },
    { "STRASSE", "strasse" },
    { "\xe1\xba\x9e", "ss" }, /* capital sharp s */
    { "İstanbul", "istanbul" },
    { "ırmak", "ırmak" },            /* no dot to take off */
    { "ﬁn", "fin" },                 /* ligature */
    { "ＨＡＮＡ＠ｅｘ", "hana@ex" }, /* full width */
    { "ΣΊΣΥΦΟΣ", "σισυφοσ" },
    { "σίσυφος", "σισυφοσ" },
    { "Карина Йота", "карина иота" },
    { "Ｇünter\xc2\xa0Ⅳ", "gunter iv" }, /* no-break space, Roman numeral */
    { "\xe3\x82\xac", "\xe3\x82\xab" },  /* ガ, the voicing mark off */
    { "a\tb\nc\rd", "a b c d" },
    { "a\x1f"
      "b\x7f"
      "c\x01",
      "a b c " },
    { "a\xc2\x85"
      "b",
      "a b" }, /* C1 control */
    { "a\xe2\x80\xa8"
      "b\xe2\x80\xa9"
      "c",
      "a b c" }, /* line and paragraph separator */
    { "\xe2\x80\xae"
      "abc\xe2\x81\xa6"
      "d",
      "abcd" }, /* right-to-left override, isolate */
    { "a\xe2\x80\x8b"
      "b\xc2\xad"
      "c\xef\xbb\xbf",
      "abc" },                          /* zero-width space, soft hyphen, BOM */
    { "\xcc\x81\xcc\x82", "" },         /* nothing but marks */
    { "\xe1\x8e\xa0", "\xea\xad\xb0" }, /* a capital and a small Cherokee letter */
    { "\xea\xad\xb0", "\xea\xad\xb0" },
    { "\xff"
      "A",
      "\xef\xbf\xbd"
      "a" }, /* not UTF-8 */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = um_text_fold (cases[i].text);

      g_assert_cmpstr (folded, ==, cases[i].folded);
    }
}

/* What folded text never holds: it would break a search or mislead who reads it. */
static gboolean
is_harmless (gunichar c)
{
  switch ((guint) g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_SPACING_MARK:
    case G_UNICODE_ENCLOSING_MARK:
    case G_UNICODE_NON_SPACING_MARK:
      return FALSE;
    case G_UNICODE_SPACE_SEPARATOR:
      return c == ' ';
    default:
      return TRUE;
    }
}

static void
check_folded (const char *text, const char *folded)
{
  g_autofree char *again = um_text_fold (folded);

  g_assert_cmpstr (again, ==, folded);
  g_assert_true (g_utf8_validate (folded, -1, NULL));
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (!is_harmless (g_utf8_get_char (p)))
        g_error ("U+%04X stands in the folded form of \"%s\"", g_utf8_get_char (p), text);
    }
}

/* For private use: nothing folds to it. */
#define BAR      0xe000
#define BAR_TEXT "\xee\x80\x80"

/* Every character there is, each between others, many at a time. */
static void
check_characters (gunichar first, gunichar end)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *folded = NULL;
  g_auto (GStrv) pieces = NULL;
  guint n_pieces = 0;

  for (gunichar c = first; c < end; c++)
    {
      if (c == BAR || !g_unichar_validate (c))
        continue;
      g_string_append (text, "xA");
      g_string_append_unichar (text, c);
      g_string_append (text, "B" BAR_TEXT);
      n_pieces++;
    }
  folded = um_text_fold (text->str);
  check_folded (text->str, folded);

  pieces = g_strsplit (folded, BAR_TEXT, -1);
  g_assert_cmpuint (g_strv_length (pieces), ==, n_pieces > 0 ? n_pieces + 1 : 0);
  for (guint i = 0; i < n_pieces; i++)
    {
      g_assert_true (g_str_has_prefix (pieces[i], "xa"));
      g_assert_true (g_str_has_suffix (pieces[i], "b"));
      /* The offsets within a row are 16 bits wide. */
      g_assert_cmpuint (strlen (pieces[i]), <=, strlen ("xab") + 33);
    }
}

static void
test_all_characters (void)
{
  const gunichar step = 0x100;

  check_characters (1, step);
  for (gunichar first = step; first < 0x110000; first += step)
    check_characters (first, first + step);
}

static void
test_random_bytes (void)
{
  for (guint i = 0; i < 1000; i++)
    {
      char text[41];
      guint length = g_test_rand_int_range (0, 40);
      g_autofree char *folded = NULL;

      for (guint k = 0; k < length; k++)
        text[k] = (char) g_test_rand_int_range (1, 256);
      text[length] = '\0';
      folded = um_text_fold (text);
      check_folded (text, folded);
    }
}

/* The way for ASCII and the one for all other text agree. */
static void
test_ascii (void)
{
  for (guint i = 0; i < 500; i++)
    {
      char text[41];
      guint length = g_test_rand_int_range (0, 40);
      g_autofree char *folded = NULL;
      g_autofree char *longer = NULL;
      g_autofree char *longer_folded = NULL;
      g_autofree char *expected = NULL;

      for (guint k = 0; k < length; k++)
        text[k] = (char) g_test_rand_int_range (1, 128);
      text[length] = '\0';
      folded = um_text_fold (text);
      longer = g_strconcat (text, "Ω", NULL);
      longer_folded = um_text_fold (longer);
      expected = g_strconcat (folded, "ω", NULL);
      g_assert_cmpstr (longer_folded, ==, expected);
    }
}

static void
test_cut (void)
{
  const struct
  {
    const char *text;
    gsize max;
    const char *kept;
  } cases[] = {
    { "abcdef", 6, "abcdef" },
    { "abcdef", 5, "abcde" },
    { "", 5, "" },
    { "abcdé", 5, "abcd" }, /* é has two bytes */
    { "abcdé", 6, "abcdé" },
    { "ab山", 3, "ab" },
    { "ab山", 4, "ab" },
    { "ab山", 5, "ab山" },
    { "a\xf0\x9f\x98\x80", 4, "a" },
    { "a\xff"
      "b",
      10,
      "a\xef\xbf\xbd"
      "b" },
    { "a\xff"
      "b",
      3, "a" }, /* the replacement has three bytes */
    { "\x80\x80\x80\x80\x80", 4, "\xef\xbf\xbd" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *kept = um_text_make_valid (cases[i].text, cases[i].max);

      g_assert_cmpstr (kept, ==, cases[i].kept);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/text-fold/examples", test_examples);
  g_test_add_func ("/model/text-fold/all-characters", test_all_characters);
  g_test_add_func ("/model/text-fold/random-bytes", test_random_bytes);
  g_test_add_func ("/model/text-fold/ascii", test_ascii);
  g_test_add_func ("/model/text-fold/cut", test_cut);

  return g_test_run ();
}
