#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of 300 steps that don't come to their end at once: killed at random moments, interrupted,
with answers that get lost, disturbed by a second instance. Whatever happens, every step is done in
the end and none twice, by the simulated site's own count."""

import random
import re
import resource
import signal
import sys
import time
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))

import tap  # noqa: E402
from world import (  # noqa: E402
    DONE,
    INTERRUPTED,
    REFUSED,
    Simulator,
    World,
    killed_at_the_end,
    wait_until,
)

STEPS = 300
# Milliseconds: a run takes so long that it is met in the middle, on a busy machine, too; and one
# that nobody has to meet.
LATENCY = 150
SHORT = 20
# As many requests may have been on their way when a run was killed.
MOST_IN_FLIGHT = 16


class Interrupted(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.addClassCleanup(cls.world.remove)
        cls.simulator = Simulator(users=1000)
        cls.addClassCleanup(cls.simulator.stop)
        cls.people = [
            account_id
            for account_id, user in sorted(cls.simulator.users().items())
            if user['active'] and user['accountType'] == 'atlassian'
        ][:STEPS]
        cls.users = cls.world.path('users')
        cls.users.write_text('\n'.join(cls.people) + '\n')
        cls.few = cls.world.path('few')
        outside = set(cls.people) - cls.simulator.members('contractors')
        cls.few.write_text('\n'.join(sorted(outside)[:5]) + '\n')
        cls.world.add(cls.simulator)
        cls.random = random.Random(20260802)

    def setUp(self):
        """Each test has a group and a plan of its own."""
        name = self.id().rpartition('.')[2].replace('_', '-')
        self.group = self.simulator.create_group(name)
        self.assertEqual(self.world.run('refresh', 'Acme').status, DONE)
        self.file = self.plan(name)
        self.simulator.reset_stats()
        self.simulator.set(latency=LATENCY)
        self.addCleanup(self.simulator.set, latency=0)

    def plan(self, group, name='plan'):
        path = self.world.path(f'{group}.{name}')
        result = self.world.run(
            'plan', 'Acme', 'add-to-groups', '--users', self.users, '--group', group, '-o', path
        )
        self.assertEqual(result.status, DONE, result)
        return path

    def effects(self):
        return self.simulator.stats()['effects']

    def start_run(self):
        return self.world.start('run', self.file, '--confirm', STEPS, '--json')

    def stop_at(self, process, effects, number):
        """Sends a signal once so many steps took effect, and says whether it was still running."""

        def reached():
            return self.effects() >= effects or process.poll() is not None

        wait_until(reached, what=f'{effects} effects')
        process.send_signal(number)
        return self.world.finish(process)

    def newest_run(self):
        runs = self.world.run('log', 'list', '--json').json()
        return next((run for run in runs if self.is_ours(run)), None)

    def is_ours(self, run):
        entries = self.world.run('log', 'show', run['id'], '--json').json()['entries']
        return entries[0]['target'] == self.group

    def check_all_done(self, run_id, kills, cut=0):
        """Nothing lost, nothing twice but what was on its way when killed or cut off, and the
        log says so."""
        run = self.world.run('log', 'show', run_id, '--json').json()
        states = {entry['state'] for entry in run['entries']}
        stats = self.simulator.stats()
        self.assertEqual(self.simulator.members(self.group), set(self.people))
        self.assertEqual(states, {'done'})
        self.assertEqual(run['state'], 'finished')
        self.assertEqual(run['counts']['done'], STEPS)
        self.assertEqual(run['users']['done'], STEPS)
        self.assertEqual(stats['effects'], STEPS)
        self.assertLessEqual(stats['repeated'], kills * MOST_IN_FLIGHT + cut)

    def test_killed_once(self):
        """The whole way from outside: interrupted, offered for resuming, resumed, finished."""
        with killed_at_the_end(self.start_run()) as process:
            killed = self.stop_at(process, STEPS // 2, signal.SIGKILL)
        self.assertEqual(killed.status, -signal.SIGKILL)
        run = self.newest_run()
        self.assertEqual(run['state'], 'interrupted')
        self.assertEqual(sum(run['counts'].values()), STEPS)
        self.assertGreater(run['counts']['done'], 0)
        self.assertGreater(run['counts']['pending'], 0)
        self.simulator.set(latency=SHORT)
        resumed = self.world.run('resume', run['id'], '--json')
        self.assertEqual(resumed.status, DONE, resumed)
        self.check_all_done(run['id'], 1)
        again = self.world.run('resume', run['id'])
        self.assertNotEqual(again.status, DONE)
        self.assertIn('is over; there is nothing to resume.', again.err)
        self.assertEqual(self.effects(), STEPS)

    def kill_somewhen(self, command, early):
        """Kills a command at a random moment: while it prepares, or after some more steps."""
        with killed_at_the_end(self.world.start(*command)) as process:
            if not early:
                return self.stop_at(
                    process, self.effects() + self.random.randint(1, 20), signal.SIGKILL
                )
            time.sleep(self.random.uniform(0.0, 0.2))
            process.kill()
            return self.world.finish(process)

    def test_killed_again_and_again(self):
        command = ['run', self.file, '--confirm', STEPS]
        run_id = None
        kills = 0
        for early in (True, False, True, False, False, True, False, False, False, False):
            result = self.kill_somewhen(command, early)
            self.assertEqual(result.status, -signal.SIGKILL, result)
            kills += 1
            if run_id is None:
                run = self.newest_run()
                run_id = run and run['id']
                command = ['resume', run_id] if run_id else command
        self.assertLess(self.effects(), STEPS)
        self.simulator.set(latency=SHORT)
        self.assertEqual(self.world.run('resume', run_id).status, DONE)
        self.check_all_done(run_id, kills)

    def test_signals(self):
        """Ctrl+C and the end of a session stop the run between two steps; it can be resumed."""
        for number in (signal.SIGINT, signal.SIGTERM):
            run = self.newest_run()
            command = ['resume', run['id']] if run else ['run', self.file, '--confirm', STEPS]
            with killed_at_the_end(self.world.start(*command)) as process:
                result = self.stop_at(process, self.effects() + 60, number)
            with self.subTest(number=number):
                self.assertEqual(result.status, INTERRUPTED, result)
                run_id = re.search(r'user-management-cli resume (\S+)', result.err).group(1)
                run = self.world.run('log', 'show', run_id, '--json').json()
                self.assertIn(run['state'], ('paused', 'interrupted'))
                self.assertEqual(run['counts']['unknown'], 0)
                self.assertEqual(run['counts']['done'], self.effects())
        self.simulator.set(latency=SHORT)
        self.assertEqual(self.world.run('resume', run_id).status, DONE)
        self.check_all_done(run_id, 0)

    def test_answers_lost(self):
        """The change took effect, the connection was cut before the answer: asked, not repeated."""
        self.simulator.set(latency=SHORT, drop=0.1)
        self.addCleanup(self.simulator.set, drop=0)
        with killed_at_the_end(self.start_run()) as process:
            result = self.world.finish(process)
        self.assertEqual(result.status, DONE, result.err)
        self.check_all_done(result.json()['id'], 0, cut=STEPS // 4)
        attempts = [entry['attempts'] for entry in result.json()['entries']]
        self.assertGreater(max(attempts), 0)

    def test_failures_in_between(self):
        """The server fails, limits and takes long now and then: retried until done."""
        self.simulator.set(latency=SHORT, fault={'500': 0.02, '503': 0.01, '429': 0.01})
        self.addCleanup(self.simulator.set, fault={'500': 0, '503': 0, '429': 0})
        with killed_at_the_end(self.start_run()) as process:
            result = self.world.finish(process)
        self.assertEqual(result.status, DONE, result.err)
        self.check_all_done(result.json()['id'], 0)

    def limit_files(self, process, size):
        """From now on no file of the process grows beyond that, as on a full disk."""
        most = resource.prlimit(process.pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (size, most))

    def test_disk_full(self):
        """The journal can't be written: nothing further is sent, and it says how to go on."""
        command = ['run', self.file, '--confirm', STEPS]
        # The limit is an error for whoever ignores its signal, as this process does.
        with killed_at_the_end(self.world.start(*command, restore_signals=False)) as process:
            wait_until(lambda: self.effects() >= STEPS // 4, what='the first effects')
            self.limit_files(process, (self.world.data / 'user-management.db-wal').stat().st_size)
            result = self.world.finish(process)
        self.assertEqual(result.status, INTERRUPTED, result)
        self.assertIn('The disk is full. Make room, then try again. Nothing was lost.', result.err)
        run_id = re.search(r'user-management-cli resume (\S+)', result.err).group(1)
        run = self.world.run('log', 'show', run_id, '--json').json()
        self.assertEqual(run['state'], 'interrupted')
        known = {e['account_id'] for e in run['entries'] if e['state'] in ('sent', 'done')}
        self.assertLessEqual(self.simulator.members(self.group), known)
        self.assertLess(len(known), STEPS)
        self.simulator.set(latency=SHORT)
        self.assertEqual(self.world.run('resume', run_id).status, DONE)
        self.check_all_done(run_id, 0)

    def test_two_instances(self):
        other = self.world.path('other')
        self.world.run(
            *['plan', 'Acme', 'add-to-groups', '--users', self.few, '--group', 'contractors'],
            *['-o', other],
        )
        with killed_at_the_end(self.start_run()) as process:
            wait_until(lambda: self.effects() > 5, what='the first effects')
            # It doesn't end before all others were told of it.
            self.simulator.set(latency=3000)
            second = self.world.run('run', other, '--yes')
            run = self.newest_run()
            resumed = self.world.run('resume', run['id'])
            removed = self.world.run('source', 'remove', 'Acme', '--yes')
            listed = self.world.run('users', 'Acme', '--json')
            self.assertIsNone(process.poll())
            self.simulator.set(latency=SHORT)
            first = self.world.finish(process)
        self.assertEqual(run['state'], 'running')
        for result in (second, resumed, removed):
            self.assertEqual(result.status, REFUSED, result)
            self.assertRegex(result.err, r'^\S.*\. .*\.\n$')
        self.assertIn(
            'A run of “Acme” is going on in another window or on the command line.', second.err
        )
        self.assertEqual(len(listed.json()), 1000)
        self.assertEqual(first.status, DONE, first.err)
        self.check_all_done(first.json()['id'], 0)


class NetworkGone(unittest.TestCase):
    def test_goes_on_by_itself(self):
        """The site can't be reached for a while: told once, then the run goes on where it was."""
        world = World()
        self.addCleanup(world.remove)
        options = {'users': 200, 'state': world.path('state')}
        simulator = Simulator(**options)
        port = int(simulator.jira_url.rpartition(':')[2])
        group = simulator.create_group('qa-team')
        world.add(simulator)
        self.assertEqual(world.run('refresh', 'Acme').status, DONE)
        file = world.path('plan')
        plan = ['plan', 'Acme', 'add-to-groups', '--filter', 'status:active type:person', '--json']
        touched = world.run(*plan, '--group', group, '-o', file).json()['touched']
        simulator.set(latency=LATENCY)
        with killed_at_the_end(world.start('run', file, '--confirm', touched, '--json')) as process:
            wait_until(lambda: len(simulator.members(group)) > 20, what='the first members')
            simulator.stop()
            sentence = process.stderr.readline().decode()
            simulator = Simulator(port=port, **options)
            self.addCleanup(simulator.stop)
            result = world.finish(process)
        self.assertIn('The run goes on by itself when the network is back.', sentence)
        self.assertEqual(result.status, DONE, result)
        self.assertEqual(result.err, '')
        self.assertEqual(result.json()['users']['done'], touched)
        self.assertEqual(len(simulator.members(group)), touched)


if __name__ == '__main__':
    tap.main()
