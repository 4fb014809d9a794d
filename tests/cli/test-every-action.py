#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each action that a source offers, planned and run with --json by two commands: what is printed,
what the exit code says, and what the simulated organisation has become tell the same. One
organisation for all of them; why users are left out is told in tests/engine."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))

import tap  # noqa: E402
from world import DONE, Simulator, World  # noqa: E402

PRODUCT = 'Confluence (acme)'
ISSUE = ('--project', 'OPS', '--issue-type', 'Task', '--summary', 'Look at {name}')

# The source, the action with its options, and what of a user's it changes: an action finds
# people as the earlier ones left them. {…} are names of the organisation.
ACTIONS = [
    ('Acme', ('add-to-groups', '--group', 'qa-team'), {'groups'}),
    ('Acme', ('remove-from-groups', '--group', 'qa-team'), {'groups'}),
    ('Acme', ('remove-application-access', '--product', 'jira-servicedesk'), {'groups'}),
    ('Acme', ('create-issues', *ISSUE), set()),
    ('Acme', ('invite', '--product', 'jira-software'), {}),
    ('Org', ('add-to-groups', '--group', 'qa-team'), {'groups'}),
    ('Org', ('remove-from-groups', '--group', 'qa-team'), {'groups'}),
    ('Org', ('grant-product-access', '--product', PRODUCT), {'roles'}),
    ('Org', ('remove-application-access', '--product', PRODUCT), {'groups', 'roles'}),
    ('Org', ('create-issues', *ISSUE), set()),
    ('Org', ('invite', '--group', 'qa-team'), {}),
    ('Org', ('change-email', '--email-rule', 'acme.example=old-acme.example'), {'email'}),
    ('Org', ('revoke-tokens',), {'tokens'}),
    ('Org', ('end-sessions',), set()),
    ('Org', ('deactivate', '--message', 'Bye'), {'account', 'status'}),
    ('Org', ('reactivate',), {'account', 'status'}),
    ('Org', ('suspend', '--directory', '{from}'), {'suspended', 'status'}),
    ('Org', ('restore', '--directory', '{from}'), {'suspended', 'status'}),
    ('Org', ('delete-account',), {'account', 'status'}),
    ('Org', ('cancel-deletion',), {'account', 'status'}),
    (
        'Org',
        ('change-directory', '--directory', '{from}', '--into', '{into}', '--group', '{there}'),
        {'directories', 'groups', 'roles'},
    ),
    ('Org', ('remove-user', '--directory', '{into}'), {'directories', 'groups', 'status'}),
    ('Acme', ('remove-user',), {'directories', 'groups', 'roles', 'suspended', 'status'}),
]
# What follows from something else: what a site shows of an address, and who keeps an account.
FOLLOWS = {'emailShown', 'refused'}


class EveryAction(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.addClassCleanup(cls.world.remove)
        cls.simulator = simulator = Simulator(users=300)
        cls.addClassCleanup(simulator.stop)
        simulator.create_group('qa-team')
        cls.world.add(simulator)
        cls.world.add_organisation(simulator)
        for source in ('Acme', 'Org'):
            refreshed = cls.world.run('refresh', source)
            assert refreshed.status == DONE, refreshed
        cls.names = cls.find_names()

    @classmethod
    def find_names(cls):
        """Ids of the site's directory and another, and of a group of that one."""
        groups = cls.simulator.get('/_simulator/state')['groups']
        home = next(group['directory'] for group in groups if group['name'] == 'qa-team')
        there = next(
            group
            for group in groups
            if group['directory'] != home and not group['synced']
        )
        return {'from': home, 'into': there['directory'], 'there': there['id']}

    def truth(self):
        state = self.simulator.get('/_simulator/state')
        return state, {user['accountId']: user for user in state['users']}

    def choose(self, action, users):
        """A file of people, most of them such that the action changes them; its option."""
        file = self.world.path(f'{action}.txt')
        if action == 'invite':
            new = [f'new{len(users) + i}@invited.example' for i in range(3)]
            file.write_text('\n'.join(['e-mail', *new]) + '\n')
            return ['--people', file]
        people = [
            account
            for account, user in sorted(users.items())
            if user['managed'] and user['directories'] and not user['synced']
            and not user['refused'] and user['email'] != self.simulator.email
        ]
        file.write_text('\n'.join(people[:60]) + '\n')
        return ['--users', file]

    def carry_out(self, source, words, users):
        file = self.world.path(f'{source}-{words[0]}.umplan')
        options = [word.format(**self.names) if '{name}' not in word else word for word in words]
        command = ['plan', source, *options, *self.choose(words[0], users), '-o', file, '--json']
        planned = self.world.run(*command)
        self.assertEqual(planned.status, DONE, planned)
        plan = planned.json()
        confirm = ['--confirm', plan['confirm']] if plan['confirm'] else ['--yes']
        ran = self.world.run('run', file, *confirm, '--accept-changes', '--json')
        self.assertEqual(ran.status, DONE, ran)
        return plan, ran.json()

    def assert_counts(self, plan, run, action):
        touched = [user['account_id'] for user in plan['users'] if user['skip'] is None]
        done = {entry['account_id'] for entry in run['entries'] if entry['state'] == 'done'}
        self.assertEqual(plan['touched'], len(touched))
        self.assertEqual(plan['touched'] + plan['skipped'], len(plan['users']))
        self.assertGreater(len(done), 2)
        self.assertEqual(run['action'], action)
        self.assertEqual(run['plan_id'], plan['plan_id'])
        self.assertEqual(run['state'], 'finished')
        self.assertEqual(run['users']['done'], len(done))
        self.assertEqual(run['users']['failed'] + run['users']['unknown'], 0)
        self.assertEqual(sum(run['counts'].values()), len(run['entries']))
        # Who is invited has no account before.
        if action != 'invite':
            self.assertLessEqual(done, set(touched))
        return done

    def assert_changed(self, before, after, done, members):
        for account, user in before.items():
            changed = {key for key in user if user[key] != after[account][key]} - FOLLOWS
            self.assertEqual(bool(changed), account in done and bool(members), account)
            self.assertLessEqual(changed, members)

    def test_all(self):
        for source, words, members in ACTIONS:
            with self.subTest(source=source, action=words[0]):
                before, users = self.truth()
                plan, run = self.carry_out(source, words, users)
                done = self.assert_counts(plan, run, words[0])
                after, users_after = self.truth()
                self.assert_changed(users, users_after, done, set(members))
                new = set(users_after) - set(users)
                self.assertEqual(new, done if words[0] == 'invite' else set())
                made = len(done) if words[0] == 'create-issues' else 0
                self.assertEqual(after['issues'] - before['issues'], made)

    def test_none_forgotten(self):
        for source in ('Acme', 'Org'):
            offered = self.world.run('actions', source, '--json').json()
            keys = {action['key'] for action in offered if action['available']}
            self.assertEqual(keys, {words[0] for name, words, _ in ACTIONS if name == source})


if __name__ == '__main__':
    tap.main()
