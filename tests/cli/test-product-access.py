#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access to the products of an organisation on the command line: granted, taken again, and the
simulated organisation is as it was. A plan's file is run by a process that knows nothing of what
the one that made it has asked."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))

import tap  # noqa: E402
from world import DONE, WRONG_USE, Simulator, World  # noqa: E402

GRANT = 'grant-product-access'
REMOVE = 'remove-application-access'
PRODUCT = 'Confluence (acme)'
# Contractors have the product by no group, leads by several.
FILTER = 'group:contractors OR group:engineering-leads'


class ProductAccess(unittest.TestCase):
    """The way is gone once, there and back, in setUpClass(); each test looks at a part of it."""

    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.addClassCleanup(cls.world.remove)
        cls.simulator = Simulator(users=600)
        cls.addClassCleanup(cls.simulator.stop)
        cls.world.add_organisation(cls.simulator)
        cls.world.run('refresh', 'Org')
        cls.before = cls.state()
        cls.granted, cls.ran = cls.carry_out(GRANT, FILTER)
        cls.after = cls.state()
        people = cls.world.path('people')
        people.write_text('account id\n' + '\n'.join(sorted(cls.touched(cls.granted))) + '\n')
        cls.removed, cls.ran_back = cls.carry_out(REMOVE, None, '--users', people)
        cls.back = cls.state()

    @classmethod
    def state(cls):
        users = cls.simulator.get('/_simulator/state')['users']
        return {user['accountId']: user for user in users}

    @classmethod
    def carry_out(cls, action, expression, *users):
        """The plan, written to a file, and the run of that file by another process."""
        file = cls.world.path(f'{action}.umplan')
        users = users or ('--filter', expression)
        command = ['plan', 'Org', action, *users, '--product', PRODUCT, '-o', file, '--json']
        plan = cls.world.run(*command).json()
        option = ['--confirm', plan['confirm']] if plan['confirm'] else ['--yes']
        return plan, cls.world.run('run', file, *option, '--json')

    @staticmethod
    def touched(plan):
        return {user['account_id'] for user in plan['users'] if user['skip'] is None}

    def changed(self, before, after):
        return {account_id for account_id in before if before[account_id] != after[account_id]}

    def test_granted(self):
        touched = self.touched(self.granted)
        self.assertGreater(len(touched), 3)
        self.assertEqual(self.ran.status, DONE, self.ran)
        self.assertEqual(self.changed(self.before, self.after), touched)
        self.assertEqual(self.ran.json()['counts']['done'], len(touched))

    def test_known_before(self):
        """Nothing is left open in the plan: each user was asked about."""
        for plan in (self.granted, self.removed):
            for user in plan['users']:
                for step in user['chain']:
                    self.assertTrue(step['before'] is not None or step['skip'], step)

    def test_already_so(self):
        skips = {user['skip'] for user in self.granted['users']}
        self.assertIn('already-so', skips)

    def test_back(self):
        self.assertEqual(self.ran_back.status, DONE, self.ran_back)
        self.assertEqual(self.touched(self.removed), self.touched(self.granted))
        self.assertEqual(self.changed(self.before, self.back), set())

    def test_words(self):
        command = ['plan', 'Org', GRANT, '--filter', FILTER, '--product', PRODUCT]
        words = self.world.run(*command).out
        touched = self.granted['touched']
        self.assertIn(f'Grant access to {PRODUCT} to {touched} users.', words)

    def test_seats(self):
        """Where Atlassian tells how many are left."""
        command = ['plan', 'Org', GRANT, '--filter', FILTER]
        self.assertNotIn('seats left', self.world.run(*command, '--product', PRODUCT).out)
        command += ['--product', 'Jira Product Discovery'] * 2
        words = self.world.run(*command).out
        self.assertIn('Jira Product Discovery: 2 seats left\n', words)
        self.assertRegex(words, r'Only 2 seats of Jira Product Discovery are free for \d+ users\.')

    def test_wrong_use(self):
        for product, sentence in (
            ('tea', 'There is no product “tea”.'),
            ('Confluence', 'Several sites have this product: Confluence: Confluence (acme), '),
        ):
            with self.subTest(product=product):
                result = self.world.run(
                    'plan', 'Org', GRANT, '--filter', FILTER, '--product', product
                )
                self.assertEqual(result.status, WRONG_USE)
                self.assertIn(sentence, result.err)


if __name__ == '__main__':
    tap.main()
