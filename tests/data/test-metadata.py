#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Judges the desktop entry, metainfo, settings, icons, manual, texts and manifest of the build in
the folder given: by their validators, and by comparing what has to agree between them."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / 'tests' / 'support'))

import tap  # noqa: E402

ID = 'io.github.usermanagement.UserManagement'
BUILD = Path(sys.argv.pop(1))
DATA = TOP / 'data'


def need(program):
    return unittest.skipUnless(shutil.which(program), f'{program} is missing')


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def introspect(what):
    return json.loads(run('meson', 'introspect', f'--{what}', str(BUILD)).stdout)


class Case(unittest.TestCase):
    def assert_silent(self, result):
        self.assertEqual((result.returncode, result.stdout + result.stderr), (0, ''))


class Desktop(Case):
    def setUp(self):
        self.path = BUILD / 'data' / f'{ID}.desktop'
        self.keys = dict(
            line.split('=', 1) for line in self.path.read_text('utf-8').splitlines() if '=' in line
        )

    @need('desktop-file-validate')
    def test_valid(self):
        self.assert_silent(run('desktop-file-validate', str(self.path)))

    def test_keys(self):
        self.assertEqual(self.keys['Icon'], ID)
        self.assertEqual(self.keys['DBusActivatable'], 'true')
        self.assertEqual(self.keys['StartupNotify'], 'true')
        self.assertTrue(self.keys['Exec'].startswith('user-management'))
        self.assertTrue(self.keys['Keywords'].endswith(';'))

    def test_service(self):
        text = (BUILD / 'data' / f'{ID}.service').read_text('utf-8')
        self.assertIn(f'Name={ID}\n', text)
        self.assertRegex(text, r'Exec=/.*/user-management --gapplication-service\n')


class Metainfo(Case):
    def setUp(self):
        self.path = BUILD / 'data' / f'{ID}.metainfo.xml'
        self.root = ElementTree.parse(self.path).getroot()

    @need('appstreamcli')
    def test_valid(self):
        result = run('appstreamcli', 'validate', '--no-net', str(self.path))
        self.assertEqual(result.returncode, 0, result.stdout)
        self.assertNotRegex(result.stdout, r'(?m)^[EW]: ')

    def test_identity(self):
        self.assertEqual(self.root.findtext('id'), ID)
        self.assertEqual(self.root.findtext('launchable'), f'{ID}.desktop')
        self.assertEqual(self.root.findtext('project_license'), 'GPL-3.0-or-later')
        self.assertEqual(self.root.find('developer').get('id'), ID.rsplit('.', 1)[0])

    def test_texts(self):
        name, summary = self.root.findtext('name'), self.root.findtext('summary')
        self.assertLessEqual(len(name), 15)
        self.assertTrue(10 <= len(summary) <= 25, summary)
        self.assertFalse(summary.endswith('.'))
        self.assertFalse(set(name.lower().split()) & set(summary.lower().split()))
        for word in ('atlassian', 'jira', 'confluence'):
            self.assertNotIn(word, (name + summary).lower())
        paragraph = ' '.join(self.root.find('description/p').text.split())
        self.assertGreaterEqual(len(paragraph), 80)

    def test_branding(self):
        colours = {c.get('scheme_preference'): c.text for c in self.root.findall('branding/color')}
        self.assertEqual(set(colours), {'light', 'dark'})
        self.assertNotEqual(colours['light'], colours['dark'])

    def test_releases(self):
        releases = [(r.get('version'), r.get('date')) for r in self.root.findall('releases/*')]
        self.assertEqual(releases[0][0], introspect('projectinfo')['version'])
        dates = [date for _version, date in releases]
        self.assertEqual(dates, sorted(dates, reverse=True))
        news = re.findall(r'^## (\S+)', (TOP / 'NEWS.md').read_text('utf-8'), re.MULTILINE)
        self.assertEqual([version for version, _date in releases], news)
        self.assertTrue(all(r.find('description/p') is not None for r in self.root.iter('release')))


class Settings(Case):
    def setUp(self):
        self.path = DATA / f'{ID}.gschema.xml'
        self.root = ElementTree.parse(self.path).getroot()

    @need('glib-compile-schemas')
    def test_strict(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(self.path, folder)
            result = run('glib-compile-schemas', '--strict', folder)
        self.assert_silent(result)

    def test_described(self):
        self.assertEqual(self.root.get('gettext-domain'), 'user-management')
        (schema,) = self.root.findall('schema')
        self.assertEqual(schema.get('id'), ID)
        self.assertEqual(schema.get('path'), '/' + ID.replace('.', '/') + '/')
        for key in schema.findall('key'):
            with self.subTest(key=key.get('name')):
                self.assertTrue(key.findtext('summary'))
                self.assertTrue(key.findtext('description').endswith('.'))
                if key.get('type') == 'i':
                    self.assertIsNotNone(key.find('range'))

    def test_every_key_is_used(self):
        code = '\n'.join(path.read_text('utf-8') for path in (TOP / 'src').rglob('*.[ch]'))
        code += '\n'.join(path.read_text('utf-8') for path in (TOP / 'src').rglob('*.ui'))
        for key in self.root.iter('key'):
            with self.subTest(key=key.get('name')):
                self.assertTrue(f'"{key.get("name")}"' in code, 'no code reads it')


class Icons(Case):
    def check(self, path, size):
        root = ElementTree.parse(DATA / 'icons' / 'hicolor' / path).getroot()
        self.assertEqual((root.get('width'), root.get('height')), (str(size), str(size)))
        self.assertEqual(root.get('viewBox'), f'0 0 {size} {size}')
        self.assertFalse([e for e in root.iter() if e.tag.endswith(('}image', '}text', '}filter'))])
        return root

    def test_full_colour(self):
        root = self.check(f'scalable/apps/{ID}.svg', 128)
        colours = {e.get('fill') for e in root.iter()} - {None, 'none'}
        self.assertGreater(len(colours), 3)

    def test_symbolic(self):
        root = self.check(f'symbolic/apps/{ID}-symbolic.svg', 16)
        self.assertEqual({e.get('fill') for e in root.iter()} - {None, 'none'}, {'#222222'})


class Manual(Case):
    PAGES = ('user-management.1', 'user-management-cli.1')

    @need('mandoc')
    def test_lint(self):
        for page in self.PAGES:
            with self.subTest(page=page):
                result = run('mandoc', '-T', 'lint', '-W', 'warning', str(DATA / 'man' / page))
                self.assert_silent(result)


class CommandLine(Case):
    """The manual tells of the commands and options that --help tells of, the completions offer
    them."""

    PROGRAM = BUILD / 'src' / 'cli' / 'user-management-cli'

    @classmethod
    def setUpClass(cls):
        help_text = run(str(cls.PROGRAM), '--help').stdout
        cls.commands = re.findall(r'(?m)^  ([a-z]+(?: [a-z]+)?) ', help_text)
        cls.options = {
            option
            for command in cls.commands
            for option in re.findall(r'--([a-z][a-z-]+)', cls.help_of(command))
        }

    @classmethod
    def help_of(cls, command):
        return run(str(cls.PROGRAM), *command.split(), '--help').stdout

    def test_there_are_commands(self):
        self.assertGreater(len(self.commands), 10)
        self.assertGreater(len(self.options), 10)

    def test_manual(self):
        text = (DATA / 'man' / 'user-management-cli.1').read_text('utf-8')
        told = re.findall(r'(?m)^\.It Cm ([a-z]+(?: [a-z]+)?)\b', text)
        self.assertEqual(sorted(told), sorted(self.commands))
        options = set(re.findall(r'(?:Fl|,) -([a-z-]+)', text))
        self.assertEqual(options, self.options)

    def test_manual_of_each(self):
        """The line of each command has the options of its help, but those that all have."""
        text = (DATA / 'man' / 'user-management-cli.1').read_text('utf-8')
        lines = {
            line: set(re.findall(r'(?:Fl|,) -([a-z-]+)', rest))
            for line, rest in re.findall(r'(?m)^\.It Cm ([a-z]+(?: [a-z]+)?)\b(.*)$', text)
        }
        for command in self.commands:
            with self.subTest(command=command):
                help_text = self.help_of(command)
                options = set(re.findall(r'(?m)^  (?:-\w, )?--([a-z][a-z-]+)', help_text))
                self.assertEqual(lines[command] - {'json'}, options - {'help', 'json'})

    def complete(self, *words):
        """What bash offers for the last of these words."""
        script = '''
            source "$1"; shift
            COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
            _user_management_cli "$1" "${@: -1}" "${@: -2:1}"
            printf '%s\n' "${COMPREPLY[@]}"
        '''
        source = DATA / 'completions' / 'user-management-cli.bash'
        result = run('bash', '-c', script, '-', str(source), str(self.PROGRAM), *words)
        self.assertEqual(result.stderr, '')
        return set(result.stdout.split())

    @need('bash')
    def test_completion_in_bash(self):
        first = {command.split()[0] for command in self.commands}
        self.assertEqual(self.complete(''), first | {'--help', '--version'})
        second = {c.split()[1] for c in self.commands if c.startswith('log ')}
        self.assertEqual(self.complete('log', ''), second)
        self.assertEqual(self.complete('log', 'list', '--format', 'c'), {'csv'})
        self.assertEqual(self.complete('plan', 'x', '--re'), {'--reason'})
        self.assertEqual(self.complete('source', 'add', 'x', '--type', 'a'), {'access'})
        self.assertEqual(self.complete('plan', 'x', 'y', '--issue-type', 'a'), set())

    @need('bash')
    def test_options_in_bash(self):
        """Each command's options are offered, and files for those that take one."""
        for command in self.commands:
            with self.subTest(command=command):
                told = set(re.findall(r'--[a-z][a-z-]+', self.help_of(command)))
                self.assertEqual(self.complete(*command.split(), 'x', '--'), told)
                for option in re.findall(r'(?m)^  .*(--[a-z-]+)=FILE ', self.help_of(command)):
                    offered = self.complete(*command.split(), 'x', option, str(DATA / 'ic'))
                    self.assertEqual(offered, {str(DATA / 'icons')})

    @need('zsh')
    def test_completion_in_zsh(self):
        path = DATA / 'completions' / 'user-management-cli.zsh'
        self.assert_silent(run('zsh', '-n', str(path)))

    @need('fish')
    def test_completion_in_fish(self):
        path = DATA / 'completions' / 'user-management-cli.fish'
        self.assert_silent(run('fish', '--no-execute', str(path)))


class Texts(Case):
    def test_potfiles(self):
        lint = str(TOP / 'tools' / 'lint')
        result = run(sys.executable, lint, '--only', 'potfiles', '--only', 'three-dots')
        found = re.findall(r'(?m)^\S+:\d+: .*', result.stdout)
        self.assertEqual(found, [])

    @need('xgettext')
    def test_template(self):
        """xgettext reads all of them without a warning, and finds a comment for each format."""
        with tempfile.TemporaryDirectory() as folder:
            pot = Path(folder) / 'user-management.pot'
            command = ['xgettext', '--from-code=UTF-8', '--add-comments=Translators']
            command += ['--keyword=_', '--keyword=N_', '--keyword=C_:1c,2', '--keyword=NC_:1c,2']
            command += ['--flag=ngettext:1:pass-c-format', '--flag=ngettext:2:pass-c-format']
            command += ['--files-from=po/POTFILES.in', '--output', str(pot)]
            self.assert_silent(run(*command, cwd=TOP))
            self.assertGreater(pot.read_text('utf-8').count('\nmsgid '), 100)

    @need('msgfmt')
    def test_translations(self):
        lines = (TOP / 'po' / 'LINGUAS').read_text('utf-8').splitlines()
        languages = [line for line in lines if line and not line.startswith('#')]
        self.assertEqual(languages, sorted(languages))
        self.assertEqual(sorted(path.stem for path in (TOP / 'po').glob('*.po')), languages)
        for language in languages:
            with self.subTest(language=language):
                po = str(TOP / 'po' / f'{language}.po')
                result = run('msgfmt', '--check', '--output-file=/dev/null', po)
                self.assertEqual(result.returncode, 0, result.stderr)


class Installed(Case):
    def test_names(self):
        places = set(introspect('installed').values())
        for end in (
            f'/share/applications/{ID}.desktop',
            f'/share/metainfo/{ID}.metainfo.xml',
            f'/share/dbus-1/services/{ID}.service',
            f'/share/glib-2.0/schemas/{ID}.gschema.xml',
            f'/share/licenses/{ID}/LICENSE',
            '/share/icons/hicolor',
            '/share/man/man1/user-management.1',
            '/bin/user-management',
            '/bin/user-management-cli',
            '/bin/user-management-simulator',
        ):
            with self.subTest(end=end):
                self.assertTrue([place for place in places if place.endswith(end)], end)


class Manifest(Case):
    PERMISSIONS = (
        '--share=network',
        '--share=ipc',
        '--socket=wayland',
        '--socket=fallback-x11',
        '--device=dri',
    )

    def setUp(self):
        self.path = TOP / 'flatpak' / f'{ID}.yml'
        self.text = self.path.read_text('utf-8')

    def test_identity_and_permissions(self):
        self.assertRegex(self.text, rf'(?m)^id: {re.escape(ID)}$')
        block = re.search(r'(?m)^finish-args:\n((?:  - .*\n)+)', self.text).group(1)
        self.assertEqual(tuple(re.findall(r'- (.*)', block)), self.PERMISSIONS)


if __name__ == '__main__':
    tap.main()
