/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of reading JSON from a server that may send anything. */
#include "um-json.h"

#include "um-atlassian-error.h"
#include "um-json-reader.h"
#include "um-types.h"

#include <string.h>

static JsonNode *
parse (const char *text, gssize length)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, length < 0 ? strlen (text) : (gsize) length);
  g_autoptr (GError) error = NULL;
  JsonNode *node = um_json_parse (bytes, &error);

  if (node == NULL)
    g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_MALFORMED);
  else
    g_assert_no_error (error);
  return node;
}

static void
assert_refused (const char *text, gssize length)
{
  g_autoptr (JsonNode) node = parse (text, length);

  if (node != NULL)
    g_test_message ("taken: %.60s", text);
  g_assert_null (node);
}

static void
test_refused (void)
{
  static const char *const texts[] = {
    "",
    " ",
    "{",
    "[",
    "}",
    "]",
    "[}",
    "{]",
    "[1,]",
    "{,}",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\":1,}",
    "{\"a\" 1}",
    "{1:2}",
    "[1 2]",
    "[1]]",
    "1 2",
    "[1],",
    ",",
    ":",
    "nul",
    "nulll",
    "True",
    "NaN",
    "Infinity",
    "-",
    "+1",
    "01",
    "1.",
    ".5",
    "1e",
    "1e+",
    "--1",
    "0x10",
    "\"",
    "\"\\\"",
    "\"\\x\"",
    "\"\\u12\"",
    "\"\\u12g4\"",
    "\"\t\"",
    "\"\n\"",
    "'a'",
    "{'a':1}",
    "{a:1}",
    "[1] // note",
    "/* note */ [1]",
    "var a = [1]",
    "<html></html>",
    "\xef\xbb",
    "\xef\xbb\xbf",
    "\"\xff\"",
    "\"\xc3\"",
    "\"\xc0\xaf\"",
    "\"\xed\xa0\x80\"",
    "\"\xf8\x88\x80\x80\x80\"",
    "[\xc3\xa4]",
    "{\"a\":1 \"b\":2}",
    "[\"a\":1]",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_refused (texts[i], -1);
  assert_refused ("[1]\0", 4);
  assert_refused ("\"a\0b\"", 5);
  assert_refused ("\0", 1);
}

static void
test_taken (void)
{
  static const char *const texts[] = {
    "null",
    "true",
    "false",
    "0",
    "-0",
    "1",
    "-1.5e+10",
    "1E-400",
    "1e999",
    "\"\"",
    "[]",
    "{}",
    " [ ] ",
    "\xef\xbb\xbf[1]",
    "\r\n\t{\"a\":[{},[],null]}\n",
    "123456789012345678901234567890",
    "\"\\u0041\\n\\/\"",
    "\"\xf0\x9f\x98\x80\"",
    "\"\\ud83d\\ude00\"",
    "{\"a\":1,\"a\":2}",
    "{\"\":1}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonNode) node = parse (texts[i], -1);

      g_test_message ("%s", texts[i]);
      g_assert_nonnull (node);
    }
}

static char *
nest (guint depth)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append (text, i % 2 == 0 ? "[" : "{\"a\":");
  g_string_append (text, "1");
  for (guint i = depth; i-- > 0;)
    g_string_append (text, i % 2 == 0 ? "]" : "}");
  return g_string_free (text, FALSE);
}

static void
test_depth (void)
{
  g_autofree char *deepest = nest (UM_JSON_MAX_DEPTH), *deeper = nest (UM_JSON_MAX_DEPTH + 1);
  g_autofree char *absurd = nest (100000), *open = g_strnfill (100000, '[');
  g_autofree char *hidden = g_strconcat ("[\"\\\"\", ", open, NULL);
  g_autoptr (JsonNode) node = parse (deepest, -1);

  g_assert_nonnull (node);
  assert_refused (deeper, -1);
  assert_refused (absurd, -1);
  assert_refused (open, -1);
  assert_refused (hidden, -1);
}

static void
test_size (void)
{
  gsize length = UM_JSON_MAX_SIZE + 1;
  char *text = g_malloc (length);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  memset (text, ' ', length);
  text[0] = '1';
  bytes = g_bytes_new_take (text, length);
  g_assert_null (um_json_parse (bytes, &error));
  g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_MALFORMED);
}

/* json-glib 1.6 ends the program on the first of these. */
static void
test_odd_escapes (void)
{
  static const struct
  {
    const char *text, *value;
  } cases[] = {
    { "[\"\\ud800\\u0041\"]", "\xef\xbf\xbd"
                              "A" },
    { "[\"\\ud800\"]", "\xef\xbf\xbd" },
    { "[\"\\udc00\\ud800\"]", "\xef\xbf\xbd\xef\xbf\xbd" },
    { "[\"\\ud800\\ud800\\udc00\"]", "\xef\xbf\xbd\xf0\x90\x80\x80" },
    { "[\"a\\u0000b\"]", "a\xef\xbf\xbd"
                         "b" },
    { "[\"\\\\ud800\"]", "\\ud800" },
    { "[\"\\ud83d\\ude00 \\ud83d\"]", "\xf0\x9f\x98\x80 \xef\xbf\xbd" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonNode) node = parse (cases[i].text, -1);
      g_autoptr (GString) decoded = g_string_new (NULL);
      UmJsonReader reader;

      g_assert_nonnull (node);
      g_assert_cmpstr (json_array_get_string_element (um_json_get_array (node), 0), ==,
                       cases[i].value);
      um_json_reader_init (&reader, cases[i].text, strlen (cases[i].text));
      g_assert_cmpint (um_json_reader_next (&reader), ==, UM_JSON_TOKEN_ARRAY);
      g_assert_cmpint (um_json_reader_next (&reader), ==, UM_JSON_TOKEN_STRING);
      um_json_reader_decode (&reader, decoded);
      g_assert_cmpstr (decoded->str, ==, cases[i].value);
    }
}

static void
test_reader (void)
{
  static const char text[] = "{\"a\":[1,{\"x\":null}],\"b\\n\":\"c\\td\",\"e\":true}";
  g_autoptr (GString) decoded = g_string_new ("old");
  UmJsonReader reader;

  um_json_reader_init (&reader, text, strlen (text));
  g_assert_cmpint (um_json_reader_next (&reader), ==, UM_JSON_TOKEN_OBJECT);
  g_assert_cmpint (um_json_reader_next (&reader), ==, UM_JSON_TOKEN_MEMBER);
  g_assert_true (um_json_reader_is (&reader, "a"));
  g_assert_false (um_json_reader_is (&reader, "ab"));
  g_assert_false (um_json_reader_is (&reader, ""));
  g_assert_cmpint (um_json_reader_next (&reader), ==, UM_JSON_TOKEN_ARRAY);
  g_assert_true (um_json_reader_skip (&reader, UM_JSON_TOKEN_ARRAY));
  g_assert_cmpint (um_json_reader_next (&reader), ==, UM_JSON_TOKEN_MEMBER);
  um_json_reader_decode (&reader, decoded);
  g_assert_cmpstr (decoded->str, ==, "b\n");
  g_assert_cmpint (um_json_reader_next (&reader), ==, UM_JSON_TOKEN_STRING);
  um_json_reader_decode (&reader, decoded);
  g_assert_cmpstr (decoded->str, ==, "c\td");
  g_assert_cmpint (um_json_reader_next (&reader), ==, UM_JSON_TOKEN_MEMBER);
  g_assert_cmpint (um_json_reader_next (&reader), ==, UM_JSON_TOKEN_TRUE);
  g_assert_true (um_json_reader_skip (&reader, UM_JSON_TOKEN_TRUE));
  g_assert_cmpint (um_json_reader_next (&reader), ==, UM_JSON_TOKEN_OBJECT_END);
  g_assert_cmpint (um_json_reader_next (&reader), ==, UM_JSON_TOKEN_END);
  g_assert_cmpint (um_json_reader_next (&reader), ==, UM_JSON_TOKEN_END);
}

static void
test_getters (void)
{
  g_autoptr (JsonNode) node = parse (
    "{\"s\":\"x\",\"i\":7,\"d\":-2.9,\"huge\":1e300,\"big\":123456789012345678901234567890,"
    "\"b\":true,\"n\":null,\"o\":{\"k\":1},\"a\":[1]}",
    -1);
  JsonObject *object = um_json_get_object (node);
  static const char *const names[] = { "s", "i", "d", "huge", "big", "b", "n", "o", "a", "none" };

  g_assert_null (um_json_get_array (node));
  g_assert_null (um_json_get_object (NULL));
  g_assert_null (um_json_get_array (NULL));
  g_assert_cmpstr (um_json_string (object, "s"), ==, "x");
  g_assert_cmpint (um_json_int (object, "i", -1), ==, 7);
  g_assert_cmpint (um_json_int (object, "d", -1), ==, -2);
  g_assert_cmpint (um_json_int (object, "huge", -1), ==, -1);
  g_assert_true (um_json_bool (object, "b", FALSE));
  g_assert_cmpint (um_json_int (um_json_object (object, "o"), "k", -1), ==, 1);
  g_assert_cmpuint (json_array_get_length (um_json_array (object, "a")), ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *name = names[i];

      g_assert_true (um_json_string (object, name) == NULL || g_str_equal (name, "s"));
      g_assert_true (um_json_object (object, name) == NULL || g_str_equal (name, "o"));
      g_assert_true (um_json_array (object, name) == NULL || g_str_equal (name, "a"));
      g_assert_true (um_json_bool (object, name, TRUE));
      um_json_int (object, name, 0);
      g_assert_cmpint (um_json_time (object, name), ==, UM_TIME_UNKNOWN);
      g_assert_null (um_json_string (NULL, name));
      g_assert_null (um_json_object (NULL, name));
      g_assert_null (um_json_array (NULL, name));
      g_assert_cmpint (um_json_int (NULL, name, 5), ==, 5);
      g_assert_false (um_json_bool (NULL, name, FALSE));
    }
}

static void
test_time (void)
{
  static const struct
  {
    const char *text;
    gint64 seconds;
  } cases[] = {
    { "1970-01-01T00:00:00Z", 0 },
    { "2026-08-01T10:11:12.936941226Z", 1785579072 },
    { "2026-08-01T10:11:12.9Z", 1785579072 },
    { "2026-08-01T12:11:12.936+02:00", 1785579072 },
    { "2026-08-01T12:11:12.936+0200", 1785579072 },
    { "2026-08-01t04:41:12-05:30", 1785579072 },
    { "2026-08-01 10:11:12z", 1785579072 },
    { "2026-08-01", 1785542400 },
    { "2024-02-29", 1709164800 },
    { "1969-12-31T23:59:59Z", -1 },
    { "2016-12-31T23:59:60Z", 1483228800 },
    { "9999-12-31T23:59:59Z", 253402300799 },
    { NULL, UM_TIME_UNKNOWN },
    { "", UM_TIME_UNKNOWN },
    { "2026", UM_TIME_UNKNOWN },
    { "2026-08", UM_TIME_UNKNOWN },
    { "2026-8-1", UM_TIME_UNKNOWN },
    { "2026-02-30", UM_TIME_UNKNOWN },
    { "2025-02-29", UM_TIME_UNKNOWN },
    { "2026-13-01", UM_TIME_UNKNOWN },
    { "0000-01-01", UM_TIME_UNKNOWN },
    { "2026-00-01", UM_TIME_UNKNOWN },
    { "2026-08-01T", UM_TIME_UNKNOWN },
    { "2026-08-01T10", UM_TIME_UNKNOWN },
    { "2026-08-01T10:11", UM_TIME_UNKNOWN },
    { "2026-08-01T10:11:12", UM_TIME_UNKNOWN },
    { "2026-08-01T24:00:00Z", UM_TIME_UNKNOWN },
    { "2026-08-01T10:60:00Z", UM_TIME_UNKNOWN },
    { "2026-08-01T10:11:61Z", UM_TIME_UNKNOWN },
    { "2026-08-01T10:11:12.Z", UM_TIME_UNKNOWN },
    { "2026-08-01T10:11:12+2:00", UM_TIME_UNKNOWN },
    { "2026-08-01T10:11:12+24:00", UM_TIME_UNKNOWN },
    { "2026-08-01T10:11:12+0", UM_TIME_UNKNOWN },
    { "2026-08-01T10:11:12Zx", UM_TIME_UNKNOWN },
    { "2026-08-01x", UM_TIME_UNKNOWN },
    { "+026-08-01", UM_TIME_UNKNOWN },
    { " 2026-08-01", UM_TIME_UNKNOWN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text != NULL ? cases[i].text : "NULL");
      g_assert_cmpint (um_json_parse_time (cases[i].text), ==, cases[i].seconds);
    }
}

/* The strict reader must not take what json-glib then refuses, nor end the program: half-broken
 * texts from a fixed seed. */
static void
test_mutated (void)
{
  static const char *const seeds[] = {
    "[{\"accountId\":\"557058:f5\",\"displayName\":\"\\ud83d\\ude00 \xc3\xa4\",\"active\":true}]",
    "{\"maxResults\":50,\"startAt\":0,\"total\":2,\"isLast\":true,\"values\":[{\"a\":-1.5e+3}]}",
    "[[[[{\"a\":{\"b\":[null,false,\"\\u0000\\\"\\\\\"]}}]]]]",
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (20261122);
  guint taken = 0;

  for (guint run = 0; run < 20000; run++)
    {
      const char *seed = seeds[run % G_N_ELEMENTS (seeds)];
      g_autofree char *text = g_strdup (seed);
      gsize length = strlen (seed);
      g_autoptr (GBytes) bytes = NULL;
      g_autoptr (JsonNode) node = NULL;

      for (gint i = g_rand_int_range (random, 0, 4); i > 0; i--)
        {
          gint at = g_rand_int_range (random, 0, (gint) length);

          if (g_rand_boolean (random))
            text[at] = seed[g_rand_int_range (random, 0, (gint) length)];
          else
            text[at] = (char) g_rand_int_range (random, 0, 256);
        }
      length -= g_rand_int_range (random, 0, 8) == 0 ? g_rand_int_range (random, 0, 10) : 0;
      bytes = g_bytes_new (text, length);
      node = um_json_parse (bytes, NULL);
      taken += node != NULL ? 1 : 0;
    }
  g_assert_cmpuint (taken, >, 1000);
  g_assert_cmpuint (taken, <, 19000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/json/refused", test_refused);
  g_test_add_func ("/json/taken", test_taken);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/size", test_size);
  g_test_add_func ("/json/odd-escapes", test_odd_escapes);
  g_test_add_func ("/json/reader", test_reader);
  g_test_add_func ("/json/getters", test_getters);
  g_test_add_func ("/json/time", test_time);
  g_test_add_func ("/json/mutated", test_mutated);
  return g_test_run ();
}
