#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The user table: its order by the keys alone, and where names begin."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from window import PATIENCE, TEXT, WindowTest, uia  # noqa: E402

import tap  # noqa: E402

# The places of two items of the menu.
COLUMNS, SORT_BY = 3, 4


class UserTable(WindowTest):
    users = 300

    def choose(self, item, place, opening='shift+F10'):
        """What stands so many places down in that item of the menu, which is opened on the table;
        that follows the menu's button by Tab."""
        uia.key('ctrl+f')
        self.window.tab_to('Import, Export, Invite, Columns, Order')
        uia.key('Tab', opening)
        uia.wait(lambda: self.menu_items(), PATIENCE, 'the menu')
        uia.key('Home', *['Down'] * item)
        uia.key('Return')
        uia.key(*['Down'] * place)
        uia.key('Return')

    def menu_items(self):
        return [node for node in self.window.in_front().walk(False) if node.role == 'menu item']

    def headings(self):
        """What stands over the columns that are shown, from left to right."""
        table = self.window.tables('Users')[0]
        found = next(table.all('table row')).all(TEXT, None, lambda node: node.is_seen())
        return [node.name for node in found]

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
        self.assertNotEqual(self.emails(), sorted(self.emails()))
        self.choose(SORT_BY, 2)
        uia.wait(lambda: self.emails() == sorted(self.emails()), PATIENCE, 'the order')
        first = self.emails()
        # Below the ten columns; those that are hidden come last, and so first now.
        self.choose(SORT_BY, 11)
        uia.wait(lambda: self.emails() == [], PATIENCE, 'the order from the last to the first')
        self.show('descending')
        self.choose(SORT_BY, 11)
        uia.wait(lambda: self.emails() == first, PATIENCE, 'the order from the first')
        self.assertEqual(self.window.quit(), 0)

    def test_columns(self):
        """The key that opens menus does so, too, and brings back what was hidden."""
        shown = self.headings()
        self.assertIn('E-mail', shown)
        self.assertNotIn('Directory', shown)
        less = [name for name in shown if name != 'E-mail']
        self.choose(COLUMNS, 1, 'Menu')
        uia.wait(lambda: self.headings() == less, PATIENCE, 'the column to go')
        self.assertEqual(self.emails(), [])
        self.choose(COLUMNS, 1, 'Menu')
        uia.wait(lambda: self.headings() == shown, PATIENCE, 'the column to come back')
        self.choose(COLUMNS, 4)
        uia.wait(lambda: 'Directory' in self.headings(), PATIENCE, 'the hidden column')
        self.show('columns')


if __name__ == '__main__':
    tap.main()
