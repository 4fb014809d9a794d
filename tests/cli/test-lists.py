#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of users from files, kept and asked for by filters and plans; users exported to files."""

import csv
import io
import json
import os
import stat
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))

import tap  # noqa: E402
from world import DONE, SOME_FAILED, WRONG_USE, Simulator, World  # noqa: E402


class Lists(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.addClassCleanup(cls.world.remove)
        cls.simulator = Simulator(users=400)
        cls.addClassCleanup(cls.simulator.stop)
        cls.world.add(cls.simulator)
        cls.world.run('refresh', 'Acme')
        cls.users = cls.world.run('users', 'Acme', '--json').json()
        cls.shown = [user for user in cls.users if user['email']][:20]

    def write(self, name, text, encoding='utf-8'):
        path = self.world.path(name)
        path.write_bytes(text.encode(encoding))
        return path

    def check(self, result, status, sentence):
        self.assertEqual(result.status, status, result)
        self.assertIn(sentence, result.err, result)
        self.assertEqual(result.out, '', result)

    def test_import(self):
        rows = ''.join(f'{user["name"]};{user["email"].upper()}\r\n' for user in self.shown)
        path = self.write('leavers.csv', 'Name;E-Mail\r\n' + rows + 'X;x@x.example\r\n', 'utf-16')
        read = self.world.run('list', 'import', 'Acme', path, '--json')
        self.assertEqual(read.status, SOME_FAILED, read)
        self.assertEqual(read.err, '')
        told = read.json()
        self.assertEqual(
            [told[name] for name in ('list', 'encoding', 'delimiter', 'header', 'column')],
            ['leavers', 'utf-16le', ';', True, 2],
        )
        self.assertEqual(told['kind'], 'email')
        self.assertEqual(
            [entry['account_id'] for entry in told['matched']],
            [user['account_id'] for user in self.shown],
        )
        self.assertEqual(told['not_found'], [{'text': 'x@x.example', 'line': 22, 'times': 1}])
        found = self.world.run('users', 'Acme', '--filter', 'list:LEAVERS', '--json').json()
        self.assertEqual(
            {user['account_id'] for user in found}, {user['account_id'] for user in self.shown}
        )
        shown = self.world.run('list', 'show', 'Acme', '--json').json()
        self.assertEqual(
            [(one['name'], one['users']) for one in shown if one['name'] == 'leavers'],
            [('leavers', 20)],
        )
        one = self.world.run('list', 'show', 'Acme', 'leavers', '--json').json()
        self.assertEqual(len(one['users']), 20)
        self.assertEqual(one['gone'], [])
        again = self.world.run('list', 'import', 'Acme', path)
        self.check(again, WRONG_USE, 'There is a list named “leavers” already.')
        replaced = self.world.run('list', 'import', 'Acme', path, '--replace')
        self.assertEqual(replaced.status, SOME_FAILED)
        self.assertIn('20 matched · 1 not found', replaced.out)
        self.assertIn('x@x.example', replaced.out)

    def test_rename(self):
        for name in ('short', 'other'):
            self.write(f'{name}.txt', self.shown[0]['email'])
            path = self.world.path(f'{name}.txt')
            self.assertEqual(self.world.run('list', 'import', 'Acme', path).status, DONE)
        renamed = self.world.run('list', 'rename', 'Acme', 'SHORT', 'One by one')
        self.assertEqual(renamed.status, DONE, renamed)
        shown = self.world.run('list', 'show', 'Acme', '--json').json()
        names = [one['name'] for one in shown]
        self.assertIn('One by one', names)
        self.assertNotIn('short', names)
        found = self.world.run('users', 'Acme', '--filter', 'list:"one by one"', '--json').json()
        self.assertEqual([u['account_id'] for u in found], [self.shown[0]['account_id']])
        for names, sentence in (
            (('short', 'new'), 'There is no list named “short”.'),
            (('other', 'ONE BY ONE'), 'There is a list named “ONE BY ONE” already.'),
            (('other', ' '), ''),
        ):
            self.check(self.world.run('list', 'rename', 'Acme', *names), WRONG_USE, sentence)

    def test_remove(self):
        self.write('short.txt', self.shown[0]['email'])
        path = self.world.path('short.txt')
        self.assertEqual(self.world.run('list', 'import', 'Acme', path).status, DONE)
        self.assertIn('short', self.world.run('list', 'show', 'Acme').out)
        self.assertEqual(self.world.run('list', 'remove', 'Acme', 'short').status, DONE)
        gone = self.world.run('list', 'remove', 'Acme', 'short')
        self.check(gone, WRONG_USE, 'There is no list named “short”.')
        self.check(
            self.world.run('list', 'show', 'Acme', 'short'), WRONG_USE, 'There is no list named'
        )
        self.check(
            self.world.run('users', 'Acme', '--filter', 'list:short'), WRONG_USE, 'list:short'
        )

    def test_standard_input(self):
        text = '; '.join(f'X Y <{user["email"]}>' for user in self.shown[:3])
        read = self.world.run('list', 'import', 'Acme', '-', '--list', 'pasted', text=text)
        self.assertEqual(read.status, DONE, read)
        found = self.world.run('users', 'Acme', '--filter', 'list:pasted', '--json').json()
        self.assertEqual(len(found), 3)
        nameless = self.world.run('list', 'import', 'Acme', '-', text=text)
        self.assertEqual(nameless.status, WRONG_USE)

    def test_corrected(self):
        first, second = self.shown[0], self.shown[1]
        path = self.write('two.csv', f'{first["email"]},{second["account_id"]}\n')
        column = ['list', 'import', 'Acme', path, '--dry-run', '--json', '--column']
        self.assertEqual(
            self.world.run(*column, '1').json()['matched'][0]['account_id'], first['account_id']
        )
        told = self.world.run(*column, '2', '--kind', 'id', '--no-header').json()
        self.assertEqual(told['matched'][0]['account_id'], second['account_id'])
        self.assertIsNone(told['list'])
        self.check(self.world.run(*column, '3'), WRONG_USE, 'There is no column “3”')
        self.check(self.world.run(*column, 'Phone'), WRONG_USE, 'There is no column “Phone”')
        self.assertEqual(self.world.run(*column, '1', '--kind', 'shoe').status, WRONG_USE)
        self.assertEqual(self.world.run(*column, '1', '--delimiter', '::').status, WRONG_USE)
        lists = self.world.run('list', 'show', 'Acme', '--json').json()
        self.assertNotIn('two', [one['name'] for one in lists])

    def test_ambiguous(self):
        """Former users share their name: chosen by hand, and never guessed."""
        names = [user['name'] for user in self.users]
        name = next(name for name in names if name and names.count(name) > 1)
        path = self.write('shared.txt', f'Name\n{name}\n')
        parts = {part: self.world.path(f'{part}.csv') for part in ('matched', 'ambiguous')}
        command = ['list', 'import', 'Acme', path, '--json', '--replace']
        command += [f'--{part}={file}' for part, file in parts.items()]
        open_one = self.world.run(*command)
        self.assertEqual(open_one.status, SOME_FAILED, open_one)
        candidates = open_one.json()['ambiguous'][0]['candidates']
        self.assertGreater(len(candidates), 1)
        rows = list(csv.reader(parts['ambiguous'].open(newline='')))
        self.assertEqual(rows[0][0].partition(':')[0], '# Exported by')
        self.assertEqual([row[0] for row in rows].count(name), len(candidates))
        chosen = self.world.run(*command, '--choose', f'{name}={candidates[1]["account_id"]}')
        self.assertEqual(chosen.status, DONE, chosen)
        entry = chosen.json()['ambiguous'][0]
        self.assertEqual(entry['account_id'], candidates[1]['account_id'])
        self.assertIn(candidates[1]['account_id'], parts['matched'].read_text())
        other = self.world.run(*command, '--choose', f'{name}={self.shown[0]["account_id"]}')
        self.check(other, WRONG_USE, 'There is no user')
        plan = ['plan', 'Acme', 'add-to-groups', '--group', 'qa-team', '--users', path]
        self.check(self.world.run(*plan), WRONG_USE, 'Several users go by this name or address:')

    def test_problems(self):
        missing = self.world.run('list', 'import', 'Acme', '/nowhere/x.csv')
        self.check(missing, WRONG_USE, '/nowhere/x.csv can’t be read or written.')
        folder = self.world.run('list', 'import', 'Acme', self.world.folder)
        self.check(folder, WRONG_USE, 'is a folder.')
        for content, sentence in (
            (b'', 'There is nothing in'),
            (os.urandom(4000) + bytes(1000), 'isn’t a text that can be read.'),
            (b'PK\x03\x04' + os.urandom(100), 'is a workbook or an archive, not a list.'),
            (b'a,b\nc,d\n', 'no column holds account IDs'),
        ):
            path = self.world.path('bad')
            path.write_bytes(content)
            with self.subTest(sentence=sentence):
                self.check(self.world.run('list', 'import', 'Acme', path), WRONG_USE, sentence)
        other = self.world.run('list', 'import', 'Other', path)
        self.check(other, WRONG_USE, 'There is no source named “Other”.')
        for command in (['import', 'Acme'], ['remove', 'Acme'], ['show'], ['show', 'a', 'b', 'c']):
            self.assertEqual(self.world.run('list', *command).status, WRONG_USE)

    def test_plan(self):
        """A plan of a list's users keeps the list: who leaves it is held out."""
        path = self.write('plan.txt', '\n'.join(user['account_id'] for user in self.shown[:5]))
        self.assertEqual(self.world.run('list', 'import', 'Acme', path, '--replace').status, DONE)
        group = self.simulator.create_group('from a list')
        self.world.run('refresh', 'Acme')
        plan = ['plan', 'Acme', 'add-to-groups', '--group', group, '--json']
        by_list = self.world.path('by-list.umplan')
        planned = self.world.run(*plan, '--filter', 'list:plan', '-o', by_list)
        by_file = self.world.run(*plan, '--users', path)
        self.assertEqual(planned.json()['touched'], 5, planned)
        self.assertEqual(by_file.json()['touched'], 5, by_file)
        self.write('plan.txt', '\n'.join(user['account_id'] for user in self.shown[:4]))
        self.world.run('list', 'import', 'Acme', path, '--replace')
        changed = self.world.run('run', by_list, '--yes', '--json')
        self.assertEqual(changed.status, 3, changed)
        run = self.world.run('run', by_list, '--yes', '--accept-changes', '--json')
        self.assertEqual(run.json()['counts']['done'], 4, run)
        self.assertEqual(len(self.simulator.members(group)), 4)

    def test_export(self):
        file = self.world.path('users.json')
        made = self.world.run(
            'users', 'Acme', '--filter', 'ann OR a', '--format', 'json', '-o', file
        )
        self.assertEqual((made.status, made.out, made.err), (DONE, '', ''), made)
        self.assertEqual(stat.S_IMODE(file.stat().st_mode), 0o600)
        told = json.loads(file.read_text())
        head = told['export']
        self.assertEqual(head['who'], self.simulator.email)
        self.assertEqual((head['source'], head['filter']), ('Acme', 'ann OR a'))
        self.assertEqual(head['count'], len(told['users']))
        plain = self.world.run('users', 'Acme', '--filter', 'ann OR a', '--json').json()
        self.assertEqual(told['users'], plain)
        table = self.world.path('users.csv')
        self.world.run('users', 'Acme', '--format', 'csv', '-o', table)
        lines = table.read_text().splitlines()
        self.assertTrue(lines[0].startswith('# Exported by: User Management '))
        self.assertIn('# Count: 400', lines)
        bare = self.world.path('bare.csv')
        self.world.run('users', 'Acme', '--format', 'csv', '-o', bare, '--no-head')
        rows = list(csv.DictReader(io.StringIO(bare.read_text(), newline='')))
        self.assertEqual(
            {row['Account ID'] for row in rows}, {user['account_id'] for user in self.users}
        )
        asked = self.world.run('users', 'Acme', '--format', 'csv', '--head')
        self.assertTrue(asked.out.startswith('# Exported by'))
        # What was exported is a list.
        again = self.world.run('list', 'import', 'Acme', table, '--dry-run', '--json')
        self.assertEqual(again.status, DONE, again.err)
        self.assertEqual(len(again.json()['matched']), 400)
        lost = self.world.run('users', 'Acme', '--format', 'csv', '-o', '/nowhere/x')
        self.check(lost, SOME_FAILED, '/nowhere/x can’t be read or written.')
        shapeless = self.world.run('users', 'Acme', '-o', table)
        self.assertEqual(shapeless.status, WRONG_USE)


if __name__ == '__main__':
    tap.main()
