#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Export…: the users shown or those selected, written where the user says. What stands in the
files is compared with the site's own list."""

import csv
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import chooser  # noqa: E402
from window import CHECK, WindowTest, uia  # noqa: E402

import tap  # noqa: E402

CHOOSER = 'Export Users to File'
MENU = 'Import, Export, Invite, Columns, Order'
FOLDERS = """[Desktop Entry]
Type=Application
Name=Folders
Exec={} %f
MimeType=inode/directory;
"""
RADIO = ('radio button', *CHECK)


class Export(WindowTest):
    users = 120

    def setUp(self):
        super().setUp()
        self.connect()
        self.active = {key for key, user in self.simulator.users().items() if user['active']}
        self.opened = self.world.path('opened')
        self.install_file_manager()
        window = self.start()
        window.page(3, 'Bulk User Actions')
        window.label('120 of 120 users')

    def install_file_manager(self):
        """A program that writes down which folder it is to show."""
        program = self.world.path('show-folder')
        program.write_text(f'#!/bin/sh\nprintf %s "$1" >"{self.opened}"\n', encoding='utf-8')
        program.chmod(0o700)
        for path, text in (
            ('data/applications/folders.desktop', FOLDERS.format(program)),
            ('config/mimeapps.list', '[Default Applications]\ninode/directory=folders.desktop\n'),
        ):
            path = self.world.path(path)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding='utf-8')

    def search(self, text, count, selected=''):
        uia.key('ctrl+f')
        uia.key('ctrl+a')
        uia.type_(text)
        self.window.label(f'{count} of 120 users{selected}')

    def save_as(self, path):
        chooser.answer(self.window, CHOOSER, path)

    def export(self, path, *choices):
        window = self.window
        window.choose_in_menu(MENU, 1)
        window.dialog('Export Users')
        for name in choices:
            window.click(name, RADIO)
        window.click('Export…')
        self.save_as(path)

    def read_csv(self, path):
        """The lines of its head, and its rows by their headings."""
        lines = path.read_text(encoding='utf-8').splitlines()
        head = [line for line in lines if line.lstrip('"').startswith('# ')]
        return head, list(csv.DictReader(lines[len(head) :]))

    def test_shown(self):
        """Those of the filter, in the order of the table, behind a head that says so."""
        window = self.window
        n_active = len(self.active)
        self.search('status:active', n_active)
        path = self.world.path('active.csv')
        self.export(path)
        window.wait_for_no_dialog()
        button = window.button('Open Folder')
        button.point()  # a message that is pointed at stays
        window.label(f'Exported {n_active} users to active.csv')
        button.click()
        uia.wait(self.opened.exists, 60, 'the folder to be shown')
        uia.wait(lambda: self.opened.read_text() == str(path.parent), what='the folder of the file')
        head, rows = self.read_csv(path)
        self.assertEqual(len(rows), n_active)
        self.assertEqual({row['Account ID'] for row in rows}, self.active)
        told = '\n'.join(head)
        for line in ('# Source: Acme', '# Filter: status:active', f'# Count: {n_active}'):
            self.assertIn(line, told)
        self.assertIn(f'# Who: {self.simulator.email}', told)
        self.assertRegex(told, r'# When: \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ')
        self.assertEqual(path.stat().st_mode & 0o777, 0o600)
        shown = [row[0] for row in window.rows('Users', 5)]
        self.assertEqual([row['Full Name'] for row in rows][: len(shown)], shown)

    def test_selected(self):
        """Whatever is shown; as JSON, without the head; the file takes another's place."""
        window = self.window
        admins = self.simulator.members('site-admins')
        self.search('group:site-admins', len(admins))
        uia.key('alt+a')
        selected = f' · {len(admins)} selected'
        window.label(f'{len(admins)} of 120 users{selected}')
        hidden = f' · {len(admins)} of them hidden by filters'
        self.search('nobody-is-called-so', 0, selected + hidden)
        path = self.world.path('admins.json')
        self.export(path, 'JSON, for programs', 'Say first where it comes from')
        window.wait_for_no_dialog()
        users = json.loads(path.read_text(encoding='utf-8'))
        self.assertEqual({user['account_id'] for user in users}, admins)
        self.assertEqual(len(users), len(admins))

    def test_trouble(self):
        """Nothing can be written there: a sentence, what was chosen stays, and another place
        does."""
        window = self.window
        self.export('/proc/users.csv', 'JSON, for programs')
        window.label('/proc/users.csv can’t be read or written. Check that it exists and its'
                     ' permissions.')
        path = self.world.path('users.json')
        window.click('Export…')
        self.save_as(path)
        window.wait_for_no_dialog()
        document = json.loads(path.read_text(encoding='utf-8'))
        self.assertEqual(len(document['users']), 120)
        self.assertEqual(document['export']['count'], 120)

    def test_given_up(self):
        """Esc in either dialog: nothing is written, and nothing lost."""
        window = self.window
        before = set(self.world.folder.iterdir())
        window.choose_in_menu(MENU, 1)
        window.dialog('Export Users')
        window.click('Export…')
        chooser.wait_for(window, CHOOSER)
        uia.key('Escape')
        window.button('Export…')
        uia.key('Escape')
        window.wait_for_no_dialog()
        self.assertEqual(set(self.world.folder.iterdir()), before)
        self.assertEqual(len(window.tables('Users')), 1)
        self.assertEqual(window.quit(), 0)


if __name__ == '__main__':
    tap.main()
