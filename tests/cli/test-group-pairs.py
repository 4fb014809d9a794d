#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups for single users on the command line: the same groups as a colleague's, and rows of users
and groups out of a file; the simulated organisation is asked each time what came of it."""

import sys
import unittest
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))

import tap  # noqa: E402
from world import DONE, WRONG_USE, Simulator, World  # noqa: E402


class GroupPairs(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.addClassCleanup(cls.world.remove)
        cls.simulator = Simulator(users=200)
        cls.addClassCleanup(cls.simulator.stop)
        added = cls.world.add_organisation(cls.simulator)
        assert added.status == DONE, added
        cls.world.run('refresh', 'Org')
        listed = cls.world.run('groups', 'Org', '--json').json()
        cls.groups = {group['id']: group for group in listed}
        cls.home = Counter(group['directory'] for group in listed).most_common(1)[0][0]
        cls.people = [
            user
            for user in cls.world.run('users', 'Org', '--json').json()
            if user['status'] == 'active'
            and user['type'] == 'person'
            and user['directories'] == ['Acme']
        ]

    def truth(self):
        state = self.simulator.get('/_simulator/state')
        return {user['accountId']: set(user['groups']) for user in state['users']}

    def plan(self, *arguments, **options):
        self.file = self.world.path('groups.umplan')
        self.file.unlink(missing_ok=True)
        command = ['plan', 'Org', *arguments, '--json', '-o', self.file]
        result = self.world.run(*command, **options)
        self.assertEqual(result.status, DONE, result)
        return result.json()

    def run_plan(self, plan):
        confirm = ['--confirm', plan['confirm']] if plan['confirm'] else ['--yes']
        result = self.world.run('run', self.file, *confirm, '--json')
        self.assertEqual(result.status, DONE, result)
        return result.json()

    def refuse(self, *arguments, **options):
        result = self.world.run('plan', 'Org', *arguments, **options)
        self.assertEqual(result.status, WRONG_USE, result)
        self.assertEqual(result.out, '')
        return result.err

    def write(self, *rows):
        file = self.world.path('pairs.csv')
        file.write_text('\n'.join(rows) + '\n')
        return file

    def own(self, truth, user):
        """The groups of a user that can be changed."""
        return {group for group in truth[user] if not self.groups[group]['synced']}

    def plain(self):
        """A group without products that can be changed, and another one."""
        found = [
            group
            for group in self.groups.values()
            if not group['synced']
            and not group['admin']
            and not group['products']
            and group['directory'] == self.home
        ]
        return found[0], found[1]

    def users_file(self, users):
        file = self.world.path('users.txt')
        file.write_text('\n'.join(user['account_id'] for user in users) + '\n')
        return file

    def test_same_groups_and_back(self):
        before = self.truth()
        admins = {group['id'] for group in self.groups.values() if group['admin']}
        here = [user for user in self.people if not before[user['account_id']] & admins]
        colleague = max(here, key=lambda user: len(self.own(before, user['account_id'])))
        others = [user for user in here if user is not colleague][:8]
        both = ['add-to-groups', 'remove-from-groups']
        plan = self.plan(*both, '--users', self.users_file([colleague, *others]),
                         '--same-groups-as', colleague['account_id'])
        mine = [user for user in plan['users'] if user['account_id'] == colleague['account_id']]
        self.assertEqual([user['skip'] for user in mine], ['already-so'])
        run = self.run_plan(plan)
        self.assertEqual(run['counts']['failed'], 0)
        after = self.truth()
        his = self.own(before, colleague['account_id'])
        for user in others:
            self.assertEqual(self.own(after, user['account_id']), his, user)
        # Each step that was done, the other way round, out of a file.
        undo = {'group.add': 'remove', 'group.remove': 'add'}
        rows = [f'{entry["account_id"]};{entry["target"]};{undo[entry["step"]]}'
                for entry in run['entries'] if entry['state'] == 'done']
        self.assertGreater(len(rows), 10)
        self.run_plan(self.plan(*both, '--pairs', self.write(*rows)))
        self.assertEqual(before, self.truth())

    def test_only_what_is_missing(self):
        colleague = max(self.people, key=lambda user: len(user['groups']))
        result = self.world.run('plan', 'Org', 'add-to-groups', '--users',
                                self.users_file(self.people[:5]), '--same-groups-as',
                                colleague['email'] or colleague['account_id'])
        self.assertEqual(result.status, DONE, result)
        self.assertRegex(result.out, '^Give . users? the groups of ' + colleague['name'])

    def test_pairs_and_back(self):
        before = self.truth()
        first, second = self.plain()
        free = {first['id'], second['id']}
        users = [user for user in self.people if not before[user['account_id']] & free][:4]
        rows = [f'{user["account_id"]},{first["name"]}' for user in users]
        rows.append(f'{users[0]["account_id"]},{second["id"]}')
        plan = self.plan('add-to-groups', '--pairs', self.write('user,group', *rows))
        self.assertEqual([user['account_id'] for user in plan['users']],
                         [user['account_id'] for user in users])
        self.assertEqual(plan['steps'], 5)
        # Another computer has the plan's file and not the table.
        self.world.path('pairs.csv').unlink()
        self.run_plan(plan)
        after = self.truth()
        changed = {
            user: after[user] - before[user] for user in after if after[user] != before[user]
        }
        expected = {user['account_id']: {first['id']} for user in users}
        expected[users[0]['account_id']].add(second['id'])
        self.assertEqual(changed, expected)
        plan = self.plan('remove-from-groups', '--pairs', '-', text='\n'.join(rows))
        self.run_plan(plan)
        self.assertEqual(before, self.truth())

    def test_rows_that_cant_be_used(self):
        user = self.people[0]['account_id']
        group = self.plain()[0]['id']
        file = self.write('user,group,action', f'{user},nowhere,add', f'nobody,{group},add',
                          f'{user},{group},maybe', f'{user},{group},add', f'{user},{group},remove')
        told = self.refuse('add-to-groups', 'remove-from-groups', '--pairs', file)
        for line in ('Line 2: there is no group “nowhere”', 'Line 3: nobody isn’t a user',
                     'Line 4: “maybe” is neither', 'line 6 says the opposite',
                     'Rows of the file that can’t be used: 5.'):
            self.assertIn(line, told)
        told = self.refuse('add-to-groups', '--pairs', self.write(f'{user},{group},remove'))
        self.assertIn('Line 1: “remove” isn’t what is to be done', told)
        told = self.refuse('add-to-groups', 'remove-from-groups', '--pairs',
                           self.write(f'{user},{group}'))
        self.assertIn('isn’t said', told)

    def test_wrong_use(self):
        file = self.write(f'{self.people[0]["account_id"]},{self.plain()[0]["id"]}')
        somebody = self.people[0]['account_id']
        for arguments, told in (
            (['add-to-groups', '--pairs', file, '--filter', 'ann'], 'one of --filter, --users and'),
            (['add-to-groups', '--pairs', file, '--group', 'x'], 'Name the groups by one of'),
            (['suspend', '--pairs', file], 'take --pairs'),
            (['add-to-groups'], 'Name the users by'),
            (['suspend', '--filter', 'ann', '--same-groups-as', somebody], '--same-groups-as'),
            (['add-to-groups', '--filter', 'ann', '--same-groups-as', 'nobody at all'],
             'There is no user “nobody at all”'),
        ):
            self.assertIn(told, self.refuse(*arguments))


if __name__ == '__main__':
    tap.main()
