#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the command line is used: every command explains itself, wrong use is told as such and does
nothing, exit codes are those of PRODUCT.md §8."""

import fcntl
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))

import tap  # noqa: E402
from world import (  # noqa: E402
    DONE,
    INTERRUPTED,
    PATIENCE,
    REFUSED,
    WRONG_USE,
    Simulator,
    World,
    killed_at_the_end,
    wait_until,
)

CTRL_C = '\x03'

COMMANDS = (
    'source add',
    'source list',
    'source check',
    'source remove',
    'refresh',
    'users',
    'groups',
    'actions',
    'list import',
    'list show',
    'list rename',
    'list remove',
    'filter save',
    'filter show',
    'filter rename',
    'filter remove',
    'plan',
    'run',
    'resume',
    'retry',
    'undo',
    'log list',
    'log show',
    'log entry',
    'log export',
    'demo',
)


class Usage(unittest.TestCase):
    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.remove)

    def tearDown(self):
        """Neither help nor wrong use makes or changes anything."""
        self.assertEqual(self.world.files(), {})

    def test_help(self):
        result = self.world.run('--help')
        self.assertEqual((result.status, result.err), (DONE, ''))
        told = re.findall(r'^  ((?:[a-z]+ ?)+)', result.out, re.MULTILINE)
        self.assertEqual(tuple(name.strip() for name in told), COMMANDS)
        self.assertEqual(self.world.run('-h').out, result.out)
        bare = self.world.run()
        self.assertEqual((bare.status, bare.out), (WRONG_USE, result.out))

    def test_help_of_each_command(self):
        for command in COMMANDS:
            with self.subTest(command=command):
                result = self.world.run(*command.split(), '--help')
                self.assertEqual((result.status, result.err), (DONE, ''))
                self.assertIn(f'user-management-cli {command}', result.out)

    def test_help_of_a_family(self):
        """The first word of commands tells those."""
        for family in ('source', 'list', 'log'):
            with self.subTest(family=family):
                result = self.world.run(family, '--help')
                self.assertEqual((result.status, result.err), (DONE, ''))
                told = re.findall(r'^  ((?:[a-z]+ ?)+)', result.out, re.MULTILINE)
                expected = [command for command in COMMANDS if command.startswith(f'{family} ')]
                self.assertEqual([name.strip() for name in told], expected)

    def test_version(self):
        result = self.world.run('--version')
        self.assertEqual(result.status, DONE)
        self.assertRegex(result.out, r'^user-management-cli \d+\.\d+\.\d+\n$')

    def test_manual(self):
        """Commands and options are in the manual, and no other."""
        page = Path(__file__).resolve().parents[2] / 'data' / 'man' / 'user-management-cli.1'
        manual = page.read_text(encoding='utf-8')
        for command in COMMANDS:
            with self.subTest(command=command):
                self.assertRegex(manual, rf'\.It Cm {command}\b')
                entry = re.search(rf'^\.It Cm {command}\b.*$', manual, re.MULTILINE).group()
                options = re.findall(r'--([a-z-]+)', self.world.run(*command.split(), '--help').out)
                for option in set(options) - {'help', 'json', 'format', 'output', 'type'}:
                    self.assertIn(f'Fl -{option}', entry)
                for option in re.findall(r'Fl -([a-z-]+)', entry):
                    self.assertIn(option, options)

    def test_wrong_commands(self):
        for command in ('frobnicate', 'source', 'source frobnicate', 'log', 'Users', '', '-x'):
            with self.subTest(command=command):
                result = self.world.run(*command.split(' '))
                self.assertEqual((result.status, result.out), (WRONG_USE, ''))
                self.assertIn('There is no command', result.err)
                self.assertIn('user-management-cli --help lists them.', result.err)

    def test_wrong_options(self):
        for command in COMMANDS:
            with self.subTest(command=command):
                result = self.world.run(*command.split(), '--frobnicate')
                self.assertEqual((result.status, result.out), (WRONG_USE, ''))
                self.assertIn('--frobnicate', result.err)
                self.assertIn(f'Usage: user-management-cli {command}', result.err)

    def test_wrong_words(self):
        """Too few and too many words, and values that aren't among those possible."""
        cases = (
            'source add',
            'source list x',
            'source list --json --format csv',
            'users a --json --format table',
            'run x --json --format table',
            'demo --users 0',
            'source check',
            'source remove',
            'source remove a b',
            'refresh',
            'refresh a b',
            'refresh a --group g --filter e',
            'refresh a --users-only --group g',
            'refresh a --users-only --filter e',
            'users',
            'users a b',
            'users a --format xml',
            'users a --filter',
            'groups',
            'groups a --format',
            'actions',
            'actions a --format xml',
            'list import a',
            'list import a b c',
            'list import a b --kind shoe',
            'list import a b --format csv',
            'list show',
            'list show a b c',
            'list rename a b',
            'list remove a',
            'filter save a b',
            'filter save a b c d',
            'filter show',
            'filter show a b c',
            'filter show a --format csv',
            'filter rename a b',
            'filter remove a',
            'plan',
            'plan a',
            'plan a add-to-groups',
            'plan a add-to-groups --filter x --format csv',
            'plan a add-to-groups --filter x --users y',
            'run',
            'run a b',
            'run a --first -1',
            'run a --first 0',
            'run a --first x',
            'run a --format csv',
            'resume',
            'resume a b',
            'retry',
            'retry a b',
            'retry a --entries x',
            'undo',
            'undo a b',
            'undo a --format csv',
            'undo a --entries 3-1',
            'undo a --entries 1,,2',
            'undo a --entries 0',
            'log list x',
            'log list --format xml',
            'log list --action bogus',
            'log list --state bogus',
            'log show',
            'log show a --format csv',
            'log entry',
            'log entry abcdef',
            'log entry abcdef x',
            'log entry abcdef 0',
            'log entry abcdef -- -1',
            'log export',
            'log export abcdef --format table',
            'log export abcdef',
            'log show abcdef --format csv',
            'users Acme --format xml',
            'source list --json --format csv',
            'demo x',
            'demo --users 500001',
            'demo --users -1',
            'demo --users many',
            'source add Acme',
            'source add Acme --type access --url x',
            'source add Acme --type jira --owner x',
            'source add Acme --type other',
        )
        for case in cases:
            with self.subTest(case=case):
                result = self.world.run(*case.split())
                self.assertEqual((result.status, result.out), (WRONG_USE, ''), result)
                self.assertIn('Usage: user-management-cli', result.err)
                self.assertEqual(self.world.files(), {})


class Unknown(unittest.TestCase):
    """Names of what isn't there."""

    def test_names(self):
        world = World()
        self.addCleanup(world.remove)
        for command in (
            ['source', 'check', 'Nobody'],
            ['source', 'remove', 'Nobody'],
            ['refresh', 'Nobody'],
            ['users', 'Nobody'],
            ['groups', 'Nobody'],
            ['actions', 'Nobody'],
            ['plan', 'Nobody', 'add-to-groups', '--filter', 'x', '--group', 'y'],
            ['log', 'list', '--source', 'Nobody'],
        ):
            result = world.run(*command)
            self.assertEqual(result.status, WRONG_USE, result)
            self.assertIn('There is no source named “Nobody”. Add it, or check the name.',
                          result.err)
        for command in (
            ['log', 'show', 'abcdef12'],
            ['log', 'show', 'a'],
            ['log', 'show', ''],
            ['log', 'show', "' OR 1=1 --"],
            ['log', 'entry', 'abcdef12', '1'],
            ['log', 'export', 'abcdef12', '--format', 'csv'],
            ['resume', 'abcdef12'],
            ['retry', 'abcdef12'],
            ['undo', 'abcdef12'],
        ):
            result = world.run(*command)
            self.assertEqual(result.status, WRONG_USE, result)
            self.assertIn('There is no run', result.err)


class Terminal(unittest.TestCase):
    """On a terminal it asks: for the key without showing it, for the confirmation by its risk."""

    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.remove)
        self.simulator = Simulator(users=200)
        self.addCleanup(self.simulator.stop)
        self.group = self.simulator.create_group('qa-team')

    def talk(self, answers, *command):
        """Runs a command on a terminal; answers what it asks. (exit code, all that was shown)"""
        ours, theirs = pty.openpty()
        process = self.world.start(
            *command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(theirs, termios.TIOCSCTTY, 0),
        )
        os.close(theirs)
        shown = b''
        while True:
            ready, _w, _x = select.select([ours], [], [], PATIENCE)
            try:
                piece = os.read(ours, 4096) if ready else b''
            except OSError:  # the other end is closed
                piece = b''
            if not piece:
                break
            shown += piece
            if answers and re.search(answers[0][0].encode(), shown):
                typed = answers.pop(0)[1]
                os.write(ours, (typed if typed == CTRL_C else typed + '\n').encode())
        os.close(ours)
        with killed_at_the_end(process):
            return process.wait(PATIENCE), shown.decode()

    def test_whole_way(self):
        add = ['source', 'add', 'Acme', '--type', 'jira', '--url', self.simulator.jira_url]
        add += ['--email', self.simulator.email]
        token = self.simulator.jira_token
        status, shown = self.talk([('not shown', token)], *add)
        self.assertEqual(status, DONE, shown)
        self.assertNotIn(token, shown)
        status, shown = self.talk([], 'refresh', 'Acme')
        self.assertEqual(status, DONE, shown)
        people = [
            account_id
            for account_id, user in sorted(self.simulator.users().items())
            if user['active'] and user['accountType'] == 'atlassian'
        ]
        for name, number, asked, wrong, right in (
            ('small', 3, r'\[y/N\]', ('', 'n', 'yes please'), 'y'),
            ('large', 60, r'Type 60 to confirm', ('', 'y', '61'), '60'),
        ):
            with self.subTest(size=name):
                self.check_question(name, people[:number], asked, wrong, right)
                people = people[number:]

    def test_interrupted_prompts(self):
        """Ctrl+C at a question ends the command; nothing is kept or sent."""
        add = ['source', 'add', 'Acme', '--type', 'jira', '--url', self.simulator.jira_url]
        status, shown = self.talk([('not shown', CTRL_C)], *add, '--email', self.simulator.email)
        self.assertEqual(status, INTERRUPTED, shown)
        self.assertEqual(self.world.sources(), [])
        self.world.add(self.simulator)
        self.world.run('refresh', 'Acme')
        file = self.world.path('plan')
        plan = ['plan', 'Acme', 'add-to-groups', '--filter', 'status:active type:person']
        self.assertEqual(self.world.run(*plan, '--group', 'qa-team', '-o', file).status, DONE)
        self.simulator.reset_stats()
        status, shown = self.talk([('to confirm', CTRL_C)], 'run', file)
        self.assertEqual(status, INTERRUPTED, shown)
        self.assertEqual(self.simulator.stats()['requests'], 0)
        status, shown = self.talk([(r'\[y/N\]', CTRL_C)], 'source', 'remove', 'Acme')
        self.assertEqual(status, INTERRUPTED, shown)
        self.assertEqual(len(self.world.sources()), 1)

    def test_source_remove(self):
        """It says what goes and what stays, and asks."""
        self.world.add(self.simulator)
        remove = ['source', 'remove', 'Acme']
        status, shown = self.talk([(r'\[y/N\]', 'n')], *remove)
        self.assertEqual(status, REFUSED, shown)
        for word in ('Remove “Acme”?', 'key', 'run logs stay'):
            self.assertIn(word, shown)
        self.assertEqual(len(self.world.sources()), 1)
        status, shown = self.talk([(r'\[y/N\]', 'y')], *remove)
        self.assertEqual(status, DONE, shown)
        self.assertEqual(self.world.sources(), [])

    def test_signal_while_waiting_for_a_key(self):
        """The key comes through a pipe, or never: a signal ends the waiting, also within a line."""
        add = ['source', 'add', 'Acme', '--type', 'jira', '--url', self.simulator.jira_url]
        for number in (signal.SIGTERM, signal.SIGINT):
            for piece in (b'', b'half of a k'):
                with self.subTest(number=number, piece=piece):
                    world = World()
                    self.addCleanup(world.remove)
                    process = world.start(
                        *add, '--email', self.simulator.email, stdin=subprocess.PIPE
                    )
                    with killed_at_the_end(process):
                        process.stdin.write(piece)
                        process.stdin.flush()
                        wait_until(lambda files=world.files: 'user-management.db' in files())
                        process.send_signal(number)
                        self.assertEqual(process.wait(PATIENCE), INTERRUPTED)
                    self.assertEqual(world.sources(), [])

    def check_question(self, name, people, asked, wrong, right):
        users = self.world.path(name)
        users.write_text('\n'.join(people))
        file = self.world.path(name + '.umplan')
        plan = ['plan', 'Acme', 'add-to-groups', '--users', users, '--group', 'qa-team']
        self.assertEqual(self.world.run(*plan, '-o', file).status, DONE)
        before = self.simulator.members(self.group)
        for answer in wrong:
            status, shown = self.talk([(asked, answer)], 'run', file)
            self.assertEqual(status, REFUSED, shown)
            self.assertEqual(self.simulator.members(self.group), before)
        status, shown = self.talk([(asked, right)], 'run', file)
        self.assertEqual(status, DONE, shown)
        self.assertIn(f'Add {len(people)} users to qa-team?', shown)
        self.assertEqual(self.simulator.members(self.group), before | set(people))


if __name__ == '__main__':
    tap.main()
