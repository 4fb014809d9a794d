#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Changing the directory in the real window, by the keys: to which directory, with which group, and
what the plan says of it."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from window import CHECK, WindowTest, uia  # noqa: E402

import tap  # noqa: E402

FILTER = 'directory:Acme managed:no status:active'


class ChangeDirectory(WindowTest):
    users = 150

    def setUp(self):
        super().setUp()
        self.connect_organisation()
        self.chosen = self.world.run('users', 'Org', '--filter', FILTER, '--json').json()
        self.start()

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

    def test_change(self):
        window = self.window
        self.select_users()
        window.tab_to('Change Directory')
        uia.key('space')
        window.label('Change to')
        uia.key('Down')
        uia.key('space')
        window.label('Groups there that everybody gets, too (optional)')
        window.tab_to(re.compile('^Acme – '), CHECK)
        uia.key('space')
        window.tab_to(re.compile('^Brightwater – '), CHECK)
        uia.key('Tab')
        uia.type_('contractors')
        uia.key('Return')
        window.button('Don’t choose contractors')
        self.show('form')
        window.click('Review Plan')
        headline = r'Change (\d+) users? to the directory Acme Contractors\.$'
        number = window.label(re.compile(headline)).name.split()[1]
        window.label(re.compile('Lost are groups that don’t exist there'))
        self.show('plan')
        before = self.truth()
        window.click(re.compile(f'^Change {number} Users?…$'))
        uia.type_(f'change-directory {number}')
        window.click(re.compile(f'^Change {number} Users?$'))
        window.label('Change Directory: Finished')
        after = self.truth()
        changed = [after[user] for user in before if before[user] != after[user]]
        self.assertEqual(len(changed), int(number))

    def truth(self):
        state = self.simulator.get('/_simulator/state')
        return {user['accountId']: user for user in state['users']}


if __name__ == '__main__':
    tap.main()
