#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""To how many of a filter's users each action can be done, and why not to the others: as the plans
that are made for them say."""

import collections
import csv
import io
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))

import tap  # noqa: E402
from world import DONE, WRONG_USE, Simulator, World  # noqa: E402

PLAIN = ('key', 'name', 'available', 'reason', 'inverse', 'inputs')


class Actions(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.addClassCleanup(cls.world.remove)
        cls.simulator = Simulator(users=300)
        cls.addClassCleanup(cls.simulator.stop)
        cls.world.add_organisation(cls.simulator)
        cls.world.add(cls.simulator)
        cls.world.run('refresh', 'Org')

    def tell(self, *arguments):
        result = self.world.run(*arguments)
        self.assertEqual((result.status, result.err), (DONE, ''), result)
        return result

    def count(self, *arguments):
        told = self.tell('actions', *arguments, '--json').json()
        return {action['key']: action for action in told}

    def plan(self, action, expression):
        result = self.world.run('plan', 'Org', action, '--filter', expression, '--json')
        self.assertEqual(result.status, DONE, result)
        return result.json()

    def test_as_planned(self):
        expression = 'NOT status:deleted'
        n_users = len(self.tell('users', 'Org', '--filter', expression, '--json').json())
        counted = self.count('Org', '--filter', expression)
        for key in ('deactivate', 'reactivate', 'delete-account'):
            with self.subTest(action=key):
                plan = self.plan(key, expression)
                told = counted[key]
                self.assertEqual(tuple(told), (*PLAIN, 'users', 'possible', 'skipped'))
                self.assertEqual(told['users'], n_users)
                self.assertEqual(told['possible'], plan['touched'])
                reasons = collections.Counter(u['skip'] for u in plan['users'] if u['skip'])
                listed = {part['reason']: part['users'] for part in told['skipped']}
                self.assertEqual(listed, reasons)
                self.assertEqual(told['possible'] + sum(listed.values()), n_users)
        self.assertGreater(len(counted['deactivate']['skipped']), 1)
        self.assertGreater(counted['deactivate']['possible'], 0)

    def test_not_judged(self):
        """What is chosen with the action decides; or it can't work here at all."""
        for key in ('add-to-groups', 'change-directory', 'invite'):
            told = self.count('Org', '--filter', '')[key]
            self.assertTrue(told['available'])
            self.assertEqual((told['possible'], told['skipped']), (None, None))
        self.assertEqual(self.world.run('refresh', 'Acme').status, DONE)
        told = self.count('Acme', '--filter', '')['deactivate']
        self.assertFalse(told['available'])
        self.assertEqual((told['users'] > 0, told['possible']), (True, None))

    def test_nobody(self):
        told = self.count('Org', '--filter', 'zzzyyy')['deactivate']
        self.assertEqual((told['users'], told['possible'], told['skipped']), (0, None, None))

    def test_table(self):
        text = self.tell('actions', 'Org', '--filter', '', '--format', 'csv').out
        rows = {row['Key']: row for row in csv.DictReader(io.StringIO(text))}
        counted = self.count('Org', '--filter', '')
        row = rows['deactivate']
        self.assertEqual(row['Possible for'], str(counted['deactivate']['possible']))
        self.assertIn('managed by your organisation', row['Not possible for'])
        self.assertEqual(rows['add-to-groups']['Possible for'], '')
        # Without a filter nobody is counted, and none need have been read.
        plain = self.tell('actions', 'Org', '--format', 'csv').out
        self.assertNotIn('Possible for', plain)
        self.assertEqual(tuple(self.count('Org')['invite']), PLAIN)

    def test_wrong(self):
        result = self.world.run('actions', 'Org', '--filter', 'status:happy')
        self.assertEqual((result.status, result.out), (WRONG_USE, ''), result)
        self.assertIn('^', result.err)


if __name__ == '__main__':
    tap.main()
