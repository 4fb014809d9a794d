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


if __name__ == '__main__':
    tap.main()
