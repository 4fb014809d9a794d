#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A Jira source and an Access source of one organisation on the command line: what it lists, finds
and plans of the site's users knows what the organisation knows of them."""

import sys
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))

import tap  # noqa: E402
from world import DONE, WRONG_USE, Simulator, World  # noqa: E402

# What only an organisation tells.
FILTERS = ('login:never', 'login:before', 'last-login:>30d', 'managed:yes', 'synced:yes')
FILTERS += ('added:>30d', 'status:suspended', 'status:deactivated')


class Link(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.simulator = Simulator(users=300, seed=5)
        cls.addClassCleanup(cls.simulator.stop)

    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.remove)
        self.succeed(self.world.add(self.simulator, name='Site'))
        self.run_command('refresh', 'Site')

    def succeed(self, result):
        self.assertEqual(result.status, DONE, result)
        return result

    def run_command(self, *arguments):
        return self.succeed(self.world.run(*arguments))

    def link(self):
        self.succeed(self.world.add_organisation(self.simulator, name='Organisation'))
        self.run_command('refresh', 'Organisation')

    def users(self, *filters):
        """account id → user"""
        command = ['users', 'Site', '--json']
        for one in filters:
            command += ['--filter', one]
        return {user['account_id']: user for user in self.run_command(*command).json()}

    def wait_for_next_second(self):
        """How old data are is kept in seconds."""
        now = int(time.time())
        while int(time.time()) == now:
            time.sleep(0.02)

    def linked_with(self):
        """What the table says beside each source, by its name."""
        heading, *rows = self.run_command('source', 'list').out.splitlines()
        start = heading.index('Linked With')
        end = heading.index('Marks') if 'Marks' in heading else None
        return {row.split()[0]: row[start:end].strip() for row in rows}

    def truth(self):
        users = self.simulator.get('/_simulator/state')['users']
        return {user['accountId']: user for user in users}

    def test_not_linked(self):
        users = self.users()
        self.assertEqual({user['last_login'] for user in users.values()}, {None})
        self.assertEqual({user['managed'] for user in users.values()}, {None})
        for one in FILTERS:
            with self.subTest(filter=one):
                self.assertEqual(self.users(one), {})
        self.assertEqual(len(self.users('last-login:unknown')), len(users))
        self.assertEqual(self.linked_with(), {'Site': ''})

    def test_roles(self):
        """Roles in the organisation; of whom it doesn't list they are unknown."""
        self.link()
        command = ['users', 'Organisation', '--json', '--filter']
        listed = {user['account_id'] for user in self.run_command(*command, 'name:*').json()}
        admins = self.run_command(*command, 'role:org-admin').json()
        admins = {user['account_id'] for user in admins}
        users = set(self.users())
        self.assertTrue(admins & users)
        self.assertEqual(set(self.users('role:org-admin')), admins & users)
        self.assertEqual(set(self.users('-role:org-admin')), (users & listed) - admins)
        self.assertEqual(set(self.users('role:unknown')), users - listed)

    def test_linked(self):
        before = self.users()
        self.link()
        self.assertEqual(self.linked_with(), {'Organisation': 'Site', 'Site': 'Organisation'})
        users, truth = self.users(), self.truth()
        self.assertEqual(users.keys(), before.keys())
        for account_id, user in users.items():
            known = truth[account_id]
            if known['type'] != 'atlassian' or not (known['directories'] or known['managed']):
                self.assertIsNone(user['last_login'])
                self.assertIsNone(user['managed'])
            elif known['account'] != 'closed':
                self.assertEqual(user['email'], known['email'])
                self.assertIsNotNone(user['added'])
                self.assertEqual(len(user['directories']), len(known['directories']))
            self.assertEqual(user['groups'], before[account_id]['groups'])
        self.assertTrue(any(before[one]['email'] is None and users[one]['email'] for one in users))
        for one in FILTERS:
            with self.subTest(filter=one):
                found = self.users(one)
                self.assertGreater(len(found), 0)
                self.assertLess(len(found), len(users))
                self.assertTrue(all(users[account_id] == found[account_id] for account_id in found))

    def test_directory_and_product(self):
        self.link()
        users = self.users()
        for key, member in (('directory', 'directories'), ('product', 'products')):
            names = {name for user in users.values() for name in user[member] or ()}
            self.assertGreater(len(names), 0)
            for name in names:
                with self.subTest(key=key, name=name):
                    found = self.users(f'{key}:"{name}"')
                    expected = {one for one, user in users.items() if name in (user[member] or ())}
                    self.assertEqual(found.keys(), expected)

    def test_plan(self):
        self.link()
        group = self.simulator.create_group('plan-of-linked')
        self.addCleanup(self.simulator.delete_group, group)
        self.wait_for_next_second()
        self.run_command('refresh', 'Site')
        wanted = 'login:never status:active'
        found = self.users(wanted)
        file = self.world.path('plan')
        command = ['plan', 'Site', 'add-to-groups', '--filter', wanted, '--group', group]
        plan = self.run_command(*command, '-o', file, '--json').json()
        self.assertGreater(len(found), 0)
        self.assertEqual({user['account_id'] for user in plan['users']}, found.keys())
        # Of two sources the age of the older is told: the site was read last.
        self.assertRegex(self.run_command(*command).out, 'Data of “Organisation” from ')
        # Asked again when it starts, when the site's users have been read anew.
        ran = self.run_command('run', file, '--yes', '--confirm', plan['touched'], '--json').json()
        self.assertEqual(ran['counts']['done'], plan['touched'])
        self.assertEqual(self.users(f'group:id:{group}').keys(), found.keys())
        self.assertEqual(self.users(wanted).keys(), found.keys())

    def test_synced_groups(self):
        """What the site would refuse is known before where the organisation tells it."""
        state = self.simulator.get('/_simulator/state')
        groups = self.run_command('groups', 'Site', '--json').json()
        self.assertEqual({group['synced'] for group in groups}, {None})
        self.link()
        command = ['groups', 'Organisation', '--json']
        synced = {one['id'] for one in self.run_command(*command).json() if one['synced']}
        self.assertTrue(synced)
        groups = self.run_command('groups', 'Site', '--json').json()
        self.assertEqual({group['id'] for group in groups if group['synced']}, synced)
        plan = ['--filter', 'status:active', '--group', min(synced)]
        plan = self.make_plan('remove-from-groups', *plan)
        self.assertEqual(plan['touched'], 0)
        skips = {user['skip'] for user in plan['users']}
        self.assertEqual(skips, {'group-synced', 'already-so'})
        self.assertEqual(self.simulator.get('/_simulator/state'), state)

    def make_plan(self, *arguments):
        """A plan for the site as a file, and what it says."""
        self.file = self.world.path('site.umplan')
        return self.run_command('plan', 'Site', *arguments, '-o', self.file, '--json').json()

    def carry_out(self, plan):
        confirm = ['--confirm', plan['confirm']] if plan['confirm'] else ['--yes']
        return self.run_command('run', self.file, *confirm, '--json').json()

    def test_removal(self):
        """A site is left as a whole, whatever directories the organisation has its users in."""
        removal = ['remove-user', '--filter', 'status:active']
        unlinked = self.make_plan(*removal)
        self.link()
        several = {one for one, user in self.users().items() if len(user['directories'] or ()) > 1}
        plan = self.make_plan(*removal)
        self.assertEqual(
            {user['account_id']: user['skip'] for user in plan['users']},
            {user['account_id']: user['skip'] for user in unlinked['users']},
        )
        self.assertTrue(several & {user['account_id'] for user in plan['users']})
        self.assertEqual({user['chain'][0]['place'] for user in plan['users']}, {None})
        directory = next(user['directories'][0] for user in self.users('managed:yes').values())
        refused = self.world.run('plan', 'Site', *removal, '--directory', directory)
        self.assertEqual(refused.status, WRONG_USE, refused)
        self.assertIn('has no directories', refused.err)

    def test_invitation(self):
        """Whoever is invited to a site gets the groups, too."""
        self.link()
        group = self.simulator.create_group('for-the-invited')
        self.addCleanup(self.simulator.delete_group, group)
        self.wait_for_next_second()
        self.run_command('refresh', 'Site')
        file = self.world.path('people.csv')
        file.write_text(
            'E-mail,Products,Groups\nann.new@acme.example,jira-software,for-the-invited\n'
        )
        plan = self.make_plan('invite', '--people', file)
        self.assertEqual(plan['steps'], 2)
        run = self.carry_out(plan)
        self.assertEqual(run['counts']['done'], 2)
        account_id = run['entries'][0]['account_id']
        self.addCleanup(self.simulator.delete_user, account_id)
        self.assertEqual(self.simulator.members(group), {account_id})

    def test_product_keys(self):
        """Products are found by their keys in both; several sites of an organisation may have one.
        """
        self.link()
        command = ['users', 'Organisation', '--json', '--filter']
        by_key = self.run_command(*command, 'product:jira-software').json()
        self.assertGreater(len(by_key), 0)
        self.assertEqual(by_key, self.run_command(*command, 'product:Jira').json())
        names = [f'"Confluence ({site})"' for site in ('acme', 'acme-contractors', 'brightwater')]
        by_names = self.run_command(*command, 'product:' + ','.join(names)).json()
        self.assertEqual(by_names, self.run_command(*command, 'product:confluence').json())
        plan = ['plan', 'Organisation', 'remove-application-access', '--filter', 'a', '--product']
        self.assertIn('access to Jira', self.run_command(*plan, 'jira-software').out)
        several = self.world.run(*plan, 'Confluence')
        self.assertEqual(several.status, WRONG_USE, several)
        self.assertIn('Confluence (acme-contractors)', several.err)

    def test_products_elsewhere(self):
        """What only the organisation gives and takes isn't the site's to take."""
        self.link()
        self.assertGreater(len(self.users('product:confluence')), 0)
        file = self.world.path('people.csv')
        file.write_text('E-mail,Products\nann.new@acme.example,Confluence (acme)\n')
        for command in (
            ['remove-application-access', '--product', 'confluence', '--filter', 'a'],
            ['invite', '--people', file],
        ):
            result = self.world.run('plan', 'Site', *command)
            self.assertEqual(result.status, WRONG_USE, result)
            self.assertIn('“Confluence (acme)” can’t be given or taken through a Jira', result.err)

    def test_gone(self):
        before = self.users()
        self.link()
        self.assertNotEqual(self.users(), before)
        self.run_command('source', 'remove', 'Organisation', '--yes')
        self.assertEqual(self.linked_with(), {'Site': ''})
        self.assertEqual(self.users(), before)


if __name__ == '__main__':
    tap.main()
