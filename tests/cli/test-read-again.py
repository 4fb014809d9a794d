#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What differs from a run's outcomes at the next refresh is told in its log, once; the run itself
stays as it was."""

import csv
import io
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))

import tap  # noqa: E402
from world import DONE, Simulator, World  # noqa: E402


class ReadAgain(unittest.TestCase):
    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.remove)
        self.simulator = Simulator(users=200)
        self.addCleanup(self.simulator.stop)
        self.group = self.simulator.create_group('read-again')
        self.people = [
            account_id
            for account_id, user in sorted(self.simulator.users().items())
            if user['active'] and user['accountType'] == 'atlassian'
        ][:5]
        self.world.add(self.simulator)
        self.refresh()

    def refresh(self):
        self.assertEqual(self.world.run('refresh', 'Acme').status, DONE)

    def carry_out(self, action):
        """A run on all people; its id."""
        users, file = self.world.path('users'), self.world.path(action)
        users.write_text('\n'.join(self.people) + '\n')
        planned = self.world.run(
            *['plan', 'Acme', action, '--users', users, '--group', self.group, '-o', file]
        )
        self.assertEqual(planned.status, DONE, planned)
        ran = self.world.run('run', file, '--yes', '--json')
        self.assertEqual(ran.status, DONE, ran)
        self.assertEqual([entry['notes'] for entry in ran.json()['entries']], [[]] * 5)
        return ran.json()['id']

    def show(self, run_id):
        return self.world.run('log', 'show', run_id, '--json').json()

    def found(self, run_id):
        """account id → what its notes say was found."""
        notes = {entry['account_id']: entry['notes'] for entry in self.show(run_id)['entries']}
        return {one: [note['found'] for note in some] for one, some in notes.items() if some}

    def test_told_once(self):
        run_id = self.carry_out('add-to-groups')
        before = self.show(run_id)
        gone = self.people[2]
        self.simulator.leave(self.group, gone)
        self.assertEqual(self.found(run_id), {})
        for _ in range(2):
            self.refresh()
            self.assertEqual(self.found(run_id), {gone: ['not-member']})
        after = self.show(run_id)
        n = next(entry['n'] for entry in after['entries'] if entry['account_id'] == gone)
        for entry in after['entries']:
            entry['notes'] = []
        self.assertEqual(after, before)
        table = self.world.run('log', 'show', run_id)
        self.assertEqual(table.out.count(': the user was not a member.'), 1, table)
        one = self.world.run('log', 'entry', run_id, n)
        self.assertRegex(one.out, r'\nLater +Read again .*: the user was not a member\.\n')
        exported = self.world.run('log', 'export', run_id, '--format', 'csv')
        rows = list(csv.DictReader(io.StringIO(exported.out, newline='')))
        self.assertEqual([bool(row['notes']) for row in rows], [row['n'] == str(n) for row in rows])

    def test_later_run(self):
        """What we did ourselves later isn't held against the run before."""
        added = self.carry_out('add-to-groups')
        removed = self.carry_out('remove-from-groups')
        self.simulator.join(self.group, self.people[0])
        self.refresh()
        self.assertEqual(self.found(added), {})
        self.assertEqual(self.found(removed), {self.people[0]: ['member']})


if __name__ == '__main__':
    tap.main()
