#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs that are undone and retried on the command line: by a plan that is printed, saved and
confirmed as any other; the simulated organisation has what it had before, whatever was killed on
the way, and what somebody else has changed since stays."""

import json
import signal
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))

import tap  # noqa: E402
from world import (  # noqa: E402
    DONE,
    REFUSED,
    WRONG_USE,
    Simulator,
    World,
    killed_at_the_end,
    wait_until,
)

USERS = 60
LATENCY = 200  # milliseconds; of a run that has to be met in the middle


def run_entries(world, run):
    return world.run('log', 'show', run['id'], '--json').json()['entries']


class Undo(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.addClassCleanup(cls.world.remove)
        cls.simulator = Simulator(users=300)
        cls.addClassCleanup(cls.simulator.stop)
        cls.world.add(cls.simulator)
        cls.people = [
            account_id
            for account_id, user in sorted(cls.simulator.users().items())
            if user['active'] and user['accountType'] == 'atlassian'
        ][:USERS]
        cls.users = cls.world.path('users')
        cls.users.write_text('\n'.join(cls.people) + '\n')

    def setUp(self):
        """Each test has a group of its own, of which some are members already."""
        self.name = self.id().rpartition('.')[2].replace('_', '-')
        self.group = self.simulator.create_group(self.name, self.people[:5])
        self.assertEqual(self.world.run('refresh', 'Acme').status, DONE)
        self.before = self.members()
        self.file = self.world.path(f'{self.name}.umplan')

    def members(self):
        return self.simulator.members(self.name)

    def run_file(self):
        result = self.world.run('run', self.file, '--json', '--confirm', 'none')
        self.assertEqual(result.status, REFUSED, result)
        option = result.err.split('“')[1].split('”')[0].replace('"', '').split(' ', 1)
        result = self.world.run('run', self.file, '--json', *option)
        self.assertEqual(result.status, DONE, result)
        return result.json()

    def add_all(self):
        self.assertEqual(self.plan_add().status, DONE)
        return self.run_file()

    def plan_add(self):
        return self.world.run(
            'plan', 'Acme', 'add-to-groups', '--users', self.users, '--group', self.name,
            '-o', self.file,
        )  # fmt: skip

    def make(self, command, run, *arguments):
        result = self.world.run(command, run['id'][:8], *arguments, '--json', '-o', self.file)
        self.assertEqual(result.status, DONE, result)
        return result.json()

    def test_there_and_back(self):
        run = self.add_all()
        self.assertEqual(run['counts']['done'], USERS - 5)
        plan = self.make('undo', run, '--reason', 'by mistake')
        self.assertEqual((plan['touched'], plan['skipped']), (USERS - 5, 0))
        self.assertEqual(plan['users'][0]['chain'][0]['step'], 'group.remove')
        saved = json.loads(self.file.read_text())
        self.assertEqual(saved['actions'], [{'key': 'undo', 'inputs': {'run': [run['id']]}}])
        self.assertEqual(saved['reason'], 'by mistake')
        undone = self.run_file()
        self.assertEqual(undone['of'], run['id'])
        self.assertEqual(undone['action'], 'undo')
        self.assertEqual(self.members(), self.before)
        # Once more there is nothing to do, and an undo is undone as any other run.
        self.assertEqual(self.make('undo', run)['touched'], 0)
        self.make('undo', undone)
        self.run_file()
        self.assertEqual(self.members(), set(self.people))
        told = self.world.run('log', 'show', run['id'])
        self.assertIn('Undone by the run of', told.out)
        self.assertIn('Can be undone.', told.out)
        self.assertIn('Undoes the run of', self.world.run('log', 'show', undone['id']).out)
        shown = self.world.run('undo', run['id'])
        self.assertIn('Undo “Add to Groups” of', shown.out)
        listed = self.world.run('log', 'list', '--action', 'undo', '--json').json()
        self.assertIn(undone['id'], [run['id'] for run in listed])

    def test_part(self):
        run = self.add_all()
        done = [entry for entry in run['entries'] if entry['state'] == 'done']
        numbers = [entry['n'] for entry in done[3:9]]
        plan = self.make('undo', run, '--entries', f'{numbers[0]},{numbers[1]}-{numbers[-1]}')
        undone = {entry['account_id'] for entry in run['entries'] if entry['n'] in numbers}
        self.assertEqual({user['account_id'] for user in plan['users']}, undone)
        self.run_file()
        self.assertEqual(self.members(), set(self.people) - undone)
        other = self.world.run('undo', run['id'], '--entries', '100000')
        self.assertEqual(other.status, WRONG_USE, other)
        self.assertIn('has no entry “100000”', other.err)

    def test_changed_by_others(self):
        """Who has left the group since is as before already; nobody is put out of it twice."""
        run = self.add_all()
        left = self.people[7]
        self.make('undo', run)
        self.simulator.leave(self.group, left)
        self.simulator.reset_stats()
        undone = self.run_file()
        states = {entry['account_id']: entry['state'] for entry in undone['entries']}
        self.assertEqual(states.pop(left), 'skipped')
        self.assertEqual(set(states.values()), {'done'})
        self.assertEqual(self.members(), self.before)
        self.assertEqual(self.simulator.stats()['effects'], USERS - 6)

    def test_killed(self):
        """A run that was killed is undone as far as it came, and whole after it was resumed; so
        is an undo that was killed itself."""
        self.assertEqual(self.plan_add().status, DONE)
        run = self.kill('--confirm', str(USERS - 5))
        early = self.world.run('retry', run['id'])
        self.assertEqual(early.status, WRONG_USE, early)
        self.assertIn('isn’t over yet', early.err)
        self.assertEqual(self.world.run('resume', run['id']).status, DONE)
        self.assertEqual(self.members(), set(self.people))
        plan = self.make('undo', run)
        killed = self.kill('--confirm', plan['confirm'])
        self.assertEqual(killed['of'], run['id'])
        self.assertEqual(self.world.run('resume', killed['id']).status, DONE)
        self.assertEqual(self.members(), self.before)

    def test_undone_before_its_end(self):
        """What was undone isn't gone on with, whatever is left of it."""
        self.assertEqual(self.plan_add().status, DONE)
        run = self.kill('--confirm', str(USERS - 5))
        # Of what was on its way when it was killed it isn't known whether it was done.
        sent = {e['account_id'] for e in run_entries(self.world, run) if e['state'] == 'sent'}
        plan = self.make('undo', run)
        unknown = {u['account_id'] for u in plan['users'] if u['skip'] == 'outcome-unknown'}
        self.assertEqual(unknown, sent)
        self.run_file()
        left = self.members()
        self.assertLessEqual(left - self.before, sent)
        self.simulator.reset_stats()
        resumed = self.world.run('resume', run['id'])
        self.assertEqual(resumed.status, WRONG_USE, resumed)
        self.assertIn('was undone; it can’t be continued.', resumed.err)
        self.assertEqual(self.members(), left)
        self.assertEqual(self.simulator.stats()['effects'], 0)

    def kill(self, *confirm):
        """Kills a run of the saved plan in the middle, which lasts so long that it is met there."""
        self.simulator.set(latency=LATENCY)
        self.addCleanup(self.simulator.set, latency=0)
        self.simulator.reset_stats()
        with killed_at_the_end(self.world.start('run', self.file, *confirm)) as process:
            wait_until(
                lambda: self.simulator.stats()['effects'] > 20 or process.poll() is not None,
                what='effects',
            )
            process.send_signal(signal.SIGKILL)
            self.world.finish(process)
        self.simulator.set(latency=0)
        run = self.world.run('log', 'list', '--json').json()[0]
        self.assertEqual(run['state'], 'interrupted')
        return run

    def test_retry(self):
        """What failed because a group was gone fails again as long as it is; only who failed is in
        the plan, and the source tells that the group is gone once it was read."""
        other = f'{self.name}-other'
        other_id = self.simulator.create_group(other)
        self.assertEqual(self.world.run('refresh', 'Acme').status, DONE)
        result = self.world.run(
            'plan', 'Acme', 'add-to-groups', '--users', self.users, '--group', self.name,
            '--group', other, '-o', self.file,
        )  # fmt: skip
        self.assertEqual(result.status, DONE, result)
        self.simulator.set(latency=LATENCY)
        self.addCleanup(self.simulator.set, latency=0)
        self.simulator.reset_stats()
        with killed_at_the_end(self.world.start('run', self.file, '--confirm', USERS)) as process:
            wait_until(lambda: self.simulator.stats()['effects'] > 20, what='effects')
            self.simulator.delete_group(other_id)
            self.simulator.set(latency=0)
            self.assertEqual(self.world.finish(process).status, 1)
        run = self.world.run('log', 'list', '--json').json()[0]
        self.assertGreater(run['counts']['failed'], 0)
        failed = {e['account_id'] for e in run_entries(self.world, run) if e['state'] == 'failed'}
        plan = self.make('retry', run)
        self.assertEqual({user['account_id'] for user in plan['users']}, failed)
        told = self.world.run('retry', run['id']).out
        self.assertIn('Does again what failed in the run of', told)
        refused = self.world.run('run', self.file, '--confirm', plan['confirm'] or 'x', '--yes')
        self.assertEqual(refused.status, REFUSED, refused)
        self.assertEqual(self.world.run('refresh', 'Acme').status, DONE)
        plan = self.make('retry', run)
        self.assertEqual(plan['touched'], 0)
        self.assertEqual({user['skip'] for user in plan['users']}, {'group-gone'})

    def test_refused(self):
        plan = self.world.run('plan', 'Acme', 'undo', '--users', self.users)
        self.assertEqual(plan.status, WRONG_USE, plan)
        self.assertIn('There is no action “undo”', plan.err)
        self.plan_add()
        dry = self.world.run('run', self.file, '--dry-run', '--json').json()
        for command in ('undo', 'retry'):
            result = self.world.run(command, dry['id'])
            self.assertEqual(result.status, WRONG_USE, result)
            self.assertIn('was a dry run', result.err)
        run = self.add_all()
        result = self.world.run('retry', run['id'])
        self.assertEqual(result.status, WRONG_USE, result)
        self.assertIn('nothing has failed', result.err)
        # A plan of a run that isn't in this log, and one that names it wrongly.
        self.make('undo', run)
        text = self.file.read_text()
        self.file.write_text(text.replace(run['id'], '0' * 8 + run['id'][8:]))
        result = self.world.run('run', self.file, '--yes')
        self.assertIn('isn’t in this run log', result.err)
        self.file.write_text(text.replace('"run"', '"entries"'))
        result = self.world.run('run', self.file, '--yes')
        self.assertIn('“actions.inputs.run”', result.err)
        self.assertEqual(self.members(), set(self.people))


if __name__ == '__main__':
    tap.main()
