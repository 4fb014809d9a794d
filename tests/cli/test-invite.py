#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""People invited by a list on the command line, to a site and to an organisation; what is wrong in
the list is told with its lines; a run that is killed between request and answer invites nobody
twice."""

import signal
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))

import tap  # noqa: E402
from world import DONE, WRONG_USE, Simulator, World, wait_until  # noqa: E402

LIST = """Name;E-Mail;Products;Groups
Ann New;Ann.New@invited.example;;
Bob New;bob@invited.example;;contractors, confluence-users
Nobody;not an address;;
Ann Again;ann.new@INVITED.example;;confluence-users
Cyd New;cyd@invited.example;Teleporter;
Dee New;dee@invited.example;;no such group
;;;
Eve New;;;
Root;{email};;
"""


class Invite(unittest.TestCase):
    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.remove)
        self.simulator = Simulator(users=200)
        self.addCleanup(self.simulator.stop)
        self.list = self.world.path('new.csv')
        self.file = self.world.path('plan.umplan')

    def add_site(self):
        self.world.add(self.simulator)
        self.assertEqual(self.world.run('refresh', 'Acme').status, DONE)

    def add_org(self):
        added = self.world.add_organisation(self.simulator, name='Acme', owner=False)
        self.assertEqual(added.status, DONE, added)
        self.world.run('refresh', 'Acme')

    def plan(self, *arguments):
        command = ['plan', 'Acme', 'invite', '--people', self.list, *arguments]
        return self.world.run(*command, '--json', '-o', self.file)

    def check_list(self, product, created):
        """@created counts who comes to two directories twice."""
        self.list.write_text(LIST.format(email=self.simulator.info['email']))
        planned = self.plan('--product', product)
        self.assertEqual(planned.status, DONE, planned)
        plan = planned.json()
        wrong = {row['line']: row['why'] for row in plan['people']['not_used']}
        told = {4: 'bad-address', 5: 'again', 6: 'no-such-product', 7: 'no-such-group'}
        self.assertEqual(wrong, {**told, 9: 'no-address'})
        for line in wrong:
            self.assertIn(f'Line {line}: ', planned.err)
        self.assertEqual({user['account_id'] for user in plan['users']}, {None})
        by_name = {user['chain'][0]['target']: user for user in plan['users']}
        me = self.simulator.info['email']
        self.assertEqual(set(by_name), {'ann.new@invited.example', 'bob@invited.example', me})
        self.assertEqual(by_name[me]['skip'], 'already-so')
        run = self.world.run('run', self.file, '--yes', '--json')
        self.assertEqual(run.status, DONE, run)
        log = run.json()
        self.assertEqual(log['users']['done'], 2)
        self.assertEqual(self.simulator.stats()['created'], created)
        people = {user['email']: user for user in self.simulator.get('/_simulator/state')['users']}
        ids = {e['name']: e['account_id'] for e in log['entries'] if e['state'] == 'done'}
        for address in ('ann.new@invited.example', 'bob@invited.example'):
            account = people[address]['accountId']
            self.assertEqual(ids[address], account)
            self.assertIn(account, self.simulator.members('confluence-users'))

    def test_site(self):
        self.add_site()
        self.check_list('jira-software', 2)

    def test_organisation(self):
        self.add_org()
        groups = self.world.run('groups', 'Acme', '--json').json()
        keys = {key for group in groups for key in group['products']}
        self.check_list(next(key for key in sorted(keys) if ':confluence:' in key), 3)

    def test_wrong_use(self):
        self.add_site()
        self.list.write_text('ann@invited.example\n')
        wrong = [
            self.world.run('plan', 'Acme', 'invite', '--filter', 'a'),
            self.world.run('plan', 'Acme', 'suspend', '--people', self.list),
            self.world.run('plan', 'Acme', 'invite', '--people', self.list, '--users', self.list),
        ]
        self.assertEqual([result.status for result in wrong], [WRONG_USE] * 3, wrong)
        nothing = self.plan()
        self.assertIn('ann@invited.example would be invited to no product', nothing.err)

    def test_lines(self):
        """Several addresses in a line are as many people; a list without any has a sentence."""
        self.add_site()
        self.list.write_text('a@invited.example, b@invited.example; c@invited.example\n')
        self.assertIn('3 people.', self.plan('--product', 'jira-software').err)
        self.list.write_text('Ann Lee\nBob Ray\n')
        nobody = self.plan('--product', 'jira-software')
        self.assertIn(f'There are no e-mail addresses in {self.list}.', nobody.err)

    def check_killed(self, *arguments):
        """Killed while it waits to be told what became of the invitations, which took effect."""
        people = [f'person{i}@invited.example' for i in range(4)]
        self.list.write_text('\n'.join(people) + '\n')
        self.assertEqual(self.plan(*arguments).status, DONE)
        self.simulator.set(drop=1, lag=60000)
        process = self.world.start('run', self.file, '--yes', '--json')
        wait_until(lambda: self.simulator.stats()['created'] == len(people)
                   or process.poll() is not None, what='the invitations')
        process.send_signal(signal.SIGKILL)
        self.world.finish(process)
        self.simulator.set(drop=0, lag=0)
        run = self.world.run('log', 'list', '--json').json()[0]
        self.assertEqual(run['state'], 'interrupted')
        resumed = self.world.run('resume', run['id'], '--json')
        self.assertEqual(resumed.status, DONE, resumed)
        self.assertEqual(resumed.json()['users']['done'], len(people))
        self.assertEqual(self.simulator.stats()['created'], len(people))
        state = self.simulator.get('/_simulator/state')['users']
        accounts = [user for user in state if user['email'] in people]
        self.assertEqual(len(accounts), len(people))

    def test_killed_site(self):
        self.add_site()
        self.check_killed('--product', 'jira-software', '--group', 'contractors')

    def test_killed_organisation(self):
        self.add_org()
        self.check_killed('--group', 'confluence-users')


if __name__ == '__main__':
    tap.main()
