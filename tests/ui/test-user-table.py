#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The user table: its order by the keys alone, and where names begin."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from window import PATIENCE, TEXT, WindowTest, uia  # noqa: E402

import tap  # noqa: E402


class UserTable(WindowTest):
    users = 300

    def sort_by(self, place):
        """By what stands so many places down in the last item of the menu, which is opened on the
        table; that follows the menu's button by Tab."""
        uia.key('ctrl+f')
        self.window.tab_to('Import, Export, Invite, Columns, Order')
        uia.key('Tab', 'shift+F10')

        def is_open():
            return any(node.role == 'menu item' for node in self.window.in_front().walk(False))

        uia.wait(is_open, PATIENCE, 'the menu')
        uia.key('Home', *['Down'] * 4)
        uia.key('Return')
        uia.key(*['Down'] * place)
        uia.key('Return')

    def emails(self):
        """Those that are told, in the order of the rows."""
        rows = self.window.rows('Users', 12)
        found = [text for row in rows for text in row if '@' in text]
        return [email.lower() for email in found]

    def setUp(self):
        super().setUp()
        self.connect()
        window = self.start()
        window.page(3, 'Bulk User Actions')
        window.label(re.compile('^300 of 300 users'))

    def test_right_to_left(self):
        """A name that is written so begins where all names of the column do."""
        found = self.world.run('users', 'Acme', '--json').json()
        user = next(user for user in found if re.match('[\u0590-\u06ff]', user['name']))
        name = f'\u200e\u2068{user["name"]}\u2069'
        self.window.search(user['account_id'])
        self.window.label('1 of 300 users')
        self.window.in_table('Users', TEXT, name)
        self.show('right-to-left')

    def test_by_keys(self):
        window = self.window
        self.assertNotEqual(self.emails(), sorted(self.emails()))
        self.sort_by(2)
        uia.wait(lambda: self.emails() == sorted(self.emails()), PATIENCE, 'the order')


if __name__ == '__main__':
    tap.main()
