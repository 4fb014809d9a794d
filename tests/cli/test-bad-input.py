#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What people and servers get wrong: each ends with the right exit code and one sentence with what
to do about it, and leaves nothing half saved."""

import json
import re
import sys
import unittest
import urllib.error
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))

import tap  # noqa: E402
from world import (  # noqa: E402
    DONE,
    NO_CONNECTION,
    REFUSED,
    SOME_FAILED,
    WRONG_USE,
    OtherServer,
    Simulator,
    World,
    pick_closed_port,
)

OF_AN_EMPTY_HOME = {'user-management.db', 'user-management.lock'}

TYPE_IT = ' Type it as you see it in the browser, such as https://your-site.atlassian.net.'
MISSING = 'The address of the site is missing.' + TYPE_IT
NOT_AN_ADDRESS = 'This isn’t the address of a site.' + TYPE_IT
NO_USER_NAME = (
    'The address must not hold a user name or password.'
    ' Write only https:// and the site’s name.'
)
BLANKS = (
    'This can’t be an API key: it holds blanks or control characters.'
    ' Copy the key again, whole and alone.'
)

# What is typed as an address, and what is said about it.
ADDRESSES = {
    '': MISSING,
    'https://': MISSING,
    'nonsense words': NOT_AN_ADDRESS,
    'https://acme atlassian net': NOT_AN_ADDRESS,
    'https://127.0.0.1:1x': NOT_AN_ADDRESS,
    'https://[::1': NOT_AN_ADDRESS,
    'acme.atlassian.net': 'The address has to begin with https://.'
    ' Write https://acme.atlassian.net.',
    'https://Acme.atlassian.net/jira/software': 'The address must end after the site’s name.'
    ' Write https://acme.atlassian.net.',
    'https://acme.atlassian.net?x=1': 'The address must end after the site’s name.'
    ' Write https://acme.atlassian.net.',
    'https://me:secret@acme.atlassian.net': NO_USER_NAME,
    'ftp://acme.atlassian.net': '“ftp” addresses can’t be used. Use https://.',
    'http://acme.atlassian.net': 'http:// would send the key to acme.atlassian.net unprotected.'
    ' Use https://.',
    'http://10.0.0.1': 'http:// would send the key to 10.0.0.1 unprotected. Use https://.',
    'http://127.0.0.1.evil.example': 'http:// would send the key to 127.0.0.1.evil.example'
    ' unprotected. Use https://.',
}


def json_answer(body, status=200):
    return lambda handler: handler.send(status, 'application/json', body)


def html_answer(status):
    return lambda handler: handler.send(status, 'text/html', '<html>Welcome to the Wi-Fi</html>')


DATA_CENTER = (
    '{"baseUrl":"https://jira.acme.example","version":"9.12.0","versionNumbers":[9,12,0],'
    '"deploymentType":"Server","serverTitle":"Jira"}'
)
NOT_JIRA = '{host} isn’t a Jira Cloud site.'

# Servers that are something else, and what is said about them.
SERVERS = {
    'JSON of another kind': (json_answer('{"name":"Other"}'), NOT_JIRA),
    'JSON that is no object': (json_answer('[]'), NOT_JIRA),
    'no such path': (json_answer('{"error":"nothing here"}', 404), NOT_JIRA),
    'a web page': (html_answer(200), NOT_JIRA),
    'a page of a missing path': (html_answer(404), NOT_JIRA),
    'Jira Data Center': (json_answer(DATA_CENTER), NOT_JIRA),
    'nothing at all': (json_answer(''), NOT_JIRA),
    'JSON that is cut off': (json_answer('{"baseUrl":"https://acme'), NOT_JIRA),
    'brackets without end': (json_answer('[' * 200000), NOT_JIRA),
    'a failure': (json_answer('{}', 500), '{host} failed to answer.'),
    'a redirection': (
        lambda handler: handler.send(302, 'text/html', '', Location='https://login.evil.example/'),
        'The server points to another host: login.evil.example.',
    ),
}


class BadInput(unittest.TestCase):
    def check(self, result, status, sentence=None):
        """One line on standard error: a sentence and an advice, each ending in a full stop."""
        lines = [line for line in result.err.splitlines() if not line.startswith('--')]
        self.assertEqual(result.status, status, result)
        self.assertEqual(len(lines), 1, result)
        self.assertRegex(lines[0], r'^\S.*\. .*\.$', result)
        if sentence:
            self.assertIn(sentence, lines[0])


class Adding(BadInput):
    """A source that can't be added isn't there, and neither is its key."""

    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.addClassCleanup(cls.world.remove)
        cls.simulator = Simulator(users=100)
        cls.addClassCleanup(cls.simulator.stop)

    def tearDown(self):
        self.assertEqual(self.world.sources(), [])
        self.assertEqual(self.world.keys(), {})
        self.assertLessEqual(set(self.world.files()), OF_AN_EMPTY_HOME)

    def test_addresses(self):
        for address, sentence in ADDRESSES.items():
            with self.subTest(address=address):
                self.check(
                    self.world.add(self.simulator, jira_url=address), WRONG_USE, sentence
                )

    def test_other_fields(self):
        add, simulator = self.world.add, self.simulator
        cases = (
            (add(simulator, name=''), 'The source needs a name.'),
            (add(simulator, name='  '), 'The source needs a name.'),
            (add(simulator, email=''), 'The e-mail address of the key’s owner is missing.'),
            (add(simulator, email='noah'), 'This isn’t an e-mail address.'),
            (add(simulator, jira_token=''), 'The API key is missing.'),
            (add(simulator, jira_token='   '), 'The API key is missing.'),
            (add(simulator, jira_token='two words'), BLANKS),
            (add(simulator, jira_token='tab\there'), BLANKS),
            (add(simulator, '--expires', 'soon'), '“soon” isn’t a date.'),
            (add(simulator, '--expires', '2026-02-31'), '“2026-02-31” isn’t a date.'),
            (add(simulator, '--expires', '2020-01-01'), 'The expiration date is over.'),
        )
        for result, sentence in cases:
            with self.subTest(sentence=sentence):
                self.check(result, WRONG_USE, sentence)

    def test_no_standard_input(self):
        add = ['source', 'add', 'Acme', '--type', 'jira', '--url', self.simulator.jira_url]
        add += ['--email', self.simulator.email]
        self.check(self.world.run(*add), WRONG_USE, 'The API key is missing.')
        self.check(self.world.run(*add, text='k' * 100000), WRONG_USE, 'The API key is missing.')

    def test_foreign_host(self):
        """It is named once and confirmed; nothing is sent there before."""
        url = 'https://jira.evil.example'
        result = self.world.add(self.simulator, jira_url=url)
        self.check(result, REFUSED, 'jira.evil.example isn’t one of Atlassian’s own addresses.')
        self.assertIn('--host-ok jira.evil.example', result.err)
        other = self.world.add(self.simulator, '--host-ok', 'other.example', jira_url=url)
        self.check(other, REFUSED, 'jira.evil.example')

    def test_foreign_api(self):
        result = self.world.add(self.simulator, '--api-url', 'https://api.evil.example')
        self.check(result, REFUSED, 'api.evil.example isn’t one of Atlassian’s own addresses.')
        plain = self.world.add(self.simulator, '--api-url', 'http://api.evil.example')
        self.check(plain, WRONG_USE, 'http:// would send the key to api.evil.example')

    def test_keys(self):
        """Neither is known; the one was once, which Jira answers with 200."""
        host = self.simulator.jira_url.removeprefix('http://')
        for token in ('nonsense', self.simulator.dead_jira_token):
            for more in ((), ('--api-url', self.simulator.api_url)):
                with self.subTest(token=token, more=more):
                    result = self.world.add(self.simulator, *more, jira_token=token)
                    self.check(result, NO_CONNECTION, f'{host} rejected the key.')
                    self.assertIn('✓ The address is a Jira Cloud site', result.out)
                    self.assertIn('✗ The key is accepted', result.out)

    def test_somebody_elses_key(self):
        result = self.world.add(self.simulator, email='somebody@else.example')
        self.check(result, NO_CONNECTION, 'rejected the key. Check the e-mail address')

    def test_closed_port(self):
        port = pick_closed_port()
        result = self.world.add(self.simulator, jira_url=f'http://127.0.0.1:{port}')
        self.check(result, NO_CONNECTION, f'127.0.0.1:{port} can’t be reached.')

    def test_other_servers(self):
        for what, (answer, sentence) in SERVERS.items():
            with self.subTest(what=what):
                server = OtherServer(answer)
                self.addCleanup(server.stop)
                host = server.url.removeprefix('http://')
                result = self.world.add(self.simulator, jira_url=server.url)
                self.check(result, NO_CONNECTION, sentence.format(host=host))
                for _method, _path, headers in server.requests:
                    self.assertNotIn('Authorization', headers)

    def test_faults_in_the_check(self):
        for fault in ('html', 'truncated', 'empty'):
            with self.subTest(fault=fault):
                self.simulator.set(fault={fault: 1})
                result = self.world.add(self.simulator)
                self.simulator.set(fault={fault: 0})
                self.check(result, NO_CONNECTION)


class AddingTwice(BadInput):
    def test_name_taken(self):
        world = World()
        self.addCleanup(world.remove)
        simulator = Simulator(users=50)
        self.addCleanup(simulator.stop)
        self.assertEqual(world.add(simulator).status, DONE)
        for name in ('Acme', 'ACME', ' acme '):
            result = world.add(simulator, name=name)
            self.check(result, WRONG_USE, 'There is a source named')
        self.assertEqual(len(world.sources()), 1)
        self.assertEqual(len(set(world.keys()) - {''}), 1)
        unchecked = world.add(
            simulator,
            '--no-check',
            '--host-ok',
            'jira.acme.example',
            name='Other',
            jira_url='https://jira.acme.example',
        )
        self.assertEqual(unchecked.status, DONE, unchecked)
        self.assertEqual(world.run('source', 'remove', 'Other', '--yes').status, DONE)
        self.assertEqual(world.run('source', 'remove', 'Acme', '--yes').status, DONE)
        self.assertEqual(world.keys(), {})
        self.assertEqual(set(world.files()), OF_AN_EMPTY_HOME)
        self.check(world.run('source', 'remove', 'Acme'), WRONG_USE, 'There is no source named')


class Using(BadInput):
    """A source that was read once; what goes wrong later leaves what was read as it is."""

    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.remove)
        self.simulator = Simulator(users=300)
        self.addCleanup(self.simulator.stop)
        self.group = self.simulator.create_group('qa-team')
        self.assertEqual(self.world.add(self.simulator).status, DONE)

    def read(self):
        self.assertEqual(self.world.run('refresh', 'Acme').status, DONE)

    def plan(self, name, *groups):
        arguments = ['plan', 'Acme', 'add-to-groups', '--filter', 'group:contractors', '--json']
        for group in groups:
            arguments += ['--group', group]
        result = self.world.run(*arguments, '-o', self.world.path(name))
        self.assertEqual(result.status, DONE, result)
        return result.json()

    def run_plan(self, name, plan, *more):
        return self.world.run('run', self.world.path(name), '--confirm', plan['confirm'], *more)

    def test_never_read(self):
        commands = (
            ['users', 'Acme'],
            ['groups', 'Acme'],
            ['refresh', 'Acme', '--group', 'qa-team'],
            ['plan', 'Acme', 'add-to-groups', '--filter', 'ann', '--group', 'qa-team'],
        )
        for command in commands:
            result = self.world.run(*command)
            self.check(result, WRONG_USE, 'The users of “Acme” were not read yet.')

    def refresh_until_hit(self, fault):
        """Refreshes with a fault now and then, until one is hit in the middle."""
        self.simulator.set(fault={fault: 0.15})
        for _attempt in range(60):
            self.simulator.reset_stats()
            result = self.world.run('refresh', 'Acme')
            if result.status != DONE and self.simulator.stats()['requests'] > 4:
                break
        else:
            self.fail('no refresh hit the fault in the middle')
        self.simulator.set(fault={fault: 0})
        return result

    def check_snapshot(self, before):
        """The users are those read before; of a group nothing is said that isn't so."""
        users = self.world.run('users', 'Acme', '--json').json()
        self.assertEqual({u['account_id'] for u in users}, {u['account_id'] for u in before})
        for group in self.world.run('groups', 'Acme', '--json').json():
            if group['members'] is not None:
                members = self.simulator.members(group['id'])
                self.assertEqual(group['members'], len(members), group['name'])

    def test_faults_at_the_first_refresh(self):
        for fault in ('html', 'truncated', 'empty'):
            with self.subTest(fault=fault):
                self.simulator.set(fault={fault: 1})
                self.check(self.world.run('refresh', 'Acme'), NO_CONNECTION)
                self.simulator.set(fault={fault: 0})
                self.assertEqual(self.caches(), [])
                self.assertIsNone(self.world.sources()[0]['refreshed'])
                self.check(self.world.run('users', 'Acme'), WRONG_USE, 'were not read yet.')

    def test_faults_in_the_middle(self):
        """A web page, half an answer, no answer: the users that were read before stay."""
        self.read()
        before = self.world.run('users', 'Acme', '--json').json()
        for fault, sentence in (
            ('html', 'answered with a web page instead of data. A log-in page'),
            ('truncated', 'can’t be understood.'),
            ('empty', 'can’t be understood.'),
        ):
            with self.subTest(fault=fault):
                self.check(self.refresh_until_hit(fault), NO_CONNECTION, sentence)
                self.check_snapshot(before)
        self.read()
        self.assertEqual(self.world.run('users', 'Acme', '--json').json(), before)

    def caches(self):
        files = self.world.files().items()
        return [(name, path) for name, path in files if name.startswith('cache/')]

    def test_server_gone(self):
        self.read()
        plan = self.plan('p', 'qa-team')
        host = self.simulator.jira_url.removeprefix('http://')
        self.simulator.process.kill()
        self.simulator.process.wait()
        for result in (
            self.world.run('refresh', 'Acme'),
            self.world.run('source', 'check', 'Acme'),
            self.run_plan('p', plan),
        ):
            self.check(result, NO_CONNECTION, f'{host} can’t be reached.')
        self.assertEqual(self.world.run('log', 'list', '--json').json(), [])

    def test_group_never_there(self):
        self.read()
        result = self.world.run('users', 'Acme', '--filter', 'ann ä group:"no such group"')
        self.assertEqual(result.status, WRONG_USE, result)
        lines = result.err.splitlines()
        self.assertEqual(lines[0], 'There is no group “no such group” in this source.')
        self.assertEqual(lines[1].strip(), 'ann ä group:"no such group"')
        self.assertEqual(lines[1][lines[2].index('^') :], '"no such group"')
        self.check(
            self.world.run('plan', 'Acme', 'add-to-groups', '--filter', 'a', '--group', 'nope'),
            WRONG_USE,
            'There is no group “nope”.',
        )
        refreshed = self.world.run('refresh', 'Acme', '--group', 'nope')
        self.check(refreshed, WRONG_USE, 'There is no group “nope”.')

    def test_group_vanished(self):
        self.read()
        plan = self.plan('p', 'qa-team')
        self.simulator.delete_group(self.group)
        self.read()
        filtered = self.world.run('users', 'Acme', '--filter', 'group:qa-team')
        self.assertEqual(filtered.status, WRONG_USE)
        self.assertIn('There is no group “qa-team” in this source.', filtered.err)
        again = self.world.run('plan', 'Acme', 'add-to-groups', '--filter', 'a',
                               '--group', 'qa-team')
        self.check(again, WRONG_USE, 'There is no group “qa-team”.')
        self.simulator.reset_stats()
        ran = self.run_plan('p', plan)
        self.assertEqual(ran.status, REFUSED, ran)
        self.assertIn(f'There is no group “{self.group}”.', ran.err)
        self.assertIn(f'Users not as planned any more: {plan["touched"]}.', ran.err)
        self.assertIn('--accept-changes', ran.err)
        self.assertEqual(self.simulator.stats()['requests'], 0)
        accepted = self.run_plan('p', plan, '--accept-changes', '--json')
        self.assertEqual(accepted.status, DONE, accepted)
        self.assertEqual(accepted.json()['users']['skipped'], len(plan['users']))

    def test_group_vanished_since_the_plan(self):
        """The last refresh still knew it: each user's result tells, and no other change is lost."""
        self.read()
        plan = self.plan('p', 'qa-team', 'confluence-users')
        self.simulator.delete_group(self.group)
        before = self.simulator.members('confluence-users')
        ran = self.run_plan('p', plan, '--json')
        after = self.simulator.members('confluence-users')
        if ran.status == REFUSED:
            self.assertIn('There is no group', ran.err)
            self.assertEqual(after, before)
            return
        self.assertEqual(ran.status, SOME_FAILED, ran)
        run = ran.json()
        of_group = [e for e in run['entries'] if e['target'] == self.group]
        self.assertTrue(of_group)
        self.assertLessEqual({e['state'] for e in of_group}, {'failed', 'skipped'})
        done = {e['account_id'] for e in run['entries'] if e['state'] == 'done'}
        self.assertEqual(after, before | done)
        failed = next(e for e in of_group if e['state'] == 'failed')
        told = self.world.run('log', 'entry', run['id'], str(failed['n'])).out
        self.assertIn('The user or the group doesn’t exist any more.', told)

    def test_people_changed_since_the_plan(self):
        """Who is already so is skipped; any other change is refused, or held out when accepted."""
        self.read()
        plan = self.plan('p', 'qa-team')
        joined, left, gone = [user['account_id'] for user in plan['users'] if not user['skip']][:3]
        self.simulator.join(self.group, joined)
        self.simulator.leave(self.simulator.groups()['contractors'], left)
        self.simulator.delete_user(gone)
        self.simulator.reset_stats()
        refused = self.run_plan('p', plan)
        self.check(refused, REFUSED, 'Users not as planned any more: 2.')
        self.assertIn('--accept-changes', refused.err)
        self.assertEqual(self.simulator.stats()['effects'], 0)
        # Who joined was read meanwhile, so that fewer are to be confirmed.
        accept = ['run', self.world.path('p'), '--accept-changes', '--json']
        needed = re.search(r'--confirm (\d+)', self.world.run(*accept).err).group(1)
        accepted = self.world.run(*accept, '--confirm', needed)
        self.assertEqual(accepted.status, DONE, accepted)
        self.assertEqual(accepted.json()['users']['done'], plan['touched'] - 3)
        members = self.simulator.members(self.group)
        self.assertIn(joined, members)
        self.assertNotIn(left, members)
        self.assertNotIn(gone, members)

    def test_plan_files(self):
        self.read()
        plan = self.plan('p', 'qa-team')
        good = self.world.path('p').read_text()
        other = self.world.path('other')
        cases = {
            'nothing': ('', f'{other} isn’t a plan.'),
            'no JSON': ('{', f'{other} isn’t a plan.'),
            'a picture': ('\x89PNG\r\n', f'{other} isn’t a plan.'),
            'a later version': (
                good.replace('"version" : 1', '"version" : 2'),
                'The plan has version 2',
            ),
            'an unknown member': (
                good.replace('"version"', '"extra" : 1, "version"'),
                'The plan holds “extra”',
            ),
            'no actions': (cut(good, '"actions" : [', ']', '"actions" : ['), 'There is no action'),
            'another site': (
                good.replace(self.simulator.cloud_id, 'f' * 8).replace(
                    self.simulator.jira_url, 'https://other.atlassian.net'
                ),
                'The plan was made for',
            ),
        }
        for what, (text, sentence) in cases.items():
            with self.subTest(what=what):
                self.assertNotEqual(text, good)
                other.write_text(text)
                result = self.world.run('run', other, '--confirm', plan['confirm'])
                self.check(result, WRONG_USE, sentence)
        missing = self.world.run('run', self.world.path('missing'))
        self.check(missing, WRONG_USE, 'can’t be read or written.')
        self.assertEqual(self.world.run('log', 'list', '--json').json(), [])

    def test_ambiguous_user(self):
        """A name that several people bear says so, with their ids, and not that nobody bears it."""
        self.read()
        bearers = {}
        for account_id, user in self.simulator.users().items():
            bearers.setdefault(user['displayName'], []).append(account_id)
        name, ids = next((name, ids) for name, ids in bearers.items() if len(ids) > 1)
        names = self.world.path('namesakes')
        names.write_text(name + '\n')
        plan = ['plan', 'Acme', 'add-to-groups', '--users', names, '--group', 'qa-team']
        result = self.world.run(*plan)
        place, sentence = result.err.splitlines()
        self.assertEqual((result.status, result.out), (WRONG_USE, ''))
        self.assertEqual(place, f'{names}:1: {name}')
        self.assertIn(f'Several users go by this name or address: {name}: ', sentence)
        self.assertIn('Name the user by account ID or e-mail address.', result.err)
        self.assertGreaterEqual(sum(account_id in result.err for account_id in ids), 2)

    def test_plan_requests(self):
        self.read()
        plan = ['plan', 'Acme', 'add-to-groups']
        names = self.world.path('names')
        cases = (
            (['plan', 'Acme', 'teleport', '--filter', 'a'], 'There is no action “teleport”.'),
            (plan + ['--filter', 'a'], 'No groups are chosen.'),
            (plan + ['--filter', 'xyzzyxyzzy', '--group', 'qa-team'], 'No users are selected.'),
            (
                plan + ['remove-from-groups', '--filter', 'a', '--group', 'qa-team'],
                '“qa-team” is to be added and removed at once.',
            ),
            (
                ['plan', 'Other', 'add-to-groups', '--filter', 'a', '--group', 'qa-team'],
                'There is no source named “Other”.',
            ),
        )
        for command, sentence in cases:
            with self.subTest(sentence=sentence):
                self.check(self.world.run(*command), WRONG_USE, sentence)
        names.write_text('\nnobody@acme.example\n\nneither@acme.example\n')
        told = self.world.run(*plan, '--users', names, '--group', 'qa-team')
        self.assertEqual((told.status, told.out), (WRONG_USE, ''))
        lines = told.err.splitlines()
        places = [f'{names}:2: nobody@acme.example', f'{names}:4: neither@acme.example']
        self.assertEqual(lines[:2], places)
        self.assertEqual(len(lines), 3)
        self.assertIn('There is no user “nobody@acme.example”.', lines[2])
        lost = self.world.run(*plan, '--users', '/nowhere', '--group', 'qa-team')
        self.check(lost, WRONG_USE, '/nowhere can’t be read or written.')
        unsaved = self.world.run(*plan, '--filter', 'a', '--group', 'qa-team', '-o', '/nowhere/p')
        self.check(unsaved, SOME_FAILED, '/nowhere/p can’t be read or written.')
        plan += ['--filter', 'a', '--group', 'qa-team', '-o']
        paths = [self.world.path('a plan'), self.world.path('p')]
        for path, word in zip(paths, [f"'{paths[0]}'", paths[1]], strict=True):
            saved = self.world.run(*plan, path)
            self.assertEqual(saved.status, DONE, saved)
            self.assertIn(f'user-management-cli run {word} --', saved.err)

    def test_groups_not_read_yet(self):
        self.assertEqual(self.world.run('refresh', 'Acme', '--users-only').status, DONE)
        result = self.world.run('users', 'Acme', '--filter', 'group:contractors')
        self.assertEqual(result.status, WRONG_USE, result)
        self.assertIn('The groups of this source were not read yet', result.err)
        self.assertIn('Refresh the source.', result.err)

    def test_values_are_named(self):
        self.read()
        for expression in ('status:', 'status:foo'):
            result = self.world.run('users', 'Acme', '--filter', expression)
            self.assertEqual(result.status, WRONG_USE, result)
            self.assertIn('Possible are: active, suspended, deactivated', result.err)

    def test_folder_that_cannot_be(self):
        for place in ('/proc/nope', '/dev/null/x'):
            result = self.world.run('source', 'list', environment={'XDG_DATA_HOME': place})
            self.check(result, SOME_FAILED, f'{place}/user-management can’t be written to.')

    def test_garbage_in_the_database(self):
        """Whatever page is garbage, the second command at the latest works, and the old file is
        kept."""
        database = self.world.data / 'user-management.db'
        good = database.read_bytes()
        for page in range(1, len(good) // 4096):
            with self.subTest(page=page):
                for path in self.world.data.glob('user-management.*'):
                    path.unlink()
                start = page * 4096
                database.write_bytes(good[:start] + b'\xa5' * 4096 + good[start + 4096 :])
                first = self.world.run('source', 'list')
                again = self.world.run('source', 'list')
                self.assertEqual(again.status, DONE, again)
                if first.status != DONE:
                    self.assertTrue(list(self.world.data.glob('*.damaged-*')), first)

    def test_source_remove_asks(self):
        """Without a terminal nothing goes unless it is confirmed; the logs stay and are found."""
        self.read()
        plan = self.plan('p', 'qa-team')
        self.assertEqual(self.run_plan('p', plan).status, DONE)
        logs = ['log', 'list', '--source', 'Acme', '--json']
        runs = self.world.run(*logs).json()
        self.assertEqual(len(runs), 1)
        result = self.world.run('source', 'remove', 'Acme')
        self.check(result, REFUSED, 'This has to be confirmed with “--yes”.')
        self.assertEqual(len(self.world.sources()), 1)
        self.assertTrue(self.world.keys())
        self.assertEqual(self.world.run('source', 'remove', 'Acme', '--yes').status, DONE)
        self.assertEqual(self.world.sources(), [])
        self.assertEqual(self.world.run(*logs).json(), runs)
        self.assertEqual(self.world.run(*logs, '--action', 'add-to-groups').json(), runs)
        self.assertEqual(self.world.run(*logs, '--state', 'paused').json(), [])
        nobody = self.world.run('log', 'list', '--source', 'Nobody')
        self.check(nobody, WRONG_USE, 'There is no source named “Nobody”.')

    def test_guarded_user_in_the_plan(self):
        """Who is stopped by a guard is shown with the reason, not as if something would be done."""
        myself = self.simulator.get('/rest/api/3/myself')['accountId']
        self.simulator.join(self.group, myself)
        self.read()
        me = self.world.path('me')
        me.write_text(myself)
        plan = ['plan', 'Acme', 'remove-from-groups', '--users', me, '--group', 'qa-team']
        shown = self.world.run(*plan)
        as_json = self.world.run(*plan, '--json')
        self.assertEqual(shown.status, DONE, shown)
        user = as_json.json()['users'][0]
        self.assertIsNotNone(user['skip'], user)
        self.assertTrue([step for step in user['chain'] if not step['skip']], user)
        line = next(line for line in shown.out.splitlines() if line.startswith('  '))
        self.assertNotIn('− ', line)
        self.assertTrue(line.endswith('this is your own account'), line)

    def test_loss_names_its_option(self):
        limit = 300

        def forward(handler):
            url = self.simulator.jira_url + handler.path
            headers = {'Authorization': handler.headers['Authorization']}
            try:
                with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as found:
                    status, body = found.status, found.read()
            except urllib.error.HTTPError as error:
                status, body = error.code, error.read()
            if handler.path.startswith('/rest/api/3/users/search'):
                body = json.dumps(json.loads(body)[:limit])
            else:
                body = body.decode()
            handler.send(status, 'application/json', body)

        server = OtherServer(forward)
        self.addCleanup(server.stop)
        added = self.world.add(self.simulator, '--no-check', jira_url=server.url, name='Other')
        self.assertEqual(added.status, DONE, added)
        self.assertEqual(self.world.run('refresh', 'Other').status, DONE)
        limit = 100
        lost = self.world.run('refresh', 'Other')
        self.check(lost, REFUSED, 'The refresh would lose')
        self.assertIn('--accept-loss', lost.err.splitlines())
        self.assertEqual(self.world.run('refresh', 'Other', '--accept-loss').status, DONE)

    def test_read_only(self):
        """A key that may only read makes a source that says so and refuses to change anything."""
        self.read()
        plan = self.plan('p', 'qa-team')
        self.assertEqual(self.world.run('source', 'remove', 'Acme', '--yes').status, DONE)
        reader = {
            'email': self.simulator.readonly_email,
            'jira_token': self.simulator.readonly_jira_token,
        }
        added = self.world.add(self.simulator, **reader)
        self.assertEqual(added.status, DONE)
        self.assertIn('It is read-only', added.out)
        self.assertIs(self.world.sources()[0]['read_only'], True)
        self.assertIn('read-only', self.world.run('source', 'list').out)
        self.read()
        self.check(self.run_plan('p', plan), REFUSED, '“Acme” is read-only.')

    def test_key_dies(self):
        """The key is revoked after the source was added: every way to use it says so."""
        self.read()
        self.plan('p', 'qa-team')
        dead = {'jira_token': self.simulator.dead_jira_token}
        self.assertEqual(self.world.run('source', 'remove', 'Acme', '--yes').status, DONE)
        self.assertEqual(self.world.add(self.simulator, '--no-check', **dead).status, DONE)
        self.check(self.world.run('refresh', 'Acme'), NO_CONNECTION, 'the key')
        self.check(self.world.run('source', 'check', 'Acme'), NO_CONNECTION, 'the key')
        self.assertEqual(self.caches(), [])


def cut(text, start, end, instead):
    """The text with everything from @start to before the @end that closes it replaced."""
    first = text.index(start)
    last = text.index('\n  ' + end, first)
    return text[:first] + instead + text[last:]


if __name__ == '__main__':
    tap.main()
