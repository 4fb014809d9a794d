#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Create Jira issues on the command line, about the users of a site or of an organisation: what was
made is asked of the simulated site."""

import signal
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))

import tap  # noqa: E402
from world import DONE, INTERRUPTED, REFUSED, WRONG_USE, Simulator, World, wait_until  # noqa: E402

FILTER = 'group:engineering-leads'
HOW = ['--project', 'operations', '--issue-type', 'task']
TEXTS = ['--summary', 'Review of {name}', '--description', 'Who: {email}\nId: {account_id}']


def text_of(node):
    """The text of a document, a paragraph a line."""
    if node is None:
        return ''
    if node['type'] == 'text':
        return node['text']
    between = '\n' if node['type'] == 'doc' else ''
    return between.join(text_of(child) for child in node.get('content', []))


class Issues(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.addClassCleanup(cls.world.remove)
        cls.simulator = Simulator(users=300)
        cls.addClassCleanup(cls.simulator.stop)
        cls.world.add(cls.simulator)
        cls.world.run('refresh', 'Acme')
        cls.members = cls.simulator.members('engineering-leads')

    def plan(self, name, *more, filter_=FILTER):
        file = self.world.path(f'{name}.umplan')
        return file, self.world.run(
            'plan', 'Acme', 'create-issues', '--filter', filter_, *more, '-o', file, '--json'
        )

    def run_plan(self, file, *more):
        return self.world.run('run', file, '--yes', *more, '--json')

    def issue(self, key):
        return self.simulator.get(f'/rest/api/3/issue/{key}')['fields']

    def labelled(self, label):
        body = {'jql': f'labels = "{label}"', 'fields': ['labels'], 'maxResults': 100}
        _, found = self.simulator.ask('/rest/api/3/search/jql', 'POST', body)
        return {issue['key'] for issue in found['issues']}

    def test_each(self):
        """One for each, although answers get lost after the issue was made."""
        file, planned = self.plan('each', *HOW, *TEXTS)
        self.assertEqual(planned.status, DONE, planned)
        plan = planned.json()
        self.assertEqual({user['account_id'] for user in plan['users']}, self.members)
        names = {user['account_id']: user['name'] for user in plan['users']}
        for user in plan['users']:
            [step] = user['chain']
            self.assertEqual(step['step'], 'issue.create')
            self.assertEqual(step['target'], 'OPS')
            self.assertEqual(step['before'], 'no-issue')
        self.simulator.reset_stats()
        self.simulator.set(drop=0.3)
        self.addCleanup(self.simulator.set, drop=0)
        ran = self.run_plan(file)
        self.simulator.set(drop=0)
        self.assertEqual(ran.status, DONE, ran)
        run = ran.json()
        self.assertEqual(run['counts']['done'], len(self.members))
        self.assertEqual(self.simulator.stats()['created'], len(self.members))
        keys = {entry['after'] for entry in run['entries']}
        self.assertEqual(len(keys), len(self.members))
        self.assertEqual(self.labelled(f'um-{plan["plan_id"]}'), keys)
        users = self.simulator.users()
        for entry in run['entries']:
            fields = self.issue(entry['after'])
            account = entry['account_id']
            email = users[account].get('emailAddress') or '–'
            self.assertEqual(fields['summary'].strip(), f'Review of {names[account]}'.strip())
            self.assertEqual(text_of(fields['description']), f'Who: {email}\nId: {account}')
            self.assertEqual(self.labelled(entry['target']), {entry['after']})
        again = self.world.run('run', file, '--yes')
        self.assertIn('This plan was run already', again.err)
        self.assertEqual(self.simulator.stats()['created'], len(self.members))

    def test_one(self):
        """One for all, which names them; each user's log holds its key."""
        self.simulator.reset_stats()
        file, planned = self.plan(
            'one', *HOW, '--summary', 'Leavers', '--description', 'All:\n- {account_id}\nBye',
            '--one-issue'
        )
        ran = self.run_plan(file)
        self.assertEqual(ran.status, DONE, ran)
        self.assertEqual(ran.json()['counts']['done'], len(self.members))
        self.assertEqual(self.simulator.stats()['created'], 1)
        [key] = {entry['after'] for entry in ran.json()['entries']}
        lines = text_of(self.issue(key)['description']).split('\n')
        self.assertEqual(lines[0], 'All:')
        self.assertEqual(lines[-1], 'Bye')
        self.assertEqual({line[2:] for line in lines[1:-1]}, self.members)
        words = self.world.run('plan', 'Acme', 'create-issues', '--filter', FILTER, *HOW,
                               '--summary', 'Leavers', '--one-issue').out
        self.assertIn(f'Create one issue in OPS about {len(self.members)} users.', words)

    def test_trial(self):
        """What a trial has made isn't made again by the whole plan."""
        file, planned = self.plan('trial', *HOW, '--summary', 'Trial of {name}')
        self.simulator.reset_stats()
        trial = self.run_plan(file, '--first', '2')
        self.assertEqual(trial.json()['counts']['done'], 2, trial)
        whole = self.run_plan(file)
        self.assertEqual(whole.json()['counts']['done'], len(self.members) - 2, whole)
        self.assertEqual(whole.json()['counts']['skipped'], 2)
        self.assertEqual(self.simulator.stats()['created'], len(self.members))

    def test_project_gone(self):
        """A plan for what the site doesn't have is refused; nothing is made."""
        cases = (('"OPS"', '"GONE"', 'There is no project “GONE”'),
                 ('"10001"', '"4711"', 'The project has no issue type “4711”.'))
        self.simulator.reset_stats()
        for old, new, sentence in cases:
            with self.subTest(sentence=sentence):
                file, _ = self.plan('gone', *HOW, '--summary', 'S')
                file.write_text(file.read_text().replace(old, new))
                ran = self.world.run('run', file, '--yes')
                self.assertEqual(ran.status, WRONG_USE, ran)
                self.assertIn(sentence, ran.err)
        self.assertEqual(self.simulator.stats()['created'], 0)

    def test_wrong_use(self):
        cases = (
            (['--issue-type', 'task', '--summary', 'S'], 'No project is chosen'),
            (['--project', 'OPS', '--summary', 'S'], 'No issue type is chosen.'),
            (HOW, 'The issues have no summary.'),
            (['--project', 'tea', '--issue-type', 'task', '--summary', 'S'],
             'There is no project “tea”'),
            (['--project', 'OPS', '--issue-type', 'Subtask', '--summary', 'S'],
             'The project has no issue type “Subtask”.'),
            ([*HOW, '--summary', '{nmae}'], 'There is no placeholder “{nmae}”.'),
            ([*HOW, '--summary', '{name}', '--one-issue'], 'The summary names one user'),
            ([*HOW, '--summary', 'S', '--field', 'tea=1'], 'There is no field “tea”'),
        )
        for options, sentence in cases:
            with self.subTest(sentence=sentence):
                _, result = self.plan('wrong', *options)
                self.assertEqual(result.status, WRONG_USE, result)
                self.assertIn(sentence, result.err)
        mistaken = self.world.run(
            'plan', 'Acme', 'add-to-groups', '--filter', 'a', '--group', 'qa-team', *HOW
        )
        self.assertEqual(mistaken.status, WRONG_USE)
        self.assertIn('No action of the plan makes issues.', mistaken.err)


class Organisation(unittest.TestCase):
    """Issues about its users, through a Jira source of one of its sites."""

    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.remove)
        self.simulator = Simulator(users=300)
        self.addCleanup(self.simulator.stop)
        added = self.world.add_organisation(self.simulator, name='Acme')
        self.assertEqual(added.status, DONE, added)
        self.assertEqual(self.world.run('refresh', 'Acme').status, DONE)

    def add_site(self, name):
        self.assertEqual(self.world.add(self.simulator, name=name).status, DONE)

    def plan(self, *more):
        file = self.world.path('org.umplan')
        return file, self.world.run('plan', 'Acme', 'create-issues', '--filter', 'status:suspended',
                                    *HOW, *TEXTS, *more, '-o', file, '--json')

    def confirm(self, plan):
        return ('--confirm', plan['confirm']) if plan['confirm'] else ('--yes',)

    def reason(self):
        [card] = [action for action in self.world.run('actions', 'Acme', '--json').json()
                  if action['key'] == 'create-issues']
        return card['reason']

    def test_through(self):
        self.assertEqual(self.reason(), 'no-site')
        _, none = self.plan()
        self.assertEqual(none.status, WRONG_USE, none)
        self.assertIn('No Jira source of the same organisation as “Acme”', none.err)
        self.add_site('Site')
        self.assertIsNone(self.reason())
        self.add_site('Other')
        _, open_ = self.plan()
        self.assertIn('Issues can be created through several Jira sources: Other, Site.', open_.err)
        _, strange = self.plan('--site', 'tea')
        self.assertIn('No Jira source of this organisation is “tea”', strange.err)
        file, planned = self.plan('--site', 'site')
        self.assertEqual(planned.status, DONE, planned)
        plan = planned.json()
        self.simulator.reset_stats()
        ran = self.world.run('run', file, *self.confirm(plan), '--json')
        self.assertEqual(ran.status, DONE, ran)
        run = ran.json()
        self.assertGreater(run['counts']['done'], 0)
        self.assertEqual(run['counts']['done'], plan['touched'])
        self.assertEqual(self.simulator.stats()['created'], plan['touched'])
        emails = {account: user.get('emailAddress')
                  for account, user in self.simulator.users().items()}
        for entry in run['entries']:
            fields = self.simulator.get(f'/rest/api/3/issue/{entry["after"]}')['fields']
            self.assertIn(f'Id: {entry["account_id"]}', text_of(fields['description']))
            if emails.get(entry['account_id']):
                self.assertIn(emails[entry['account_id']], text_of(fields['description']))

    def test_interrupted_trial(self):
        """The whole plan waits until a trial of it is over."""
        self.add_site('Site')
        file, planned = self.plan()
        self.assertEqual(planned.status, DONE, planned)
        confirm = self.confirm(planned.json())
        self.simulator.reset_stats()
        self.simulator.set(latency=600)
        trial = self.world.start('run', file, *confirm, '--first', '6')
        wait_until(lambda: self.simulator.stats()['created'] > 0)
        trial.send_signal(signal.SIGINT)
        self.assertEqual(self.world.finish(trial).status, INTERRUPTED)
        self.simulator.set(latency=0)
        refused = self.world.run('run', file, *confirm)
        self.assertEqual(refused.status, REFUSED, refused)
        self.assertIn('A trial of this plan isn’t over yet', refused.err)
        [run] = self.world.run('log', 'list', '--json').json()
        resumed = self.world.run('resume', run['id'], '--json')
        self.assertEqual(resumed.json()['counts']['done'], 6, resumed)
        whole = self.world.run('run', file, *confirm, '--json')
        self.assertEqual(whole.status, DONE, whole)
        self.assertEqual(self.simulator.stats()['created'], planned.json()['touched'])


if __name__ == '__main__':
    tap.main()
