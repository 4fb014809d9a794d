#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Undo Run and Retry Failed in the window: from the end of a run and from its log to the plan that
is made of it, for all of it or for the results that are ticked; each log names the other run."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from window import CHECK, WindowTest, uia  # noqa: E402

import tap  # noqa: E402

GROUP = 'undo-team'


class Undo(WindowTest):
    users = 200

    def setUp(self):
        super().setUp()
        self.simulator.create_group(GROUP)
        self.connect()
        self.people = [
            account_id
            for account_id, user in sorted(self.simulator.users().items())
            if user['active'] and user['accountType'] == 'atlassian'
        ][:3]

    def add(self):
        """Opens the window and adds three people to the group; the window at the run's end."""
        window = self.start()
        window.page(3, 'Bulk User Actions')
        window.label('200 of 200 users')
        uia.key('ctrl+f')
        uia.type_('id:' + ','.join(self.people))
        window.label('3 of 200 users')
        window.click('Select All Matching')
        window.click('Confirm Selection')
        window.click('Add to Groups')
        window.search(GROUP)
        window.in_table('Groups', CHECK, GROUP).click()
        window.click('Review Plan')
        window.click('Add 3 Users…')
        window.click('Add 3 Users')
        window.label('Add to Groups: Finished')
        self.assertEqual(self.simulator.members(GROUP), set(self.people))
        return window

    def undo(self, window, n):
        users = '1 user' if n == 1 else f'{n} users'
        window.label(re.compile(rf'^Undo “Add to Groups” of .* for {users}\.$'))
        self.show(f'plan-{n}')
        button = 'Undo for 1 User' if n == 1 else f'Undo for {n} Users'
        window.click(f'{button}…')
        window.click(button)
        window.label('Undo: Finished')
        window.label(re.compile('^Undoes the run of '))

    def test_whole(self):
        window = self.add()
        window.label(re.compile(r'^Can be undone\.$'))
        self.show('end')
        window.click('Undo Run…')
        self.undo(window, 3)
        self.assertEqual(self.simulator.members(GROUP), set())
        # Each log names the other run.
        window.click('View Latest Run Log')
        window.label(re.compile('^Undoes the run of .* Can be undone\\.$'))
        window.click('Undo Run…')
        window.label(re.compile(r'^Undo “Undo” of .* for 3 users\.$'))

    def test_part(self):
        window = self.add()
        window.click('View Latest Run Log')
        window.label(re.compile('^Source: Acme'))
        window.label(re.compile(r'^Can be undone\.$'))
        window.in_table('Results', CHECK, re.compile('.*: Add to undo-team$')).click()
        window.button('Undo 1 Selected…')
        self.show('ticked')
        window.click('Undo 1 Selected…')
        self.undo(window, 1)
        self.assertEqual(len(self.simulator.members(GROUP)), 2)
        window.click('View Latest Run Log')
        window.label(re.compile('^Undoes the run of '))


if __name__ == '__main__':
    tap.main()
