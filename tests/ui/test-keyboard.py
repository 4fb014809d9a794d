#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job without a mouse: by Tab, shortcuts and the underlined letters of buttons."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from window import CHECK, ENTRY, PATIENCE, WindowTest, uia  # noqa: E402

import tap  # noqa: E402

class Keyboard(WindowTest):
    users = 200

    def setUp(self):
        super().setUp()
        self.group = self.simulator.create_group('qa-team')

    def press(self, name):
        self.window.tab_to(name)
        uia.key('Return')

    def type_in(self, name, text):
        self.window.tab_to(name, ENTRY)
        uia.key('ctrl+a')
        uia.type_(text)

    def test_main_job(self):
        window = self.start()
        window.label('Change Many Users, Safely')
        self.add_source()
        self.select()
        self.act()
        self.look_at_the_log()
        self.assertEqual(window.quit(), 0)

    def add_source(self):
        window = self.window
        uia.key('ctrl+n')
        window.label('Source Name')
        self.type_in('Source Name', 'Acme')
        self.type_in('Jira URL', self.simulator.jira_url)
        self.type_in('User Email', self.simulator.email)
        self.type_in('API Key', self.simulator.jira_token)
        uia.key('Return')
        window.label(re.compile('^Connected as '))
        self.press('Save')
        window.wait_for_no_dialog()
        window.label('200 users · just now')

    def select(self):
        window = self.window
        uia.key('alt+3')
        window.label('200 of 200 users')
        uia.key('ctrl+f')
        uia.type_('status:active type:person group:site-admins')
        admins = self.simulator.members('site-admins')
        window.label(f'{len(admins)} of 200 users')
        self.people = admins
        uia.key('alt+a')
        window.label(f'{len(admins)} of 200 users · {len(admins)} selected')
        uia.key('alt+c')

    def act(self):
        window = self.window
        n_users = len(self.people)
        window.label(f'What should be done to {n_users} users?')
        self.press('Add to Groups')
        window.tab_to(None, ('entry', 'text'))
        uia.type_('qa-')
        group = window.in_table('Groups', CHECK, 'qa-team')
        window.tab_until(lambda: group.has('focused'), 'the group')
        uia.key('space')
        window.button('Don’t choose qa-team')
        self.press('Review Plan')
        window.label(f'Add {n_users} users to qa-team.')
        self.press(f'Add {n_users} Users…')
        window.dialog(f'Add {n_users} users to qa-team?')
        self.press(f'Add {n_users} Users')
        window.label('Add to Groups: Finished')
        self.assertEqual(self.simulator.members(self.group), self.people)

    def look_at_the_log(self):
        window = self.window
        self.press('View Latest Run Log')
        window.label(re.compile('^Source: Acme'))
        uia.key('alt+Left')
        rows = window.rows('Runs')
        self.assertEqual(len(rows), 1)
        self.assertIn('Add to Groups', rows[0])

    def tick_range(self):
        """Shift with a check box: what the one ticked before is, all up to this one are."""
        boxes = [box for table in self.window.tables('Users') for box in table.all(CHECK)][:5]
        uia.xdo('keydown', 'shift')
        boxes[4].click()
        uia.xdo('keyup', 'shift')
        self.window.label('200 of 200 users · 5 selected')
        self.assertEqual([box.has('checked') for box in boxes], [True] * 5)
        boxes[2].click()
        self.window.label('200 of 200 users · 4 selected')
        uia.xdo('keydown', 'shift')
        boxes[3].click()
        uia.xdo('keyup', 'shift')
        self.window.label('200 of 200 users · 3 selected')

    def show_selected(self):
        """What is said of the filter is true while the selected are shown, and who sets another one
        sees whom it finds."""
        window = self.window
        window.search('nobody-is-called-so')
        window.label('0 of 200 users · 3 selected · 3 of them hidden by filters')
        window.click('Show Selected')
        window.label('3 of 200 users · 3 selected · 3 of them not found by the filters')
        window.insensitive('Select All Matching')
        window.search('')
        window.label('200 of 200 users · 3 selected')
        window.button('Select All Matching')

    def test_selection(self):
        """What the shortcuts window says of lists, and of itself."""
        self.connect()
        window = self.start()
        window.page(3, 'Bulk User Actions')
        window.label('200 of 200 users')
        window.in_table('Users', CHECK, re.compile('.')).click()
        window.label('200 of 200 users · 1 selected')
        self.tick_range()
        self.show_selected()
        window.in_table('Users', CHECK, re.compile('.')).click()
        uia.key('ctrl+a')
        window.label('200 of 200 users · 200 selected')
        uia.key('ctrl+shift+a')
        window.label('200 of 200 users')
        uia.key('ctrl+question')
        uia.wait(lambda: len(window.windows()) == 2, what='the shortcuts window')
        window.label('Select All Matching')
        uia.key('Escape')
        window.wait_for_no_dialog()
        uia.key('ctrl+w')
        self.assertEqual(window.wait_for_end(), 0)

    def test_refresh(self):
        """By either key, of the page that is shown."""
        self.connect()
        window = self.start()
        window.page(3, 'Bulk User Actions')
        window.label('200 of 200 users')
        for n_users, keys in ((201, 'ctrl+r'), (202, 'F5')):
            self.simulator.create_user(f'new-{n_users}@acme.example')
            uia.key(keys)
            window.label(f'{n_users} of {n_users} users')
            # The users show while their groups are still read; a key means nothing meanwhile.
            uia.wait(lambda: not window.look(uia.BUTTON, 'Stop'), PATIENCE, 'the refresh to end')
        self.assertEqual(window.quit(), 0)

    def test_pages(self):
        """Each page by its key, and the focus is somewhere in it."""
        self.connect()
        window = self.start()
        window.label('Change Many Users, Safely')
        pages = ('Getting Started', 'Sources', 'Bulk User Actions', 'Run Logs')
        for number, title in reversed(list(enumerate(pages, 1))):
            with self.subTest(title=title):
                window.page(number, title)
                uia.key('Tab')
                uia.wait(window.focused, what=f'the focus on {title}')
        self.assertEqual(window.quit(), 0)

    def go_round(self, page, *names):
        """Tab goes round the window, either way, past the list of pages, and shows no other."""
        window = self.window
        row = window.find(('list item',), page)
        for key in ('Tab', 'shift+Tab'):
            with self.subTest(key=key):
                window.tab_until(lambda: row.has('focused'), 'the row of the page', key)
                stops = []
                while not stops or not row.has('focused'):
                    uia.key(key)
                    focused = uia.wait(window.focused, what='the focus')
                    stops.append((focused.role, focused.name))
                    self.assertLess(len(stops), 60, stops)
                self.assertEqual([name for role, name in stops if role == 'list item'], [page])
                found = [name for _role, name in stops]
                for name in names:
                    self.assertIn(name, found)

    def test_round(self):
        window = self.start()
        window.page(2, 'Sources')
        self.go_round('Sources', 'Main Menu', 'Add Source')
        self.assertEqual(window.quit(), 0)

    def test_round_cards(self):
        self.connect()
        window = self.start()
        window.page(3, 'Bulk User Actions')
        window.label('200 of 200 users')
        uia.key('alt+a')
        window.label('200 of 200 users · 200 selected')
        uia.key('alt+c')
        window.button('Add to Groups')
        cards = ('Add to Groups', 'Remove Application Access', 'Create Jira Issues', 'Main Menu')
        self.go_round('Bulk User Actions', *cards)
        window.tab_to('Remove Application Access')
        uia.key('space')
        self.go_round('Bulk User Actions', *cards)
        self.assertEqual(window.quit(), 0)


if __name__ == '__main__':
    tap.main()
