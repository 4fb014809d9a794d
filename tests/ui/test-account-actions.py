#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Actions on the access of an organisation's users in the real window, chosen by the keys: the
directories that are asked for, what the plan says, and what was done at last."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from window import CHECK, TEXT, WindowTest, uia  # noqa: E402

import tap  # noqa: E402

FILTER = 'managed:yes synced:no status:active'


class AccountActions(WindowTest):
    users = 150

    def setUp(self):
        super().setUp()
        self.connect_organisation()
        self.chosen = self.world.run('users', 'Org', '--filter', FILTER, '--json').json()
        self.start()
        self.select_users()

    def select_users(self):
        window = self.window
        window.page(3, 'Bulk User Actions')
        window.label(re.compile(r'^\d+ of \d+ users$'))
        uia.key('ctrl+f')
        uia.type_(FILTER)
        window.label(re.compile(f'^{len(self.chosen)} of '))
        window.click('Select All Matching')
        window.label(re.compile(f'{len(self.chosen)} selected$'))
        window.click('Confirm Selection')
        window.label(f'What should be done to {len(self.chosen)} users?')

    def truth(self):
        state = self.simulator.get('/_simulator/state')
        return {user['accountId']: user for user in state['users']}

    def choose(self, name):
        """A card, by the keys: the page is longer than the window."""
        self.window.tab_to(name)
        uia.key('space')

    def carry_out(self, action, headline, verb):
        """Reviews the plan, types the number that it asks for, and waits for the end. Returns how
        those who were changed are then."""
        window = self.window
        window.click('Review Plan')
        plan = window.label(re.compile(headline.format(number=r'\d+') + r'\.$'))
        number = re.search(r'\d+', plan.name).group()
        before = self.truth()
        self.try_out(action, plan.name)
        self.assertEqual(self.truth(), before)
        window.click(f'{verb} {number} Users…')
        window.dialog(headline.format(number=number) + '?')
        uia.type_(number)
        window.click(f'{verb} {number} Users')
        window.label(f'{action}: Finished')
        self.check_nothing_chosen()
        run = self.latest_run()
        after = self.truth()
        done = {entry['account_id'] for entry in run['entries'] if entry['state'] == 'done'}
        self.assertTrue(done)
        self.assertEqual({user for user in before if before[user] != after[user]}, done)
        return [after[user] for user in done]

    def check_products(self):
        """What groups grant is told by the names of the products."""
        window = self.window
        self.choose('Add to Groups')
        window.in_table('Groups', TEXT, 'Confluence (acme)')
        notes = ' '.join(row[-1] for row in window.rows('Groups', 20))
        self.assertNotIn('ari:', notes)
        window.click('Add to Groups')

    def check_nothing_chosen(self):
        """What was done isn't still chosen, out of sight, when something else is."""
        window = self.window
        window.click('Select Other Users')
        window.click('Confirm Selection')
        window.label(re.compile('^What should be done to '))
        window.insensitive('Review Plan')

    def try_out(self, action, headline):
        """A dry run says that it is one, and leads back to the plan that it tried."""
        window = self.window
        window.click('Dry Run')
        window.label(f'{action} (dry run): Finished')
        window.in_table('Results', TEXT, 'Would be done')
        window.button(re.compile('^Would be done [1-9]'))
        window.click('Back')
        window.label(headline)

    def test_suspend(self):
        window = self.window
        self.check_products()
        self.choose('Suspend Access')
        window.find('status bar', 'Suspend Access')
        name = re.compile('^Acme – ')
        window.tab_to(name, CHECK)
        uia.key('space')
        window.find(CHECK, name, lambda node: node.has('checked'))
        window.label(re.compile('^Without a choice, the only directory'))
        users = self.carry_out(
            'Suspend Access', 'Suspend the access of {number} users to Acme', 'Suspend'
        )
        self.assertEqual({len(user['suspended']) for user in users}, {1})

    def test_first_user(self):
        """More changes than was planned: the run stops after one, says what, and goes on only when
        it is told to."""
        window = self.window
        self.simulator.set(fault={'lose-group': 1})
        self.choose('Deactivate')
        window.click('Review Plan')
        window.label(re.compile(r'^Permissions checked: all \d+\.$'))
        plan = window.label(re.compile(r'^Deactivate the accounts of \d+ users\.$'))
        number = re.search(r'\d+', plan.name).group()
        before = self.simulator.get('/_simulator/stats')['effects']
        window.click(f'Deactivate {number} Users…')
        uia.type_(number)
        window.click(f'Deactivate {number} Users')
        window.label(
            re.compile(
                'isn’t as expected: .+: no longer in the group “.+”. Nobody else was changed. '
                'Look at the user; then resume the run, or cancel it.$'
            )
        )
        self.show('stopped')
        self.assertEqual(self.simulator.get('/_simulator/stats')['effects'], before + 1)
        window.click('Resume')
        window.label('Deactivate: Finished')
        run = self.latest_run()
        self.assertEqual(run['users']['pending'], 0)
        notes = [note['note'] for entry in run['entries'] for note in entry['notes']]
        self.assertEqual(notes, ['also-changed'])


if __name__ == '__main__':
    tap.main()
