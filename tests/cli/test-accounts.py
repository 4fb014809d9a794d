#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Access and accounts of an organisation on the command line: suspended and restored, deactivated
with a message and activated, deleted and kept, removed; sessions that are ended, API tokens that
are revoked; the simulated organisation is asked each time what came of it."""

import re
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))

import tap  # noqa: E402
from world import DONE, INTERRUPTED, REFUSED, WRONG_USE, Simulator, World  # noqa: E402

FILTER = 'managed:yes synced:no status:active'


class Accounts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.addClassCleanup(cls.world.remove)
        cls.simulator = Simulator(users=300)
        cls.addClassCleanup(cls.simulator.stop)
        added = cls.world.add_organisation(cls.simulator)
        assert added.status == DONE, added
        cls.world.run('refresh', 'Org')
        cls.owner = cls.simulator.get('/rest/api/3/myself')['accountId']

    def truth(self):
        state = self.simulator.get('/_simulator/state')
        return {user['accountId']: user for user in state['users']}

    def plan(self, *arguments, **options):
        self.file = self.world.path('accounts.umplan')
        self.file.unlink(missing_ok=True)
        result = self.world.run('plan', 'Org', *arguments, '--json', '-o', self.file, **options)
        self.assertEqual(result.status, DONE, result)
        return result.json()

    def run_plan(self, plan):
        confirm = ['--confirm', plan['confirm']] if plan['confirm'] else ['--yes']
        result = self.world.run('run', self.file, *confirm, '--json')
        self.assertEqual(result.status, DONE, result)
        return result.json()

    def carry_out(self, *arguments):
        """Plans and runs; the plan, the run, and the truth before and after."""
        before = self.truth()
        plan = self.plan(*arguments)
        run = self.run_plan(plan)
        return plan, run, before, self.truth()

    def changed(self, before, after):
        return {account for account in before if before[account] != after[account]}

    def done(self, run):
        return {entry['account_id'] for entry in run['entries'] if entry['state'] == 'done'}

    def write_users(self, accounts):
        file = self.world.path('users.txt')
        file.write_text('\n'.join(sorted(accounts)) + '\n')
        return ['--users', file]

    def test_deactivate_and_back(self):
        plan, run, before, after = self.carry_out(
            'deactivate', '--filter', FILTER, '--message', 'See you', '--reason', 'leavers'
        )
        done = self.done(run)
        self.assertGreater(len(done), 5)
        self.assertEqual(self.changed(before, after), done)
        self.assertEqual({after[account]['account'] for account in done}, {'inactive'})
        mine = [user for user in plan['users'] if user['account_id'] == self.owner]
        self.assertEqual([user['skip'] for user in mine], ['yourself'] if mine else [])
        self.assertEqual(plan['users'][0]['chain'][0]['step'], 'account.disable')
        # One of them went first, and nothing else had changed.
        notes = [note for entry in run['entries'] for note in entry['notes']]
        self.assertEqual([note['note'] for note in notes], ['as-expected'])
        # Whom Atlassian refuses is skipped, with its reason.
        skipped = [entry for entry in run['entries'] if entry['state'] == 'skipped']
        self.assertTrue(all(entry['http'] in (200, 403, None) for entry in skipped))
        _, back, _, again = self.carry_out('reactivate', *self.write_users(done))
        self.assertEqual(self.done(back), done)
        self.assertEqual(before, again)

    def test_permissions_asked_beforehand(self):
        unasked = self.world.run('plan', 'Org', 'deactivate', '--filter', FILTER)
        self.assertIn('--ask-permissions', unasked.err)
        self.assertNotIn('Atlassian doesn’t allow it', unasked.out)
        plan = self.plan('deactivate', '--filter', FILTER, '--ask-permissions')
        refused = {user['account_id'] for user in plan['users'] if user['skip'] == 'refused'}
        self.assertTrue(refused)
        # The number that is confirmed is that of those who are left, and the file keeps them out.
        before = self.truth()
        run = self.run_plan(plan)
        done = self.done(run)
        self.assertEqual(len(done), plan['touched'])
        out = {entry['account_id'] for entry in run['entries'] if entry['state'] == 'skipped'}
        self.assertLessEqual(refused, out)
        # Nothing is asked about access to a directory.
        suspend = self.world.run('plan', 'Org', 'suspend', '--filter', FILTER)
        self.assertNotIn('--ask-permissions', suspend.err)
        self.carry_out('reactivate', *self.write_users(done))
        self.assertEqual(before, self.truth())

    def test_suspend_and_back(self):
        directory = self.world.run('users', 'Org', '--json').json()[0]['directories'][0]
        plan, run, before, after = self.carry_out(
            'suspend', '--filter', FILTER, '--directory', directory
        )
        done = self.done(run)
        self.assertGreater(len(done), 5)
        self.assertEqual(self.changed(before, after), done)
        step = next(user for user in plan['users'] if user['account_id'] in done)['chain'][0]
        self.assertEqual((step['before'], step['after']), ('active', 'suspended'))
        self.assertTrue(step['place'])
        listed = self.world.run('users', 'Org', '--filter', 'status:suspended', '--json').json()
        only = {a for a in done if len(before[a]['directories']) == 1}
        self.assertLessEqual(only, {user['account_id'] for user in listed})
        _, back, _, again = self.carry_out(
            'restore', *self.write_users(done), '--directory', directory
        )
        self.assertEqual(self.done(back), done)
        self.assertEqual(before, again)

    def test_delete_and_keep(self):
        chosen = sorted(user['account_id'] for user in self.list_users())[:3]
        users = self.write_users(chosen)
        plan = self.plan('delete-account', *users)
        touched = [user['account_id'] for user in plan['users'] if user['skip'] is None]
        self.assertEqual(plan['risk'], 'irreversible')
        self.assertEqual(plan['confirm'], f'delete-account {len(touched)}')
        self.assertEqual(self.world.run('run', self.file, '--yes').status, REFUSED)
        shown = self.world.run('plan', 'Org', 'delete-account', *users).out
        self.assertIn('Can be undone for 14 days.', shown)
        before = self.truth()
        done = self.done(self.run_plan(plan))
        after = self.truth()
        self.assertEqual(self.changed(before, after), done)
        self.assertEqual({after[account]['account'] for account in done}, {'for_deletion'})
        self.carry_out('cancel-deletion', *self.write_users(done))
        self.assertEqual(self.truth(), before)

    def test_end_sessions(self):
        plan, run, before, after = self.carry_out('end-sessions', *self.write_users(self.some(12)))
        self.assertEqual(plan['risk'], 'small')
        steps = [step['step'] for step in plan['users'][0]['chain']]
        self.assertEqual(steps, ['account.disable', 'account.enable'])
        self.assertEqual(run['counts']['done'], 2 * run['users']['done'])
        self.assertGreater(run['users']['done'], 5)
        self.assertEqual(before, after)
        shown = self.world.run('plan', 'Org', 'end-sessions', *self.write_users(self.some(2))).out
        self.assertIn('passwords stay as they are. There is nothing to undo.', shown)

    def test_revoke_tokens(self):
        chosen = self.some(150)
        tokens = {account: user['tokens'] for account, user in self.truth().items()}
        plan = self.plan('revoke-tokens', *self.write_users(chosen))
        touched = [user for user in plan['users'] if user['skip'] is None]
        self.assertGreater(len(touched), 3)
        self.assertEqual(plan['confirm'], f'revoke-tokens {len(touched)}')
        # Of whom Atlassian doesn't tell them it says so when it is their turn.
        known = [user for user in touched if user['chain'][0]['before'] is not None]
        self.assertGreater(len(known), 3)
        for user in known:
            count = bin(tokens[user['account_id']]).count('1')
            self.assertRegex(user['chain'][0]['before'], f'^{count}: .+')
        rest = {user['skip'] for user in plan['users'] if user['skip'] is not None}
        self.assertEqual(rest, {'already-so'})
        before = self.truth()
        run = self.run_plan(plan)
        done = self.done(run)
        after = self.truth()
        self.assertEqual(done, {user['account_id'] for user in known})
        self.assertEqual(self.changed(before, after), done)
        self.assertEqual({after[account]['tokens'] for account in done}, {0})
        self.assertEqual({entry['state'] for entry in run['entries']}, {'done', 'skipped'})

    def test_several_actions(self):
        groups = self.world.run('groups', 'Org', '--json').json()
        group = next(g for g in groups if not g['synced'] and not g['admin'] and g['members'] > 20)
        command = ['plan', 'Org', 'remove-from-groups', 'deactivate', '--group', group['id']]
        shown = self.world.run(*command, '--filter', FILTER).out
        self.assertRegex(
            shown,
            rf'^Remove \d+ users? from {re.escape(group["name"])}\.'
            r' Deactivate the accounts of \d+ users\. ',
        )

    def some(self, n):
        return sorted(user['account_id'] for user in self.list_users())[:n]

    def list_users(self):
        # Those that other tests don't look at together: they come back as they were.
        users = self.world.run('users', 'Org', '--filter', FILTER, '--json').json()
        return [user for user in users if user['account_id'] != self.owner]

    def test_wrong_use(self):
        for arguments, words in (
            (['suspend', '--message', 'x'], 'No action of the plan takes --message.'),
            (['deactivate', '--directory', 'x'], 'No action of the plan takes --directory.'),
        ):
            result = self.world.run('plan', 'Org', *arguments, '--filter', FILTER)
            self.assertEqual(result.status, WRONG_USE, result)
            self.assertIn(words, result.err)
        result = self.world.run('plan', 'Org', 'suspend', '--directory', 'Tea', '--filter', FILTER)
        self.assertEqual(result.status, WRONG_USE, result)
        self.assertIn('There is no directory “Tea”.', result.err)


class Outside(unittest.TestCase):
    """Managed accounts that are in no directory, and an owner whom nobody knows."""

    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.remove)
        self.simulator = Simulator(users=300)
        self.addCleanup(self.simulator.stop)
        info = self.simulator.info
        self.command = ['source', 'add', 'Org', '--type', 'access', '--api-url', info['api_url']]

    def test_no_access(self):
        self.world.add_organisation(self.simulator)
        self.world.run('refresh', 'Org')
        state = self.simulator.get('/_simulator/state')['users']
        outside = {u['accountId'] for u in state if u['managed'] and u['status'] == 'not_invited'}
        self.assertGreater(len(outside), 0)
        users = self.world.run('users', 'Org', '--filter', 'status:no-access', '--json').json()
        self.assertEqual({user['account_id'] for user in users}, outside)
        self.assertTrue(all(user['directories'] == [] for user in users))
        self.assertTrue(all(user['managed'] for user in users))
        file = self.world.path('outside.umplan')
        command = ['plan', 'Org', '--filter', 'status:no-access', '--json']
        suspended = self.world.run(*command, 'suspend')
        self.assertEqual(suspended.json()['touched'], 0)
        skips = {user['skip'] for user in suspended.json()['users']}
        self.assertEqual(skips, {'not-in-directory'})
        plan = self.world.run(*command, 'deactivate', '-o', file).json()
        self.assertEqual(plan['touched'], len(outside))
        confirm = ['--confirm', plan['confirm']] if plan['confirm'] else ['--yes']
        run = self.world.run('run', file, *confirm, '--json')
        self.assertEqual(run.status, DONE, run)
        after = {u['accountId']: u for u in self.simulator.get('/_simulator/state')['users']}
        self.assertEqual({after[account]['account'] for account in outside}, {'inactive'})

    def test_wrong_owner(self):
        sentence = 'No account with the address me@nowhere.example was found.'
        key = self.simulator.info['org_key'] + '\n'
        added = self.world.run(*self.command, '--owner', 'me@nowhere.example', text=key)
        self.assertEqual(added.status, DONE, added)
        self.assertIn(sentence, added.out)
        self.assertIn(sentence, added.err)
        checked = self.world.run('source', 'check', 'Org')
        self.assertIn(sentence, checked.out)
        right = self.world.run(*self.command[:2], 'Mine', *self.command[3:], text=key)
        self.assertNotIn('No account', right.out + right.err)


class First(unittest.TestCase):
    """What nobody has seen a deactivation do is found with one user."""

    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.remove)
        self.simulator = Simulator(users=200, fault='lose-group=1')
        self.addCleanup(self.simulator.stop)
        self.world.add_organisation(self.simulator)
        self.world.run('refresh', 'Org')

    def plan(self, *filters):
        file = self.world.path('first.umplan')
        command = ['plan', 'Org', 'deactivate', '--filter', FILTER, '-o', file, '--json']
        plan = self.world.run(*command)
        self.assertEqual(plan.status, DONE, plan)
        confirm = plan.json()['confirm']
        return [file, *(['--confirm', confirm] if confirm else ['--yes'])]

    def effects(self):
        return self.simulator.get('/_simulator/stats')['effects']

    def notes(self, run):
        return [(e['name'], n) for e in run['entries'] for n in e['notes']]

    def test_stops_and_goes_on(self):
        stopped = self.world.run('run', *self.plan(), '--json')
        self.assertEqual(stopped.status, INTERRUPTED, stopped)
        self.assertEqual(self.effects(), 1)
        run = stopped.json()
        self.assertEqual((run['state'], run['users']['done']), ('paused', 1))
        ((name, note),) = self.notes(run)
        self.assertEqual(note['note'], 'also-changed')
        group = note['found'].removeprefix('group-left\t')
        self.assertIn(
            f'isn’t as expected: {name}: no longer in the group “{group}”. Nobody else was',
            stopped.err,
        )
        self.assertIn(f'user-management-cli resume {run["id"]}', stopped.err)
        resumed = self.world.run('resume', run['id'], '--json')
        self.assertEqual(resumed.status, DONE, resumed)
        self.assertEqual(resumed.json()['state'], 'finished')
        self.assertEqual(self.effects(), resumed.json()['users']['done'])
        self.assertGreater(self.effects(), 5)
        logged = self.world.run('log', 'show', run['id'], '--json').json()
        self.assertEqual(self.notes(logged), [(name, note)])

    def test_of_one_is_noted(self):
        done = self.world.run('run', *self.plan(), '--first', '1', '--json')
        self.assertEqual(done.status, DONE, done)
        ((_, note),) = self.notes(done.json())
        self.assertEqual(note['note'], 'also-changed')


class Removal(unittest.TestCase):
    """From a site and from a directory: nothing brings somebody back, but the log keeps what he
    had."""

    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.remove)
        self.simulator = Simulator(users=200)
        self.addCleanup(self.simulator.stop)

    def truth(self):
        state = self.simulator.get('/_simulator/state')
        return {user['accountId']: user for user in state['users']}

    def remove_from(self, source, expression):
        """Removes some; the truth before and after, and the entries of the run."""
        file = self.world.path('remove.umplan')
        command = ['plan', source, 'remove-user', '--filter', expression, '-o', file, '--json']
        plan = self.world.run(*command).json()
        self.assertEqual(plan['risk'], 'irreversible')
        before = self.truth()
        run = self.world.run('run', file, '--confirm', plan['confirm'], '--json')
        self.assertEqual(run.status, DONE, run)
        after = self.truth()
        entries = run.json()['entries']
        done = {entry['account_id'] for entry in entries if entry['state'] == 'done'}
        self.assertGreater(len(done), 2)
        self.assertEqual({account for account in before if before[account] != after[account]}, done)
        return plan, done, after

    def test_site(self):
        self.world.add(self.simulator)
        self.world.run('refresh', 'Acme')
        owner = self.simulator.get('/rest/api/3/myself')['accountId']
        group = 'group:contractors OR group:engineering-leads'
        plan, done, after = self.remove_from('Acme', f'({group}) status:active')
        self.assertNotIn(owner, done)
        for account in done:
            self.assertEqual(after[account]['groups'], [])
        # Who isn't there any more needs nothing.
        self.world.run('refresh', 'Acme')
        command = ['plan', 'Acme', 'remove-user', '--filter', 'status:inactive', '--json']
        again = self.world.run(*command).json()
        skips = {user['account_id']: user['skip'] for user in again['users']}
        self.assertEqual({skips[account] for account in done}, {'already-so'})

    def test_directory(self):
        self.world.add_organisation(self.simulator)
        self.world.run('refresh', 'Org')
        plan, done, after = self.remove_from('Org', 'status:suspended')
        skips = {user['account_id']: user['skip'] for user in plan['users']}
        self.assertLessEqual(set(skips.values()), {None, 'several-directories'})
        for account in done:
            self.assertEqual(after[account]['directories'], [])


if __name__ == '__main__':
    tap.main()
