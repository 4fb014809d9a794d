#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plants one violation of each rule of tools/lint in a small project and looks for it."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / 'tests' / 'support'))
sys.path.insert(0, str(TOP / 'tools' / 'lint'))

import formatting  # noqa: E402
import tap  # noqa: E402
from sources import find_functions, strip  # noqa: E402

SPDX = '/* SPDX-License-Identifier: GPL-3.0-or-later */\n'
HEAD = SPDX + '/* A small file that stands here for the test. */\n'
H_HEAD = HEAD + '#pragma once\n'
HASH = '# SPDX-License-Identifier: GPL-3.0-or-later\n'
OPEN = 'TO' + 'DO'
ERRORS = H_HEAD + '  UM_A_ERROR_ONE, /* a word */\n  UM_A_ERROR_TWO,\n'
GUIDE = '# Guide\n\n## Errors\n\n| `UM_A_ERROR_ONE`, `…_TWO` | ever |\n'


def function(name, lines):
    """A function of so many lines, in the project's style."""
    return f'static void\n{name} (void)\n{{\n' + '  work ();\n' * (lines - 4) + '}\n'


# What is planted: rule, path, text, and a part of the line that must be printed.
PLANTED = (
    ('file-size', 'src/model/a.c', HEAD + '\n' * 800, 'src/model/a.c:800:'),
    ('function-size', 'src/model/a.c', HEAD + function('long_one', 81), 'long_one has 81'),
    ('line-length', 'src/model/a.c', HEAD + '/* ' + 'x' * 98 + '*/\n', 'a.c:3:'),
    ('typical-size', 'tests/model/a.c', HEAD + function('typical', 36), '36 lines'),
    ('parent-include', 'src/model/a.c', HEAD + '#include "../store/b.h"\n', 'a.c:3:'),
    ('system-header', 'src/engine/a.c', HEAD + '#include <sqlite3.h>\n', 'SQLite'),
    ('system-header', 'src/store/a.c', HEAD + '#include <libsoup/soup.h>\n', 'libsoup'),
    ('system-header', 'src/engine/a.c', HEAD + '#include <libsecret/secret.h>\n', 'libsecret'),
    ('system-header', 'src/words/a.c', HEAD + '#include <gtk/gtk.h>\n', 'GTK'),
    ('system-header', 'src/cli/a.c', HEAD + '#include <pango/pango.h>\n', 'GTK'),
    ('system-header', 'src/engine/a.c', HEAD + '#include <glib/gi18n.h>\n', 'gettext'),
    ('layer', 'src/ui/a.c', HEAD + '#include "um-stored.h"\n', 'ui may not see um-stored.h'),
    ('layer', 'src/simulator/a.c', HEAD + '#include "um-stored.h"\n', 'simulator may not see'),
    ('call', 'src/model/a.c', HEAD + 'x = fopen (path, "r");\n', 'fopen'),
    ('call', 'src/ui/a.c', HEAD + 'x = g_file_get_contents (a, b, c, d);\n', 'a.c:3:'),
    ('call', 'src/engine/a.c', HEAD + 'x = soup_session_send_sync (a);\n', 'blocks'),
    ('call', 'src/ui/a.c', HEAD + 'g_main_loop_run (loop);\n', 'nested'),
    ('call', 'src/atlassian/a.c', HEAD + 'secret_password_lookup (a);\n', 'the store keeps keys'),
    ('spdx', 'src/model/a.c', '/* Only words. */\n', 'a.c:1:'),
    ('spdx', 'tools/a.py', 'print(1)\n', 'a.py:1:'),
    ('first-comment', 'src/model/a.c', SPDX + '#include "a.h"\n', 'a.c:2:'),
    ('open-work', 'src/model/a.c', HEAD + f'/* {OPEN}: later */\n', 'a.c:3:'),
    ('pragma-once', 'src/model/a.h', HEAD, 'a.h:1:'),
    ('forward-declaration', 'src/model/a.c', HEAD + 'static int\nlater (int a);\n', 'later'),
    ('banned', 'src/model/a.c', HEAD + 'g_object_set_data (a, b, c);\n', 'g_object_set_data'),
    ('banned', 'src/model/a.c', HEAD + 'strcpy (a, b);\n', 'strcpy'),
    ('old-gtk', 'src/ui/a.c', HEAD + 'gtk_widget_show (a);\n', 'gtk_widget_show'),
    ('old-gtk', 'src/ui/a.ui', f'<!-- {SPDX} -->\n<object class="GtkTreeView"/>\n', 'a.ui:3:'),
    ('hex-colour', 'src/ui/a.css', SPDX + '.a {\n  color: #ff0000;\n}\n', 'a.css:3:'),
    ('three-dots', 'src/ui/a.c', HEAD + 'x = _("Wait...");\n', 'a.c:3:'),
    ('three-dots', 'src/ui/a.c', HEAD + 'x = ngettext ("A", "Two...", n);\n', 'Two...'),
    ('three-dots', 'src/ui/a.ui', f'<!-- {SPDX} -->\n<p translatable="yes">A...</p>', 'a.ui:3:'),
    ('straight-quote', 'src/ui/a.c', HEAD + 'x = _("It isn\'t");\n', 'a.c:3:'),
    ('potfiles', 'src/ui/a.c', HEAD + 'x = _("New");\n', 'isn’t in po/POTFILES.in'),
    ('potfiles', 'po/POTFILES.in', '# head\nsrc/gone.c\n', 'POTFILES.in:2:'),
    ('error-table', 'src/a/um-a-error.h', ERRORS + '  UM_A_ERROR_NEW,\n', 'um-a-error.h:6: '),
    ('error-table', 'HACKING.md', GUIDE + '| `…_OLD` | once |\n', 'UM_A_ERROR_OLD doesn’t exist'),
    ('heading', 'src/a/a.h', H_HEAD + '/* HACKING.md, "the\n * table" */\n', 'no part “the table”'),
    ('heading', 'src/a/a.h', H_HEAD + '/* See HACKING.md, "Errors" and HACKING, "X". */', '“X”'),
)

# What looks like a violation and is none.
INNOCENT = (
    ('src/model/a.c', HEAD + '/* fopen (path) and g_object_set_data () are only named. */\n'),
    ('src/model/a.c', HEAD + 'x = "fopen (path) strcpy (a)";\n'),
    ('src/model/a.c', HEAD + 'um_reader_read (self);\nself->read (self);\n'),
    ('src/store/a.c', HEAD + '#include <sqlite3.h>\nx = secret_password_store_sync (a);\n'),
    ('src/model/a.c', HEAD + 'static int table[] = { 1, 2 };\nstatic int (*f) (int) = go;\n'),
    ('src/model/a.c', HEAD + function('just_so', 35)),
    ('src/ui/a.css', SPDX + '#id {\n  color: alpha(@theme_fg_color, 0.7);\n}\n'),
    ('src/ui/a.c', HEAD + 'x = g_strdup ("Not for people...");\n'),
)


class Planted(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = Path(self.folder.name)
        self.write('src/store/um-stored.h', H_HEAD)

    def tearDown(self):
        self.folder.cleanup()

    def write(self, path, text):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text, encoding='utf-8')

    def lint(self):
        command = [sys.executable, str(TOP / 'tools' / 'lint'), '--root', str(self.root)]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual(result.stderr, '')
        return result

    def test_clean(self):
        result = self.lint()
        self.assertIn('no problems', result.stdout)

    def test_planted(self):
        for rule, path, text, part in PLANTED:
            with self.subTest(rule=rule, path=path, part=part):
                self.setUp()
                if rule == 'potfiles' and path != 'po/POTFILES.in':
                    self.write('po/POTFILES.in', '')
                if rule in ('error-table', 'heading'):
                    self.write('HACKING.md', GUIDE)
                    self.write('src/a/um-a-error.h', ERRORS)
                self.write(path, text)
                result = self.lint()
                found = [li for li in result.stdout.splitlines() if f': {rule}: ' in li]
                self.assertTrue(any(part in line for line in found), result.stdout)
                self.assertEqual(result.returncode, 1)

    def test_innocent(self):
        for path, text in INNOCENT:
            with self.subTest(text=text):
                self.setUp()
                self.write(path, text)
                lines = self.lint().stdout.splitlines()
                found = [li for li in lines if li.startswith(path) and ': format:' not in li]
                self.assertEqual(found, [])

    @unittest.skipUnless(formatting.find_clang_format(), 'clang-format 14 is missing')
    def test_format(self):
        self.write('.clang-format', (TOP / '.clang-format').read_text(encoding='utf-8'))
        self.write('src/model/a.c', HEAD + '\nint\none(void)\n{\n  return 1;\n}\n')
        self.assertIn('src/model/a.c:5: format: ', self.lint().stdout)
        self.write('src/model/a.c', HEAD + '\nint\none (void)\n{\n  return 1;\n}\n')
        self.assertEqual(self.lint().returncode, 0)


class Reading(unittest.TestCase):
    def test_functions(self):
        text = (
            'struct _A\n{\n  int a;\n};\n\nenum\n{\n  B,\n} C;\n\n'
            'static gboolean\nfirst (int a,\n       int b)\n{\n  if (a)\n    {\n    }\n}\n\n'
            'static const int table[] = {\n  1,\n};\n\n'
            'G_DEFINE_TYPE (A, a, B)\n\nvoid\nsecond (void)\n{\n}\n'
        )
        found = [(f.name, f.line, f.lines) for f in find_functions(text.splitlines())]
        self.assertEqual(found, [('first', 11, 8), ('second', 26, 4)])

    def test_strip(self):
        text = '#include "a.h" /* no */\nx = "a /* b */ \\" c"; // "d"\n\'"\' "e"\n'
        bare = strip(text, keep_strings=False)
        self.assertEqual(''.join(bare.split()), '#include"a.h"x="";\'\'""')
        self.assertEqual(strip(text, keep_strings=True).count('\n'), 3)
        self.assertIn('"a /* b */ \\" c"', strip(text, keep_strings=True))


if __name__ == '__main__':
    tap.main()
