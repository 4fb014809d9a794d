#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How old a plan's data are, in the real window: reading them again makes the plan anew, with who
was held out; where they were read elsewhere, the plan says so and can be brought up to date."""

import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from window import CHECK, WindowTest, uia  # noqa: E402

import tap  # noqa: E402

AGE = re.compile(r'^Data from .*, [^.]*$')
NEWER = re.compile(r'^Data from .*\. The users were read again since then\.$')


class PlanAge(WindowTest):
    users = 120

    def setUp(self):
        super().setUp()
        self.group = self.simulator.create_group('leavers')
        self.connect()
        users = self.world.run('users', 'Acme', '--filter', 'status:active', '--json').json()
        self.people = [user['account_id'] for user in users if user['type'] == 'person'][:8]
        self.start()
        self.show_plan()

    def show_plan(self):
        window = self.window
        window.page(3, 'Bulk User Actions')
        window.label(re.compile(r'^\d+ of \d+ users$'))
        uia.key('ctrl+f')
        uia.type_(' OR '.join(self.people))
        window.label(re.compile('^8 of '))
        window.click('Select All Matching')
        window.click('Confirm Selection')
        window.click('Add to Groups')
        uia.type_('leavers')
        uia.key('Return')
        window.button('Don’t choose leavers')
        window.click('Review Plan')
        self.check_number(8)
        window.label(AGE)
        # One is held out by hand.
        window.in_table('Users of the plan', CHECK, None).click()
        self.check_number(7)

    def check_number(self, number):
        self.window.label(f'Add {number} users to leavers.')

    def join_elsewhere(self):
        """Somebody else puts one in, who isn't the first of the plan."""
        shown = [row[0] for row in self.window.rows('Users of the plan')]
        names = {user['account_id']: user['name'] for user in self.world_users()}
        joined = next(user for user in self.people if names[user] != shown[0])
        self.simulator.join(self.group, joined)
        return joined

    def world_users(self):
        return self.world.run('users', 'Acme', '--json').json()

    def test_refreshed_here(self):
        """With the key, and with the button beside the age."""
        window = self.window
        joined = self.join_elsewhere()
        uia.key('F5')
        self.check_number(6)
        window.label(AGE)
        self.show('renewed')
        window.button('Skipped 2')
        self.simulator.leave(self.group, joined)
        # When something was read is kept in seconds.
        now = int(time.time())
        uia.wait(lambda: int(time.time()) > now, what='the next second')
        window.click('Refresh')
        self.check_number(7)
        # He is taken in again.
        window.in_table('Users of the plan', CHECK, None).click()
        self.check_number(8)

    def test_refreshed_elsewhere(self):
        """The plan stands as it was looked at, until somebody wants the newer one."""
        window = self.window
        self.join_elsewhere()
        window.page(2, 'Sources')
        uia.key('F5')
        window.label(re.compile('users · just now$'))
        window.page(3, 'Bulk User Actions')
        window.label(NEWER)
        self.check_number(7)
        self.show('newer')
        window.click('Update Plan')
        self.check_number(6)
        window.label(AGE)


if __name__ == '__main__':
    tap.main()
