#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job on the command line, against 5,000 users: from an empty home to a run log. What is
right comes from the simulated site's own answers, never from the program itself."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))

import tap  # noqa: E402
from world import DONE, REFUSED, Simulator, World  # noqa: E402

FILTER = 'status:active group:jira-software-users -group:site-admins'
TARGET = 'confluence-users'
REASON = 'Everyone who tracks work also writes'


class MainJob(unittest.TestCase):
    """The way is gone once, in setUpClass(); each test looks at a part of it."""

    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.addClassCleanup(cls.world.remove)
        cls.simulator = Simulator(users=5000)
        cls.addClassCleanup(cls.simulator.stop)
        cls.connect()
        cls.plan_and_run()
        cls.run_again()

    @classmethod
    def connect(cls):
        world, simulator = cls.world, cls.simulator
        cls.added = world.add(simulator)
        cls.before = {name: simulator.members(name) for name in simulator.groups()}
        cls.accounts = simulator.users()
        cls.refreshed = world.run('refresh', 'Acme')
        cls.all_users = world.run('users', 'Acme', '--json')
        cls.found = world.run('users', 'Acme', '--filter', FILTER, '--json')
        cls.listed_groups = world.run('groups', 'Acme', '--json')

    @classmethod
    def plan_and_run(cls):
        world, simulator = cls.world, cls.simulator
        cls.file = world.path('add.umplan')
        plan = ['plan', 'Acme', 'add-to-groups', '--filter', FILTER, '--group', TARGET]
        plan += ['--reason', REASON, '--json']
        cls.planned = world.run(*plan, '-o', cls.file)
        simulator.reset_stats()
        cls.unconfirmed = world.run('run', cls.file)
        cls.wrongly_confirmed = world.run('run', cls.file, '--confirm', '1')
        cls.yes_is_not_enough = world.run('run', cls.file, '--yes')
        cls.stats_unconfirmed = simulator.stats()
        touched = cls.planned.json()['touched']
        cls.dry = world.run('run', cls.file, '--dry-run', '--json')
        cls.stats_dry = simulator.stats()
        cls.ran = world.run('run', cls.file, '--confirm', str(touched), '--json')
        cls.stats = simulator.stats()
        cls.after = {name: simulator.members(name) for name in simulator.groups()}
        cls.plan = plan

    @classmethod
    def run_again(cls):
        world, simulator = cls.world, cls.simulator
        simulator.reset_stats()
        cls.same_file = world.run('run', cls.file, '--confirm', str(cls.planned.json()['touched']))
        cls.second_file = world.path('again.umplan')
        cls.planned_again = world.run(*cls.plan, '-o', cls.second_file)
        cls.ran_again = world.run('run', cls.second_file, '--yes', '--json')
        cls.stats_again = simulator.stats()
        cls.log = world.run('log', 'list', '--json')

    def expected(self):
        """Who the filter has to find: active, in the one group and not in the other."""
        active = {key for key, user in self.accounts.items() if user['active']}
        return active & self.before['jira-software-users'] - self.before['site-admins']

    def test_1_source(self):
        self.assertEqual(self.added.status, DONE, self.added)
        self.assertIn('Source “Acme” added.', self.added.out)
        self.assertEqual(self.added.err, '')
        self.assertEqual(self.refreshed.status, DONE, self.refreshed)
        self.assertIn('5,000 users', self.refreshed.out)
        source = self.world.sources()[0]
        self.assertEqual(source['users'], 5000)
        self.assertIs(source['read_only'], False)
        self.assertEqual(source['url'], self.simulator.jira_url)

    def test_2_directory(self):
        users = {user['account_id']: user for user in self.all_users.json()}
        self.assertEqual(set(users), set(self.accounts))
        for key, user in users.items():
            truth = self.accounts[key]
            self.assertEqual(user['name'], truth['displayName'])
            self.assertEqual(user['email'], truth.get('emailAddress') or None)
            if truth['active']:
                self.assertEqual(user['status'], 'active')
            else:
                self.assertIn(user['status'], ('inactive', 'former', 'unknown'))
        groups = {group['name']: group for group in self.listed_groups.json()}
        self.assertEqual(set(groups), set(self.before))
        for name, members in self.before.items():
            self.assertEqual(groups[name]['members'], len(members), name)
        for name, members in self.before.items():
            ours = {key for key, user in users.items() if name in user['groups']}
            self.assertEqual(ours, members, name)

    def test_3_filter(self):
        found = [user['account_id'] for user in self.found.json()]
        self.assertEqual(self.found.status, DONE)
        self.assertEqual(len(found), len(set(found)))
        self.assertEqual(set(found), self.expected())
        self.assertGreater(len(found), 1000)

    def test_4_plan(self):
        plan = self.planned.json()
        wanted = self.expected()
        already = wanted & self.before[TARGET]
        self.assertEqual(self.planned.status, DONE, self.planned.err)
        self.assertEqual(plan['touched'], len(wanted - already))
        self.assertEqual(plan['steps'], plan['touched'])
        self.assertEqual(plan['skipped'], len(already))
        self.assertEqual(plan['risk'], 'large')
        self.assertEqual(plan['confirm'], str(plan['touched']))
        skips = {user['account_id']: user['skip'] for user in plan['users']}
        self.assertEqual(set(skips), wanted)
        self.assertEqual({key for key, skip in skips.items() if skip == 'already-so'}, already)
        self.assertIn(f'--confirm {plan["touched"]}', self.planned.err)
        self.assertEqual(self.file.stat().st_mode & 0o777, 0o600)

    def test_5_confirmation(self):
        touched = self.planned.json()['touched']
        for result in (self.unconfirmed, self.wrongly_confirmed, self.yes_is_not_enough):
            with self.subTest(command=result.command):
                self.assertEqual(result.status, REFUSED, result)
                self.assertIn(f'--confirm {touched}', result.err)
                self.assertEqual(result.out, '')
        self.assertEqual(self.stats_unconfirmed['effects'], 0)
        self.assertNotIn('POST /rest/api/3/group/user', self.stats_unconfirmed['by_endpoint'])

    def test_6_dry_run(self):
        run = self.dry.json()
        self.assertEqual(self.dry.status, DONE, self.dry.err)
        self.assertIs(run['dry_run'], True)
        self.assertEqual(run['counts']['done'], self.planned.json()['steps'])
        self.assertEqual(self.stats_dry['effects'] + self.stats_dry['repeated'], 0)

    def test_7_run(self):
        plan = self.planned.json()
        run = self.ran.json()
        self.assertEqual(self.ran.status, DONE, self.ran.err)
        self.assertEqual(self.stats['effects'], plan['steps'])
        self.assertEqual(self.stats['repeated'], 0)
        self.assertLessEqual(self.stats['max_in_flight_per_user'], 1)
        for name, members in self.before.items():
            wanted = members | self.expected() if name == TARGET else members
            self.assertEqual(self.after[name], wanted, name)
        self.assertEqual(run['state'], 'finished')
        self.assertEqual(run['plan_id'], plan['plan_id'])
        shown = self.world.run('log', 'show', run['id'], '--json')
        self.assertEqual(shown.json(), run)

    def test_8_counts(self):
        plan = self.planned.json()
        run = self.ran.json()
        self.assertEqual(run['users']['done'], plan['touched'])
        self.assertEqual(run['users']['skipped'], plan['skipped'])
        for counts in (run['counts'], run['users']):
            for name in ('failed', 'unknown', 'pending', 'cancelled'):
                self.assertEqual(counts[name], 0, name)
        self.assertEqual(sum(run['counts'].values()), len(run['entries']))
        self.assertEqual(sum(run['users'].values()), len(plan['users']))
        states = [entry['state'] for entry in run['entries']]
        for name in ('done', 'skipped'):
            self.assertEqual(states.count(name), run['counts'][name])
        numbers = [entry['n'] for entry in run['entries']]
        self.assertEqual(numbers, list(range(1, len(numbers) + 1)))
        done = {e['account_id'] for e in run['entries'] if e['state'] == 'done'}
        self.assertEqual(done, self.expected() - self.before[TARGET])

    def test_9_second_run(self):
        self.assertEqual(self.same_file.status, REFUSED, self.same_file)
        self.assertIn('This plan was run already', self.same_file.err)
        plan = self.planned_again.json()
        self.assertEqual((plan['touched'], plan['steps']), (0, 0))
        self.assertEqual(plan['skipped'], len(self.expected()))
        run = self.ran_again.json()
        self.assertEqual(self.ran_again.status, DONE, self.ran_again.err)
        self.assertEqual(run['users']['skipped'], len(self.expected()))
        self.assertEqual(run['users']['done'], 0)
        self.assertEqual(self.stats_again['effects'] + self.stats_again['repeated'], 0)

    def test_log_of_all(self):
        runs = self.log.json()
        ids = [self.ran_again.json()['id'], self.ran.json()['id'], self.dry.json()['id']]
        self.assertEqual([run['id'] for run in runs], ids)
        self.assertNotIn('entries', runs[0])
        of_one = self.world.run('log', 'list', '--json', '--action', 'remove-from-groups')
        self.assertEqual(of_one.json(), [])
        entry = self.world.run('log', 'entry', ids[1], '1')
        self.assertEqual(entry.status, DONE)
        self.assertIn('not a member → a member', entry.out)

    def test_offline(self):
        """What was read stays usable without asking the site again."""
        self.simulator.reset_stats()
        again = self.world.run('users', 'Acme', '--filter', FILTER + ' -group:' + TARGET, '--json')
        self.assertEqual(again.json(), [])
        self.assertEqual(self.simulator.stats()['requests'], 0)


if __name__ == '__main__':
    tap.main()
