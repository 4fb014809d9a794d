#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Remove application access on the command line: who is in which group afterwards is asked of the
simulated site, and giving the groups back brings it to where it was."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))

import tap  # noqa: E402
from world import DONE, WRONG_USE, Simulator, World  # noqa: E402

ACTION = 'remove-application-access'
PRODUCT = 'jira-software'
FILTER = 'group:engineering-leads OR group:contractors OR group:site-admins'


class RemoveAccess(unittest.TestCase):
    """The way is gone once, there and back, in setUpClass(); each test looks at a part of it."""

    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.addClassCleanup(cls.world.remove)
        cls.simulator = Simulator(users=1500)
        cls.addClassCleanup(cls.simulator.stop)
        cls.world.add(cls.simulator)
        cls.world.run('refresh', 'Acme')
        cls.roles = {role['key']: role for role in cls.simulator.get('/rest/api/3/applicationrole')}
        cls.granting = [group['groupId'] for group in cls.roles[PRODUCT]['groupDetails']]
        cls.owner = cls.simulator.get('/rest/api/3/myself')['accountId']
        cls.there()
        cls.back()

    @classmethod
    def memberships(cls):
        return {group: cls.simulator.members(group) for group in cls.granting}

    @classmethod
    def there(cls):
        cls.before = cls.memberships()
        cls.state_before = cls.simulator.get('/_simulator/state')
        cls.command = ['plan', 'Acme', ACTION, '--filter', FILTER]
        cls.file = cls.world.path('remove.umplan')
        cls.planned = cls.world.run(*cls.command, '--product', PRODUCT, '-o', cls.file, '--json')
        cls.simulator.reset_stats()
        confirm = cls.planned.json()['confirm']
        cls.ran = cls.world.run('run', cls.file, '--confirm', confirm, '--json')
        cls.stats = cls.simulator.stats()
        cls.after = cls.memberships()
        cls.again = cls.world.run(*cls.command, '--product', PRODUCT, '--json')

    @classmethod
    def back(cls):
        cls.world.run('refresh', 'Acme')
        for group in cls.granting:
            lost = cls.before[group] - cls.after[group]
            if not lost:
                continue
            users, file = cls.world.path('users'), cls.world.path(f'{group}.umplan')
            users.write_text('account id\n' + '\n'.join(sorted(lost)) + '\n')
            plan = ['plan', 'Acme', 'add-to-groups', '--users', users, '--group', group]
            confirm = cls.world.run(*plan, '-o', file, '--json').json()['confirm']
            option = ['--confirm', confirm] if confirm else ['--yes']
            cls.world.run('run', file, *option)
        cls.state_back = cls.simulator.get('/_simulator/state')

    def touched(self):
        return {
            user['account_id']: {step['target'] for step in user['chain'] if not step['skip']}
            for user in self.planned.json()['users']
            if user['skip'] is None
        }

    def test_plan(self):
        self.assertEqual(self.planned.status, DONE, self.planned)
        self.assertGreater(len(self.granting), 1)
        touched = self.touched()
        for user in self.planned.json()['users']:
            member = {g for g in self.granting if user['account_id'] in self.before[g]}
            if user['skip'] is None:
                self.assertEqual(touched[user['account_id']], member)
            self.assertEqual(user['skip'] == 'already-so', not member)

    def test_owner_is_left(self):
        skips = {user['account_id']: user['skip'] for user in self.planned.json()['users']}
        self.assertEqual(skips[self.owner], 'yourself')

    def test_warnings(self):
        """Who loses another product with a group is told; the chosen product is no warning."""
        expected = set()
        for account_id, groups in self.touched().items():
            for key, role in self.roles.items():
                of_role = {group['groupId'] for group in role['groupDetails']}
                if key == PRODUCT or not groups & of_role:
                    continue
                if not any(account_id in self.simulator.members(g) for g in of_role - groups):
                    expected.add(account_id)
        warned = {
            user['account_id']
            for user in self.planned.json()['users']
            if user['skip'] is None and 'loses-product' in user['warnings']
        }
        self.assertEqual(warned, expected)
        self.assertTrue(warned)

    def test_run(self):
        self.assertEqual(self.ran.status, DONE, self.ran)
        touched = self.touched()
        for group in self.granting:
            leavers = {a for a, groups in touched.items() if group in groups}
            self.assertEqual(self.after[group], self.before[group] - leavers)
        steps = sum(len(groups) for groups in touched.values())
        self.assertEqual(self.planned.json()['steps'], steps)
        self.assertEqual(self.ran.json()['counts']['done'], steps)
        self.assertEqual(self.stats['effects'], steps)
        self.assertEqual(self.stats['repeated'], 0)

    def test_again(self):
        """Nothing is left to be done, as the snapshot knows at once."""
        self.assertEqual(self.again.json()['touched'], 0)

    def test_back(self):
        self.assertEqual(self.state_back, self.state_before)

    def test_named(self):
        """By name, several products, in words."""
        name = self.roles[PRODUCT]['name']
        words = self.world.run(*self.command, '--product', name.upper()).out
        touched = self.planned.json()['touched']
        self.assertIn(f'Remove access to {name} from {touched} users.', words)
        two = self.world.run(*self.command, '--product', PRODUCT, '--product', 'jira-core')
        self.assertIn('Remove access to 2 products from ', two.out)

    def test_wrong_use(self):
        cases = (
            (['--product', 'tea'], 'There is no product “tea”.'),
            ([], 'No products are chosen.'),
            (['--group', 'qa-team'], 'No action of the plan takes --group.'),
        )
        for more, sentence in cases:
            with self.subTest(sentence=sentence):
                result = self.world.run(*self.command, *more)
                self.assertEqual(result.status, WRONG_USE)
                self.assertIn(sentence, result.err)
        mistaken = self.world.run(
            'plan', 'Acme', 'add-to-groups', '--filter', 'a', '--product', PRODUCT
        )
        self.assertEqual(mistaken.status, WRONG_USE)
        self.assertIn('No action of the plan takes --product.', mistaken.err)

    def test_not_an_administrator(self):
        """Who doesn't administer Jira isn't told which groups grant what."""
        world = World()
        self.addCleanup(world.remove)
        world.add(
            self.simulator,
            email=self.simulator.readonly_email,
            jira_token=self.simulator.readonly_jira_token,
        )
        world.run('refresh', 'Acme')
        result = world.run(*self.command, '--product', PRODUCT)
        self.assertEqual(result.status, WRONG_USE)
        self.assertIn(f'There is no product “{PRODUCT}”.', result.err)


if __name__ == '__main__':
    tap.main()
