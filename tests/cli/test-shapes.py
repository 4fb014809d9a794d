#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What scripts rely on: the JSON of each command with its members and types (PRODUCT.md §8), CSV
that spreadsheets read, output that is UTF-8 whole, or known not to be whole."""

import csv
import io
import json
import re
import sys
import unittest
import unicodedata
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))

import tap  # noqa: E402
from world import DONE, SOME_FAILED, WRONG_USE, Simulator, World  # noqa: E402


class Nullable:
    """A value that may be null: not known, or none."""

    def __init__(self, shape):
        self.shape = shape


class Word(str):
    """One of the words, separated by blanks."""


TIME = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ')
UUID = re.compile(r'[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}')
NEVER_OR_TIME = re.compile(r'never|' + TIME.pattern)

STATUS = Word('active suspended deactivated deleted former no-access inactive unknown')
STEP_STATE = Word('pending sent done failed skipped unknown cancelled')

SOURCE = {
    'id': UUID,
    'name': str,
    'type': Word('jira access'),
    'url': str,
    'read_only': bool,
    'expires': Nullable(TIME),
    'users': Nullable(int),
    'refreshed': Nullable(TIME),
}
RIGHT = {
    'right': str,
    'granted': Nullable(bool),
    'needed_by': [str],
    'detail': Nullable(str),
}
USER = {
    'account_id': str,
    'name': Nullable(str),
    'email': Nullable(str),
    'status': STATUS,
    'type': Word('person app customer guest unknown'),
    'managed': Nullable(bool),
    'synced': Nullable(bool),
    'directories': Nullable([str]),
    'groups': Nullable([str]),
    'products': Nullable([str]),
    'last_login': Nullable(NEVER_OR_TIME),
    'added': Nullable(TIME),
}
GROUP = {
    'id': str,
    'name': str,
    'directory': Nullable(str),
    'synced': Nullable(bool),
    'admin': bool,
    'members': Nullable(int),
    'products': Nullable([str]),
}
ACTION = {
    'key': str,
    'name': str,
    'available': bool,
    'reason': Nullable(str),
    'inverse': Nullable(str),
    'inputs': [str],
}
PLAN = {
    'plan_id': UUID,
    'touched': int,
    'skipped': int,
    'steps': int,
    'risk': Word('small large irreversible'),
    'confirm': str,
    'users': [
        {
            'account_id': str,
            'name': Nullable(str),
            'chain': [
                {
                    'step': str,
                    'target': Nullable(str),
                    'place': Nullable(str),
                    'before': Nullable(str),
                    'after': str,
                    'skip': Nullable(str),
                }
            ],
            'skip': Nullable(str),
            'warnings': [str],
        }
    ],
}
COUNTS = {
    name: int for name in ('done', 'failed', 'skipped', 'unknown', 'pending', 'cancelled')
}
RUN = {
    'id': UUID,
    'plan_id': UUID,
    'of': Nullable(UUID),
    'source': str,
    'action': str,
    'state': Word('running paused interrupted finished cancelled attention'),
    'dry_run': bool,
    'started': TIME,
    'finished': Nullable(TIME),
    'counts': COUNTS,
    'users': COUNTS,
}
ENTRY = {
    'n': int,
    'account_id': str,
    'name': Nullable(str),
    'step': str,
    'target': Nullable(str),
    'target_name': Nullable(str),
    'place': Nullable(str),
    'state': STEP_STATE,
    'http': Nullable(int),
    'message': Nullable(str),
    'attempts': int,
    'before': Nullable(str),
    'after': Nullable(str),
    'notes': [{'time': TIME, 'note': Word('found user-gone target-gone'), 'found': Nullable(str)}],
}


def wide(text):
    """How many columns of a terminal a text takes."""
    return sum(
        0
        if unicodedata.combining(c) or unicodedata.category(c) in ('Mn', 'Me', 'Cf')
        else 2
        if unicodedata.east_asian_width(c) in 'WF'
        else 1
        for c in text
    )


class Shapes(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.addClassCleanup(cls.world.remove)
        cls.simulator = Simulator(users=400)
        cls.addClassCleanup(cls.simulator.stop)
        cls.group = cls.simulator.create_group('=cmd|"calc",x')
        cls.added = cls.world.add(cls.simulator, '--expires', '2099-12-31')
        cls.before = cls.world.sources()
        cls.world.run('refresh', 'Acme')
        cls.file = cls.world.path('plan')
        cls.plan = ['plan', 'Acme', 'add-to-groups', '--filter', 'group:contractors']
        cls.plan += ['--group', cls.group, '-o', cls.file]
        cls.planned = cls.world.run(*cls.plan, '--json')
        confirm = cls.planned.json()['confirm']
        cls.ran = cls.world.run('run', cls.file, '--confirm', confirm, '--json')
        cls.run_id = cls.ran.json()['id']

    def check(self, value, shape, where='answer'):
        """Exactly the members of the shape, each of its type."""
        if isinstance(shape, Nullable):
            if value is not None:
                self.check(value, shape.shape, where)
        elif isinstance(shape, dict):
            self.assertIsInstance(value, dict, where)
            self.assertEqual(list(value), list(shape), where)
            for name, part in shape.items():
                self.check(value[name], part, f'{where}.{name}')
        elif isinstance(shape, list):
            self.assertIsInstance(value, list, where)
            for index, part in enumerate(value):
                self.check(part, shape[0], f'{where}[{index}]')
        elif isinstance(shape, Word):
            self.assertIn(value, shape.split(), where)
        elif isinstance(shape, re.Pattern):
            self.assertIsInstance(value, str, where)
            self.assertIsNotNone(shape.fullmatch(value), f'{where}: {value}')
        else:
            self.assertIs(type(value), shape, where)

    def check_command(self, shape, *command):
        """--json and --format json are the same."""
        result = self.world.run(*command, '--json')
        self.assertEqual(result.status, DONE, result)
        self.assertEqual(result.err, '', result)
        self.check(result.json(), shape, command[0])
        same = self.world.run(*command, '--format', 'json')
        self.assertEqual(same.json(), result.json())
        self.assertTrue(result.out.endswith('\n'))
        return result.json()

    def test_sources(self):
        self.check(self.before, [SOURCE])
        self.assertIsNone(self.before[0]['users'])
        sources = self.check_command([SOURCE], 'source', 'list')
        self.assertEqual(sources[0]['users'], 400)
        self.assertEqual(sources[0]['expires'], '2099-12-31T23:59:59Z')

    def test_check(self):
        rights = self.check_command([RIGHT], 'source', 'check', 'Acme')
        self.assertTrue(all(right['granted'] for right in rights), rights)
        needed = {key for right in rights for key in right['needed_by']}
        self.assertLessEqual({'add-to-groups', 'remove-from-groups'}, needed)

    def test_users(self):
        users = self.check_command([USER], 'users', 'Acme')
        self.assertEqual(len(users), 400)
        self.assertEqual(self.check_command([USER], 'users', 'Acme', '--filter', 'zzzyyy'), [])
        # A Jira site can't know these.
        for user in users:
            for member in ('managed', 'synced', 'directories', 'last_login', 'added'):
                self.assertIsNone(user[member])
        self.assertIn(None, [user['email'] for user in users])

    def test_groups(self):
        groups = self.check_command([GROUP], 'groups', 'Acme')
        self.assertEqual({g['name'] for g in groups}, set(self.simulator.groups()))
        self.assertEqual({group['synced'] for group in groups}, {None})
        keys = {key for group in groups for key in group['products']}
        self.assertIn('jira-software', keys)
        users = self.check_command([USER], 'users', 'Acme')
        self.assertLessEqual({key for user in users for key in user['products'] or []}, keys)
        admins = {group['name'] for group in groups if group['admin']}
        self.assertIn('site-admins', admins)
        self.assertNotIn('contractors', admins)

    def test_actions(self):
        actions = self.check_command([ACTION], 'actions', 'Acme')
        keys = ['add-to-groups', 'remove-from-groups']
        keys += ['grant-product-access', 'remove-application-access']
        keys += ['suspend', 'restore', 'deactivate', 'reactivate', 'change-email']
        keys += ['end-sessions', 'revoke-tokens']
        keys += ['remove-user', 'change-directory', 'delete-account', 'cancel-deletion']
        keys += ['invite', 'create-issues']
        self.assertEqual([a['key'] for a in actions], keys)
        self.assertEqual(actions[3]['inputs'], ['products'])
        self.assertEqual(actions[0]['inverse'], 'remove-from-groups')
        self.assertEqual(actions[0]['inputs'], ['groups', 'pairs', 'like'])

    def test_plan(self):
        self.assertEqual(self.planned.status, DONE)
        self.check(self.planned.json(), PLAN)
        self.assertTrue(self.planned.json()['users'])
        same = self.world.run(*self.plan, '--format', 'json').json()
        self.assertNotEqual(same['plan_id'], self.planned.json()['plan_id'])
        self.check(same, PLAN)
        removal = ['plan', 'Acme', 'remove-from-groups', '--filter', 'group:contractors']
        losing = self.world.run(*removal, '--group', 'contractors', '--json').json()
        self.check(losing, PLAN)
        warnings = {warning for user in losing['users'] for warning in user['warnings']}
        self.assertEqual(warnings, {'loses-product'})

    def test_runs(self):
        whole = {**RUN, 'entries': [ENTRY]}
        self.assertEqual(self.ran.status, DONE, self.ran.err)
        self.check(self.ran.json(), whole)
        self.check_command(whole, 'log', 'show', self.run_id)
        runs = self.check_command([RUN], 'log', 'list')
        self.assertEqual(runs[0]['id'], self.run_id)
        for command in (
            ['log', 'list', '--source', 'Acme', '--state', 'finished', '--action', 'add-to-groups'],
            ['log', 'list', '--state', 'running'],
        ):
            self.check_command([RUN], *command)
        short = self.world.run('log', 'show', self.run_id[:8], '--json')
        self.assertEqual(short.json()['id'], self.run_id)
        self.assertEqual(self.world.run('log', 'list', '--state', 'happy').status, WRONG_USE)
        exported = self.world.run('log', 'export', self.run_id, '--format', 'json')
        self.assertEqual(exported.json(), self.ran.json())

    def rows(self, result):
        self.assertEqual(result.status, DONE, result)
        text = result.out
        self.assertTrue(text.endswith('\r\n'))
        rows = list(csv.reader(io.StringIO(text, newline=''), strict=True))
        self.assertEqual({len(row) for row in rows}, {len(rows[0])})
        return rows

    def check_harmless(self, rows):
        for row in rows:
            for cell in row:
                self.assertNotRegex(cell, r'^[=+@\t\r]')

    def test_csv(self):
        users = self.rows(self.world.run('users', 'Acme', '--format', 'csv'))
        self.assertEqual(len(users), 401)
        self.assertEqual(users[0][:3], ['Account ID', 'Full Name', 'E-mail'])
        named = {row[0]: row[1] for row in users[1:]}
        for account_id, user in self.simulator.users().items():
            self.assertEqual(named[account_id], user['displayName'])
        groups = self.rows(self.world.run('groups', 'Acme', '--format', 'csv'))
        self.assertIn("'=cmd|\"calc\",x", [row[1] for row in groups])
        sources = self.rows(self.world.run('source', 'list', '--format', 'csv'))
        runs = self.rows(self.world.run('log', 'list', '--format', 'csv'))
        actions = self.rows(self.world.run('actions', 'Acme', '--format', 'csv'))
        log = self.rows(self.world.run('log', 'export', self.run_id, '--format', 'csv'))
        self.assertEqual(len(log) - 1, len(self.ran.json()['entries']))
        for rows in (users, groups, sources, runs, actions, log):
            self.check_harmless(rows)

    def test_tables(self):
        """Columns stand below each other, whatever the names are written in."""
        lines = self.world.run('users', 'Acme').out.splitlines()
        self.assertEqual(len(lines), 401)
        start = wide(lines[0][: lines[0].index('Status')])
        words = ('Active', 'Inactive', 'Former user', 'Unknown')
        for line in lines[1:]:
            place = max(line.rfind('  ' + word + '  ') for word in words)
            self.assertGreater(place, 0, line)
            self.assertEqual(wide(line[:place]) + 2, start, line)
            self.assertNotRegex(line, r'[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]')

    def test_any_locale(self):
        """Timers and pipelines run in the C locale: nothing is lost there, in or out."""
        expected = self.world.run('users', 'Acme', '--json').json()
        name = next(u['name'] for u in expected if u['name'] and not u['name'].isascii())
        for locale in ('C', 'POSIX', 'C.UTF-8', 'xx_XX.ISO-8859-1'):
            with self.subTest(locale=locale):
                environment = {'LC_ALL': locale}
                result = self.world.run('users', 'Acme', '--json', environment=environment)
                self.assertEqual(result.json(), expected)
                command = ['users', 'Acme', '--filter', f'name:"{name}"', '--json']
                found = self.world.run(*command, environment=environment)
                self.assertIn(name, [user['name'] for user in found.json()])
                table = self.world.run('users', 'Acme', environment=environment)
                self.assertIn(name, table.out)

    def test_output_lost(self):
        """A full disk isn't silence: half of an export must not pass for the whole."""
        with open('/dev/full', 'wb') as full:
            for command in (
                ['users', 'Acme', '--json'],
                ['users', 'Acme', '--format', 'csv'],
                ['log', 'export', self.run_id, '--format', 'json'],
                ['--help'],
            ):
                with self.subTest(command=command):
                    process = self.world.start(*command, stdout=full)
                    err = process.communicate()[1].decode()
                    self.assertEqual(process.returncode, SOME_FAILED)
                    self.assertEqual(err, 'The output can’t be written.\n')

    def test_debug_output(self):
        result = self.world.run(
            'users', 'Acme', '--json', environment={'G_MESSAGES_DEBUG': 'all'}
        )
        self.assertEqual(len(result.json()), 400)

    def test_reader_gone(self):
        """users | head: no complaint, and no half run."""
        process = self.world.start('users', 'Acme', '--json')
        process.stdout.read(10)
        process.stdout.close()
        err = process.stderr.read().decode()
        self.assertEqual(err, '')
        process.stderr.close()
        self.assertNotEqual(process.wait(), DONE)

    def test_strict_json(self):
        """What Python reads, a stricter reader reads too: no duplicate members, no NaN."""

        def unique(pairs):
            names = [name for name, _value in pairs]
            self.assertEqual(len(names), len(set(names)))
            return dict(pairs)

        def refuse(text):
            self.fail(text)

        for command in (['users', 'Acme'], ['log', 'show', self.run_id], ['groups', 'Acme']):
            out = self.world.run(*command, '--json').out
            json.loads(out, object_pairs_hook=unique, parse_constant=refuse)


if __name__ == '__main__':
    tap.main()
