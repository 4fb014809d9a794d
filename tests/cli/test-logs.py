#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What run logs tell on the command line: that nothing was sent in a dry run, why and by whom a run
was asked for, and all of a step, also for a program."""

import csv
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))

import tap  # noqa: E402
from world import DONE, WRONG_USE, Simulator, World  # noqa: E402


class Logs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.addClassCleanup(cls.world.remove)
        cls.simulator = Simulator(users=120)
        cls.addClassCleanup(cls.simulator.stop)
        cls.world.add(cls.simulator)
        cls.group = cls.simulator.create_group('logged')
        cls.before = cls.world.run('source', 'list')
        cls.refreshed = cls.world.run('refresh', 'Acme', '--json')
        cls.file = cls.world.path('logged.umplan')
        command = ['plan', 'Acme', 'add-to-groups', '--group', 'logged', '--reason', 'Ticket 7']
        command += ['--filter', 'status:active', '-o', cls.file, '--json']
        cls.plan = cls.world.run(*command).json()
        cls.dry = cls.world.run('run', cls.file, '--dry-run', '--json').json()
        cls.run_ = cls.world.run(
            'run', cls.file, '--yes', '--confirm', cls.plan['confirm'], '--json'
        ).json()

    def tell(self, *arguments):
        result = self.world.run(*arguments)
        self.assertEqual(result.status, DONE, result)
        return result

    def test_dry_run(self):
        rows = self.tell('log', 'list').out.splitlines()[1:]
        self.assertNotIn('dry run', rows[0])
        self.assertIn('Add to Groups (dry run)', rows[1])
        shown = self.tell('log', 'show', self.dry['id']).out
        self.assertIn('Add to Groups (dry run)', shown)
        self.assertEqual(shown.count('Would be done'), self.plan['touched'])
        self.assertNotIn(' Done', shown)
        self.assertIn('Would be done', self.tell('log', 'entry', self.dry['id'], '1').out)
        self.assertNotIn('Would be', self.tell('log', 'show', self.run_['id']).out)
        for run, word in ((self.dry, 'yes'), (self.run_, 'no')):
            text = self.tell('log', 'export', run['id'], '--format', 'csv').out
            self.assertEqual({row['dry_run'] for row in csv.DictReader(text.splitlines())}, {word})

    def test_request(self):
        shown = self.tell('log', 'show', self.run_['id']).out
        self.assertRegex(shown, r'Filter +status:active\n')
        self.assertRegex(shown, r'Reason +Ticket 7\n')
        self.assertRegex(shown, r'Key’s owner +\S')

    def test_json(self):
        entry = self.tell('log', 'entry', self.run_['id'], '1', '--json').json()
        listed = self.run_['entries'][0]
        self.assertEqual({name: entry[name] for name in listed}, listed)
        self.assertEqual(entry['run'], self.run_['id'])
        self.assertEqual(entry['method'], 'POST')
        self.assertIn('/group/user', entry['path'])
        self.assertRegex(entry['sent'], r'^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$')
        self.assertIsNone(entry['body'])
        tried = self.tell('log', 'entry', self.dry['id'], '1', '--format', 'json').json()
        self.assertTrue(tried['dry_run'])
        self.assertIsNone(tried['sent'])
        exported = self.tell('log', 'export', self.run_['id'], '--json')
        self.assertEqual(
            exported.out, self.tell('log', 'export', self.run_['id'], '--format', 'json').out
        )
        both = self.world.run('log', 'export', self.run_['id'], '--json', '--format', 'csv')
        self.assertEqual(both.status, WRONG_USE)

    def test_no_such_entry(self):
        n_entries = len(self.run_['entries'])
        last = self.tell('log', 'entry', self.run_['id'], str(n_entries), '--json').json()
        self.assertEqual(last['n'], n_entries)
        for n in (n_entries + 1, 4294967295, 4294967296, 0):
            missing = self.world.run('log', 'entry', self.run_['id'], str(n))
            self.assertEqual((missing.status, missing.out), (WRONG_USE, ''), missing)

    def test_refresh(self):
        self.assertEqual(
            self.refreshed.json(),
            {'users': 120, 'groups': 16, 'added': 120, 'removed': 0, 'changed': 0},
        )
        # How many there are isn't known before.
        self.assertRegex(self.before.out.splitlines()[1], r'Acme +Jira Cloud +\S+ +unknown +never')


if __name__ == '__main__':
    tap.main()
