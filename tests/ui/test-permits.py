#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Atlassian will refuse, asked while a plan is looked at in the real window: the line that
says how far that is, the users who are left out with the reason, and the numbers that follow."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from window import WindowTest, uia  # noqa: E402

import tap  # noqa: E402

FILTER = 'managed:yes synced:no status:active'


class Permits(WindowTest):
    users = 150

    def setUp(self):
        super().setUp()
        self.connect_organisation()
        command = ['plan', 'Org', 'deactivate', '--filter', FILTER, '--json']
        self.unasked = self.world.run(*command).json()
        self.asked = self.world.run(*command, '--ask-permissions').json()
        self.assertLess(self.asked['touched'], self.unasked['touched'])
        self.start()
        window = self.window
        window.page(3, 'Bulk User Actions')
        window.label(re.compile(r'^\d+ of \d+ users$'))
        uia.key('ctrl+f')
        uia.type_(FILTER)
        window.label(re.compile(f'^{len(self.asked["users"])} of '))
        window.click('Select All Matching')
        window.click('Confirm Selection')
        window.tab_to('Deactivate')
        uia.key('space')
        window.click('Review Plan')

    def test_asked(self):
        window = self.window
        window.label(f'Permissions checked: all {self.unasked["touched"]}.')
        number = self.asked['touched']
        window.button(re.compile(f'^Deactivate {number} Users'))
        window.click(f'Skipped {self.asked["skipped"]}')
        refused = next(user for user in self.asked['users'] if user['skip'] == 'refused')
        rows = uia.wait(
            lambda: [row for row in window.rows('Users of the plan') if refused['name'] in row],
            what=refused['name'],
        )
        self.assertRegex(rows[0][-1], '^Atlassian doesn’t allow it: ')
        asked = self.simulator.get('/_simulator/stats')['by_endpoint']
        # The run asks nobody again.
        window.click(f'Deactivate {number} Users…')
        window.dialog(f'Deactivate the accounts of {number} users?')
        uia.type_(str(number))
        window.click(f'Deactivate {number} Users')
        window.label('Deactivate: Finished')
        run = self.latest_run()
        self.assertEqual(run['counts']['done'], number)
        after = self.simulator.get('/_simulator/stats')['by_endpoint']
        manage = [name for name in after if name.endswith('/manage')]
        self.assertEqual([after[name] for name in manage], [asked[name] for name in manage])
        self.assertTrue(manage)


if __name__ == '__main__':
    tap.main()
