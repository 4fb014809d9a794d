#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Import…: a file or pasted text becomes three lists; what is ambiguous is resolved by hand; the
users are kept under a name, selected and shown. Files that are no lists get a sentence."""

import csv
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import chooser  # noqa: E402
from window import CHECK, WindowTest, uia  # noqa: E402

import tap  # noqa: E402

RADIO = ('radio button', *CHECK)


class Import(WindowTest):
    users = 300

    def setUp(self):
        super().setUp()
        self.connect()
        self.people = self.simulator.users()
        self.mailed = [user for user in self.people.values() if user.get('emailAddress')]
        window = self.start()
        window.page(3, 'Bulk User Actions')
        window.label('300 of 300 users')

    def ids(self, users):
        return {user['accountId'] for user in users}

    def write(self, name, content):
        path = self.world.path(name)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def open_dialog(self):
        uia.key('ctrl+o')
        self.window.dialog('Import Users')
        self.window.button('Choose File…')

    def choose(self, path):
        self.window.click('Choose File…')
        chooser.answer(self.window, 'Choose a List', path)

    def kept(self, name):
        """Who is in a kept list, by the command line."""
        result = self.world.run('list', 'show', 'Acme', name, '--json')
        self.assertEqual(result.status, 0, result)
        return {user['account_id'] for user in result.json()['users']}

    def selected(self):
        """Who is selected, by exporting it."""
        window = self.window
        path = self.world.path('selected.csv')
        uia.key('ctrl+e')
        window.dialog('Export Users')
        window.click(re.compile('^The .* selected$'), RADIO)
        window.click('Export…')
        chooser.answer(window, 'Export Users to File', path)
        window.wait_for_no_dialog()
        lines = path.read_text(encoding='utf-8').splitlines()
        rows = [line for line in lines if not line.lstrip('"').startswith('# ')]
        return {row['Account ID'] for row in csv.DictReader(rows)}

    def test_file(self):
        """Read, kept, selected and shown; a second list of the name has to replace the first."""
        window = self.window
        some = self.mailed[:20]
        rows = [f'{user["displayName"]};{user["emailAddress"].upper()};7' for user in some]
        path = self.write(
            'Autumn leavers.csv',
            '\ufeffName;Mail;Days\r\n' + '\r\n'.join([*rows, 'Zoe;zoe@nowhere.example;1', ';;']),
        )
        self.open_dialog()
        self.choose(path)
        window.label('20 matched · 1 not found')
        window.label(
            'Users are named by their e-mail addresses in “Mail”. (Delimiter: semicolon; UTF-8)'
        )
        self.assertIn(some[0]['displayName'], window.rows('Matched', 3)[0])
        window.click('Not found 1')
        self.assertEqual(window.rows('Not found')[0][0], 'zoe@nowhere.example')
        window.click('Import 20 Users')
        window.wait_for_no_dialog()
        window.label('20 of 300 users · 20 selected')
        self.assertEqual(window.find(('entry', 'text'), None).text(), 'list:"Autumn leavers"')
        self.assertEqual(self.kept('Autumn leavers'), self.ids(some))
        self.assertEqual(self.selected(), self.ids(some))
        self.replace_it(path)

    def replace_it(self, path):
        window = self.window
        self.write(path.name, 'Mail\n' + self.mailed[30]['emailAddress'])
        self.open_dialog()
        self.choose(path)
        window.label('There is a list of this name already.')
        window.insensitive('Import 1 User')
        window.click('Replace that list', CHECK)
        window.click('Import 1 User')
        window.wait_for_no_dialog()
        window.label('1 of 300 users · 21 selected · 20 of them hidden by filters')
        self.assertEqual(self.kept('Autumn leavers'), self.ids([self.mailed[30]]))

    def test_ambiguous(self):
        """Names that several bear: nobody is taken until one is chosen."""
        window = self.window
        by_name = {}
        for user in self.people.values():
            by_name.setdefault(user['displayName'], []).append(user)
        name = next(n for n, users in by_name.items() if len(users) == 2)
        alone = next(n for n, users in by_name.items() if len(users) == 1 and ' ' in n)
        path = self.write('names.txt', f'Full Name\n{name}\n{alone}\n')
        self.open_dialog()
        self.choose(path)
        window.label('1 matched · 1 ambiguous (1 open) · 0 not found')
        window.click('Ambiguous 1')
        button = window.in_table('Ambiguous', uia.BUTTON, re.compile('Choose from 2 users'))
        button.click()
        open_it = window.tables('Ambiguous')[0].all
        uia.wait(lambda: list(open_it(RADIO, 'Leave it open')), what='those to choose from')
        uia.key('Down')
        window.label('1 matched · 1 ambiguous (0 open) · 0 not found')
        uia.key('Escape')
        window.click('Select these users', CHECK)
        window.click('Import 2 Users')
        window.wait_for_no_dialog()
        window.label('2 of 300 users')
        kept = self.kept('names')
        self.assertEqual(len(kept & self.ids(by_name[name])), 1)
        self.assertEqual(kept - self.ids(by_name[name]), self.ids(by_name[alone]))

    def test_correct(self):
        """No column seems to name users: one is chosen by hand, and a part exported."""
        window = self.window
        path = self.write('numbers.csv', '\n'.join(f'{i},x{i}' for i in range(5)))
        self.open_dialog()
        self.choose(path)
        window.label(re.compile('^In numbers.csv, no column holds'))
        window.label('0 matched · 5 not found')
        window.insensitive('Import 0 Users')
        uia.key('alt+w')
        window.label('0 matched · 4 not found')
        window.no_label(re.compile('^In numbers.csv, no column holds'))
        window.click('Not found 4')
        out = self.world.path('rest.csv')
        window.click('Export…')
        chooser.answer(window, 'Export Part of List', out)
        window.label('Exported 4 rows')
        self.assertIn('\r\n1,', out.read_text(encoding='utf-8').replace('\n', '\r\n'))
        uia.key('Escape')
        window.button('Choose File…')
        uia.key('Escape')
        window.wait_for_no_dialog()

    def test_bad_files(self):
        """Each has a sentence, and another file can be chosen."""
        window = self.window
        ids = list(self.people)[:3]
        self.open_dialog()
        for name, content, sentence in (
            ('rubbish.csv', bytes(range(256)) * 40, 'rubbish.csv isn’t a text that can be read.'),
            ('book.xlsx.csv', b'PK\x03\x04' + bytes(60), 'book.xlsx.csv is a workbook'),
            ('empty.csv', b'', 'There is nothing in empty.csv.'),
            ('blank.csv', b'\n \n;;\n', 'There is nothing in blank.csv.'),
        ):
            with self.subTest(name=name):
                self.choose(self.write(name, content))
                window.label(re.compile('^' + re.escape(sentence)))
        self.choose(self.write('ids.csv', '\n'.join(ids)))
        window.label('3 matched · 0 not found')
        window.no_label(re.compile('nothing in'))

    def test_pasted(self):
        """Typed text, not kept: only selected. Then the kept list is gone through."""
        window = self.window
        some = self.mailed[:2]
        self.open_dialog()
        window.insensitive('Read')
        uia.key('alt+p')
        uia.type_(', '.join(user['emailAddress'] for user in some))
        window.click('Read')
        window.label('2 matched · 0 not found')
        uia.key('alt+k')
        window.insensitive('Show only them', CHECK)
        window.click('Import 2 Users')
        window.wait_for_no_dialog()
        window.label('300 of 300 users · 2 selected')
        window.label('2 users were added to the selection')
        self.assertEqual(self.selected(), self.ids(some))
        self.assertEqual(self.world.run('list', 'show', 'Acme', '--json').json(), [])

    def test_large(self):
        """100 MB: read with progress, which can be cancelled; the window stays alive."""
        window = self.window
        line = 'someone.else@nowhere.example,some text that fills the row up to its end\n'
        path = self.write('large.csv', 'Mail,Text\n' + line * (100 * 1000 * 1000 // len(line)))
        self.open_dialog()
        self.choose(path)
        window.label('Reading large.csv')
        window.click('Back')
        window.button('Choose File…')
        self.choose(path)
        window.label(re.compile('^0 matched · 1 not found'))
        uia.key('Escape')
        window.button('Choose File…')
        uia.key('Escape')
        window.wait_for_no_dialog()
        self.assertEqual(window.quit(), 0)

    def test_kept_lists(self):
        """Shown by a click, selected, renamed and removed from their menu, which asks."""
        window = self.window
        some = list(self.people)[:3]
        for name, ids in (('three', some), ('others', some[1:])):
            self.write(f'{name}.csv', '\n'.join(ids))
            result = self.world.run('list', 'import', 'Acme', f'{name}.csv')
            self.assertEqual(result.status, 0, result)
        # Another program has made it: seen from the next start on.
        self.assertEqual(window.quit(), 0)
        window = self.start()
        window.page(3, 'Bulk User Actions')
        window.label('300 of 300 users')
        self.open_dialog()
        window.find(('list item',), re.compile('^three: 3 users')).click()
        window.wait_for_no_dialog()
        window.label('3 of 300 users')
        self.open_dialog()
        window.choose_in_menu('Menu of “three”', 1)
        window.wait_for_no_dialog()
        window.label('3 of 300 users · 3 selected')
        self.open_dialog()
        self.rename_in_menu('three', 'others')
        window.label('There is a list named “others” already.')
        uia.key('ctrl+a')
        uia.type_('Trio')
        uia.key('Return')
        window.find(('list item',), re.compile('^Trio: 3 users'))
        window.no_label('Rename the list “three”')
        window.choose_in_menu('Menu of “others”', 3)
        window.label('Remove the list “others”?')
        window.click('Remove List')
        window.no_label('Remove the list “others”?')
        window.choose_in_menu('Menu of “Trio”', 3)
        window.label('Remove the list “Trio”?')
        uia.wait(lambda: window.focused().name == 'Keep List', what='the focus on Keep List')
        uia.key('Return')
        window.no_label('Remove the list “Trio”?')
        window.choose_in_menu('Menu of “Trio”', 3)
        window.click('Remove List')
        window.no_label('Kept Lists')
        uia.key('Escape')
        window.wait_for_no_dialog()
        window.label(re.compile('^There is no imported list “three”.'))
        self.assertEqual(self.selected(), set(some))
        self.assertEqual(self.world.run('list', 'show', 'Acme', '--json').json(), [])

    def rename_in_menu(self, name, new_name):
        window = self.window
        window.choose_in_menu(f'Menu of “{name}”', 2)
        window.label(f'Rename the list “{name}”')
        uia.wait(lambda: window.focused().name == 'New Name', what='the focus on the name')
        uia.key('ctrl+a')
        uia.type_(new_name)
        window.click('Rename List')


if __name__ == '__main__':
    tap.main()
