#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changing the directory on the command line: Atlassian can't move anybody, so users are invited to
the other directory with their groups, read back there, and then removed; the simulated organisation
is asked what came of it."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))

import tap  # noqa: E402
from world import DONE, REFUSED, WRONG_USE, Simulator, World  # noqa: E402

FROM, INTO = 'Acme', 'Acme Contractors'
FILTER = f'directory:{FROM} -directory:"{INTO}" status:active managed:no'

# Somebody without a group of the same name there comes in by this one.
WAY = ['--directory', FROM, '--into', INTO, '--group', 'contractors']


class ChangeDirectory(unittest.TestCase):
    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.remove)
        self.simulator = Simulator(users=200)
        self.addCleanup(self.simulator.stop)
        added = self.world.add_organisation(self.simulator)
        self.assertEqual(added.status, DONE, added)
        self.world.run('refresh', 'Org')

    def truth(self):
        state = self.simulator.get('/_simulator/state')
        return {user['accountId']: user for user in state['users']}

    def plan(self, *arguments):
        self.file = self.world.path('move.umplan')
        self.file.unlink(missing_ok=True)
        command = ['plan', 'Org', 'change-directory', '--filter', FILTER]
        return self.world.run(*command, *arguments, '-o', self.file)

    def listed(self):
        """The directories of everybody, as the snapshot has them."""
        users = self.world.run('users', 'Org', '--json').json()
        return {user['account_id']: set(user['directories']) for user in users}

    def test_there_and_out(self):
        before, listed = self.truth(), self.listed()
        planned = self.plan(*WAY, '--json')
        self.assertEqual(planned.status, DONE, planned)
        plan = planned.json()
        moved = {user['account_id']: user for user in plan['users'] if user['skip'] is None}
        self.assertGreater(len(moved), 2)
        self.assertEqual((plan['risk'], plan['touched']), ('irreversible', len(moved)))
        self.assertEqual(plan['confirm'], f'change-directory {len(moved)}')
        for user in moved.values():
            steps = [step['step'] for step in user['chain'] if step['skip'] is None]
            self.assertEqual(steps[0], 'directory.enter')
            self.assertEqual(steps[-2:], ['directory.check', 'directory.remove'])
            self.assertLessEqual(set(steps[1:-2]), {'group.add'})
        shown = self.plan(*WAY)
        self.assertIn(f'Change {len(moved)} users to the directory {INTO}.', shown.out)
        self.assertIn('Lost are groups that don’t exist there', shown.out)
        self.assertIn('Can’t be undone.', shown.out)
        # A button doesn't do for that.
        self.assertEqual(self.world.run('run', self.file, '--yes').status, REFUSED)
        self.assertEqual(self.truth(), before)
        done = self.world.run('run', self.file, '--confirm', plan['confirm'], '--json')
        self.assertEqual(done.status, DONE, done)
        run = done.json()
        self.assertEqual((run['action'], run['state']), ('change-directory', 'finished'))
        self.assertEqual(run['users']['done'], len(moved))
        after = self.truth()
        changed = {user for user in before if before[user] != after[user]}
        self.assertEqual(changed, set(moved))
        for user in moved:
            self.assertEqual(len(after[user]['directories']), len(before[user]['directories']))
            self.assertNotEqual(after[user]['directories'], before[user]['directories'])
        # The first of them went alone.
        notes = [note['note'] for entry in run['entries'] for note in entry['notes']]
        self.assertEqual(notes, ['as-expected'])
        now = self.listed()
        for user in listed:
            expected = listed[user] - {FROM} | {INTO} if user in moved else listed[user]
            self.assertEqual(now[user], expected)
        # Nobody is left to be moved.
        again = self.world.run('users', 'Org', '--filter', FILTER, '--json').json()
        self.assertFalse({user['account_id'] for user in again} & set(moved))

    def test_no_way_in(self):
        """Who has no group of that directory's name can't be invited to it."""
        plan = self.plan('--directory', FROM, '--into', INTO, '--json').json()
        self.assertEqual(plan['touched'], 0)
        self.assertEqual({user['skip'] for user in plan['users']}, {'no-way-in'})

    def test_wrong_use(self):
        for arguments, words in (
            (['--directory', FROM], 'The directory to change to isn’t chosen.'),
            (['--directory', FROM, '--into', FROM], 'can’t be left and changed to at once.'),
            (['--directory', FROM, '--into', 'Tea'], 'There is no directory “Tea”.'),
        ):
            result = self.plan(*arguments)
            self.assertEqual(result.status, WRONG_USE, result)
            self.assertIn(words, result.err)
            self.assertFalse(self.file.exists())
        result = self.world.run('plan', 'Org', 'suspend', '--into', INTO, '--filter', FILTER)
        self.assertEqual(result.status, WRONG_USE, result)
        self.assertIn('No action of the plan takes --into.', result.err)


if __name__ == '__main__':
    tap.main()
