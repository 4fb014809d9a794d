#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is read anew is never covered by what a run did before, whatever part was read."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))

import tap  # noqa: E402
from world import DONE, Simulator, World  # noqa: E402

CHOICE = 'status:active type:person name:ann'


class Outcomes(unittest.TestCase):
    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.remove)
        self.simulator = Simulator(users=400)
        self.addCleanup(self.simulator.stop)
        self.world.add(self.simulator)
        self.group = self.simulator.create_group('cg')
        self.run_fine('refresh', 'Acme')
        self.add()

    def run_fine(self, *arguments):
        result = self.world.run(*arguments)
        self.assertEqual(result.status, DONE, result)
        return result

    def add(self):
        """Runs a plan after which somebody else takes all members out again."""
        plan = self.world.path('add.umplan')
        plan.unlink(missing_ok=True)
        self.run_fine(
            'plan', 'Acme', 'add-to-groups', '--filter', CHOICE, '--group', 'cg', '-o', plan
        )
        self.run_fine('run', plan, '--yes')
        members = self.simulator.members('cg')
        self.assertGreater(len(members), 0)
        self.assertEqual(self.count(), len(members))
        for account_id in members:
            self.simulator.leave(self.group, account_id)

    def count(self):
        return len(self.run_fine('users', 'Acme', '--filter', 'group:cg', '--json').json())

    def check(self, *arguments):
        self.run_fine('refresh', 'Acme', *arguments)
        self.assertEqual(self.count(), 0)
        # It is to be done again, and is.
        self.add()

    def test_group(self):
        self.check('--group', 'cg')

    def test_filter(self):
        self.check('--filter', CHOICE)

    def test_full(self):
        self.check()


class Barred(unittest.TestCase):
    """A site doesn't tell beforehand which groups an identity provider keeps."""

    def test_synced_group(self):
        world = World()
        self.addCleanup(world.remove)
        simulator = Simulator(users=400)
        self.addCleanup(simulator.stop)
        world.add(simulator)
        self.assertEqual(world.run('refresh', 'Acme').status, DONE)
        file = world.path('barred.umplan')
        both = 'group:employees group:jira-software-users -group:site-admins status:active'
        command = ['plan', 'Acme', 'remove-from-groups', '--filter', f'type:person {both}']
        groups = ['--group', 'employees', '--group', 'jira-software-users']
        plan = world.run(*command, *groups, '-o', file, '--json').json()
        self.assertGreater(plan['touched'], 60)
        before = simulator.members('employees')
        done = world.run('run', file, '--confirm', plan['confirm'], '--json')
        # It isn't a failure, and nobody's other group is left out because of it.
        self.assertEqual(done.status, DONE, done)
        run = done.json()
        self.assertEqual(run['users']['done'], plan['touched'])
        self.assertEqual(run['counts']['skipped'], plan['touched'])
        skipped = [entry for entry in run['entries'] if entry['state'] == 'skipped']
        self.assertEqual({entry['target_name'] for entry in skipped}, {'employees'})
        # Who was asked about has Atlassian's own words.
        asked = [entry['message'] for entry in skipped if entry['http'] == 403]
        self.assertTrue(asked)
        self.assertTrue(all('managed by an external directory' in words for words in asked))
        others = {entry['message'] for entry in skipped if entry['http'] is None}
        self.assertEqual(others, {'the group is kept by your identity provider'})
        self.assertEqual(simulator.members('employees'), before)
        moved = {entry['account_id'] for entry in run['entries'] if entry['state'] == 'done'}
        self.assertFalse(moved & set(simulator.members('jira-software-users')))
        # A few were under way when that became known; the others weren't sent.
        refused = simulator.get('/_simulator/stats')['by_status']['403']
        self.assertLess(refused, plan['touched'] / 3)


if __name__ == '__main__':
    tap.main()
