#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""E-mail addresses of an organisation's accounts on the command line: by a rule and by a table,
there and back; the plan file needs no table; the rows that aren't used are told."""

import csv
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))

import tap  # noqa: E402
from world import DONE, WRONG_USE, Simulator, World  # noqa: E402

FILTER = 'managed:yes synced:no status:active email:*@acme.example'


class Emails(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.world = World()
        cls.addClassCleanup(cls.world.remove)
        cls.simulator = Simulator(users=300)
        cls.addClassCleanup(cls.simulator.stop)
        added = cls.world.add_organisation(cls.simulator)
        assert added.status == DONE, added
        cls.world.run('refresh', 'Org')
        cls.file = cls.world.path('emails.umplan')
        cls.table = cls.world.path('emails.csv')

    def truth(self):
        state = self.simulator.get('/_simulator/state')
        return {user['accountId']: user for user in state['users']}

    def plan(self, *arguments):
        self.file.unlink(missing_ok=True)
        command = ['plan', 'Org', 'change-email', *arguments]
        result = self.world.run(*command, '--json', '-o', self.file)
        self.assertEqual(result.status, DONE, result)
        return result.json()

    def carry_out(self, plan):
        """Whom the run changed; nothing but what the plan says may have."""
        wanted = {user['account_id']: user['chain'][0] for user in plan['users']}
        before = self.truth()
        confirm = ['--confirm', plan['confirm']] if plan['confirm'] else ['--yes']
        run = self.world.run('run', self.file, *confirm, '--json')
        self.assertEqual(run.status, DONE, run)
        entries = run.json()['entries']
        done = {entry['account_id'] for entry in entries if entry['state'] == 'done'}
        after = self.truth()
        self.assertEqual({account for account in before if before[account] != after[account]}, done)
        for account in done:
            self.assertEqual(before[account]['email'], wanted[account]['before'])
            self.assertEqual(after[account]['email'], wanted[account]['after'])
            self.assertEqual(wanted[account]['step'], 'email.set')
        return done

    def test_rule_and_back(self):
        before = self.truth()
        plan = self.plan('--email-rule', 'acme.example=old-acme.example', '--filter', FILTER)
        done = self.carry_out(plan)
        self.assertGreater(len(done), 5)
        # What was done is known at once, without reading all again.
        found = self.world.run('users', 'Org', '--filter', 'email:*@old-acme.example', '--json')
        self.assertLessEqual(done, {user['account_id'] for user in found.json()})
        users = self.world.path('users.txt')
        users.write_text('\n'.join(sorted(done)) + '\n')
        back = self.plan('--email-rule', 'old-acme.example=acme.example', '--users', users)
        self.assertEqual(self.carry_out(back), done)
        self.assertEqual(self.truth(), before)

    def test_table(self):
        before = self.truth()
        people = self.world.run('users', 'Org', '--filter', FILTER, '--json').json()[:6]
        with open(self.table, 'w', encoding='utf-16', newline='') as out:
            table = csv.writer(out, delimiter=';')
            table.writerow(['Name', 'E-mail', 'New e-mail'])
            for number, user in enumerate(people):
                new = f'moved-{number}@old-acme.example'
                table.writerow([user['name'], user['email'].upper(), new])
            table.writerow(['Zoe', 'zoe@acme.example', 'zoe@old-acme.example'])
            table.writerow([people[0]['name'], people[0]['email'], 'else@old-acme.example'])
            table.writerow([people[1]['name'], people[1]['email'], 'no address'])
        # Without a filter it is about those of the table.
        plan = self.plan('--emails', self.table)
        self.assertEqual(plan['table']['users'], 5)
        told = [(row['line'], row['why']) for row in plan['table']['not_used']]
        self.assertEqual(
            told, [(2, 'contradicts'), (8, 'not-found'), (9, 'contradicts'), (10, 'unfit')]
        )
        self.assertEqual(
            {user['account_id'] for user in plan['users']},
            {user['account_id'] for user in people[1:]},
        )
        # The file has all that is needed.
        self.table.unlink()
        done = self.carry_out(plan)
        self.assertGreater(len(done), 2)
        with open(self.table, 'w', encoding='utf-8') as out:
            for account in done:
                out.write(f'{account}\t{before[account]["email"]}\n')
        back = self.plan('--emails', self.table, '--filter', 'email:moved-')
        self.assertEqual(back['table']['not_used'], [])
        self.assertEqual(self.carry_out(back), done)
        self.assertEqual(self.truth(), before)

    def test_shown(self):
        self.table.write_text('user,to\nnobody@acme.example,x@acme.example\n', encoding='utf-8')
        result = self.world.run(
            'plan', 'Org', 'change-email', '--filter', FILTER, '--emails', self.table
        )
        self.assertEqual(result.status, DONE, result)
        self.assertIn('Line 2: nobody@acme.example isn’t a user of this source', result.err)
        self.assertIn('1 row not used', result.err)
        self.assertIn('the list says nothing of this user', result.out)
        result = self.world.run(
            'plan', 'Org', 'change-email', '--filter', FILTER,
            '--email-rule', 'acme.example=nordlicht.example',
        )  # fmt: skip
        self.assertIn('→', result.out)
        self.assertIn('whether your organisation has verified nordlicht.example', result.out)

    def test_columns(self):
        person = self.world.run('users', 'Org', '--filter', FILTER, '--json').json()[0]
        self.table.write_text(
            f'a,b,c\n{person["account_id"]},one@acme.example,two@acme.example\n', encoding='utf-8'
        )
        for column in ('c', '3'):
            plan = self.plan('--emails', self.table, '--value-column', column)
            self.assertEqual(plan['users'][0]['chain'][0]['after'], 'two@acme.example')
        result = self.world.run(
            'plan', 'Org', 'change-email', '--emails', self.table, '--value-column', 'd'
        )
        self.assertIn('There is no column “d” in the list.', result.err)

    def test_wrong_use(self):
        self.table.write_text('user,to\nann@x.example,x@acme.example\n', encoding='utf-8')
        for arguments, words in (
            (['change-email'], 'Nothing says which addresses the users get.'),
            (['change-email', '--email-rule', 'acme.example'], '“” isn’t a domain.'),
            (['change-email', '--email-rule', 'a=b.example'], '“a” isn’t a domain.'),
            (
                ['change-email', '--email-rule', 'a.example=b.example', '--emails', self.table],
                'from domains or from a file, not from both',
            ),
            (['suspend', '--emails', self.table], 'No action of the plan changes e-mail'),
        ):
            result = self.world.run('plan', 'Org', *arguments, '--filter', FILTER)
            self.assertEqual(result.status, WRONG_USE, result)
            self.assertIn(words, result.err)


if __name__ == '__main__':
    tap.main()
