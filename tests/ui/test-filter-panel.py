#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The filter panel and the search entry are two views of one filter: what is set in a field stands
in the entry, and what is typed there stands in the field. Both on an organisation, which knows most
of its users; and what is said of a site, which knows less. Filters that are saved."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from window import CHECK, ENTRY, PATIENCE, TEXT, WindowTest, uia  # noqa: E402

import tap  # noqa: E402


class FilterPanel(WindowTest):
    users = 200

    def keep_list(self):
        users = self.world.run('users', 'Acme', '--json').json()
        path = self.world.path('leavers.csv')
        path.write_text('\n'.join(user['account_id'] for user in users[:7]), encoding='utf-8')
        self.assertEqual(self.world.run('list', 'import', 'Acme', path).status, 0)

    def open_panel(self):
        window = self.start()
        uia.key('alt+3')
        window.label(re.compile(r'^\d+ of \d+ users$'))
        window.click('Filter')
        window.label('Full Name')
        return window

    # ---- the entry ----

    def search_text(self):
        """What stands in the entry above the panel."""
        entry = self.window.look(('entry',), None)
        return entry.text() if entry else None

    def wait_for_text(self, text):
        uia.wait(lambda: self.search_text() == text, PATIENCE, f'{text!r} in the search entry')

    def type_filter(self, text):
        uia.key('ctrl+f')
        uia.key('ctrl+a')
        uia.key('BackSpace')
        if text:
            uia.type_(text)
        self.wait_for_text(text)

    def count(self, expression):
        return len(self.world.run('users', 'Acme', '--filter', expression, '--json').json())

    def wait_for_filter(self, expression):
        """It stands in the entry, and its users are shown: as many as the command line finds."""
        self.wait_for_text(expression)
        self.window.label(re.compile(rf'^{self.count(expression)} of \d+ users$'))

    # ---- the fields ----

    def choose(self, title, answer):
        """An answer of a drop-down, so many places below the one that is chosen."""

        def reached():
            node = self.window.focused()
            return node and any(outer.name == title for outer in node.outwards())

        uia.key('ctrl+f')
        self.window.tab_until(reached, title)
        uia.key('space')
        self.wait_for_focus(('list item',))
        for _step in range(answer):
            uia.key('Down')
        uia.key('Return')

    def pick(self, button, *names):
        """Opens a list of groups or the like, and ticks what is searched for."""
        uia.key('ctrl+f')
        self.window.tab_to(button)
        uia.key('Return')
        for name in names:
            self.wait_for_focus(('text', 'entry'))
            uia.key('ctrl+a')
            uia.type_(name)
            self.find_row(name)
            uia.key('Return')
        uia.key('Escape')

    def wait_for_focus(self, roles):
        def reached():
            node = self.window.focused()
            return node if node and node.role in roles else None

        return uia.wait(reached, PATIENCE, f'the focus in {roles}')

    def find_row(self, name):
        """A row of the list that is open is there; popovers don't tell what is seen of them."""
        self.wait_for_named(name, CHECK)

    def wait_for_named(self, name, roles=uia.BUTTON):
        """It is there; it may have to be scrolled to."""
        uia.wait(
            lambda: any(n.matches(roles, name) for n in self.window.in_front().walk(False)),
            PATIENCE,
            f'{roles} {name!r}',
        )

    def ticked(self, *names):
        return [self.window.find(CHECK, name).has('checked') for name in names]

    # ---- panel → entry ----

    def test_panel_to_entry(self):
        self.connect_organisation('Acme')
        self.keep_list()
        window = self.open_panel()
        steps = (
            (lambda: window.type_into('Full Name', 'a'), 'name:a'),
            (lambda: window.type_into('E-mail Address', '*@acme.example'),
             'name:a email:*@acme.example'),
            (lambda: window.click('Active', CHECK), 'name:a email:*@acme.example status:active'),
            (lambda: window.click('Suspended', CHECK),
             'name:a email:*@acme.example status:active,suspended'),
            (lambda: window.type_into('Full Name', ''),
             'email:*@acme.example status:active,suspended'),
            (lambda: window.click('Person', CHECK),
             'email:*@acme.example status:active,suspended type:person'),
        )  # fmt: skip
        for act, expression in steps:
            act()
            self.wait_for_filter(expression)
        window.click('Clear All')
        self.wait_for_filter('')
        self.assertEqual(self.ticked('Active', 'Suspended', 'Person'), [False] * 3)

    def test_choices_to_entry(self):
        self.connect_organisation('Acme')
        self.keep_list()
        self.open_panel()
        steps = (
            (lambda: self.choose('Login History', 1), 'login:before'),
            (lambda: self.choose('Last Login', 2), 'login:before last-login:>90d'),
            (lambda: self.choose('Managed', 1), 'login:before last-login:>90d managed:yes'),
            (lambda: self.choose('Synced', 2),
             'login:before last-login:>90d managed:yes synced:no'),
            (lambda: self.choose('Added', 1),
             'login:before last-login:>90d managed:yes synced:no added:>30d'),
        )  # fmt: skip
        for act, expression in steps:
            act()
            self.wait_for_filter(expression)

    def test_lists_to_entry(self):
        self.connect_organisation('Acme')
        self.keep_list()
        self.open_panel()
        self.pick('In Groups: Any', 'contractors', 'employees')
        self.wait_for_filter('group:contractors,employees')
        self.pick('Not in Groups: None chosen', 'jira-administrators')
        self.wait_for_filter('group:contractors,employees -group:jira-administrators')
        uia.key('ctrl+f')
        self.window.tab_to('CSV File of Users: Any')
        uia.key('Return')
        self.find_row('leavers')
        uia.key('space')
        uia.key('Escape')
        self.wait_for_filter('group:contractors,employees -group:jira-administrators list:leavers')
        self.wait_for_named('In Groups: contractors or 1 other')

    def test_days_to_entry(self):
        """By a date before which, and by an age of one's own."""
        self.connect_organisation('Acme')
        window = self.open_panel()
        self.choose('Last Login', 9)
        window.tab_to('First day', ENTRY)
        uia.type_('2026-03-0')
        self.wait_for_filter('')
        uia.type_('1')
        self.wait_for_filter('last-login:<2026-03-01')
        window.label('last login before 1 Mar 2026')
        window.click('Remove “last login before 1 Mar 2026”')
        self.wait_for_filter('')

    # ---- entry → panel ----

    def test_entry_to_panel(self):
        self.connect_organisation('Acme')
        self.keep_list()
        window = self.open_panel()
        self.type_filter('name:lee email:a?b* status:no-access,active type:app,guest')
        self.assertEqual(window.entry('Full Name').text(), 'lee')
        self.assertEqual(window.entry('E-mail Address').text(), 'a?b*')
        self.assertEqual(
            self.ticked('Active', 'No access', 'Suspended', 'App', 'Guest', 'Person'),
            [True, True, False, True, True, False],
        )
        uia.key('End')
        uia.type_(' group:id:none')
        window.label(re.compile('^There is no group “none” in this source.'))
        self.assertEqual(window.entry('Full Name').text(), 'lee')
        self.type_filter('group:employees -group:contractors list:leavers')
        self.assertEqual(window.entry('Full Name').text(), '')
        self.wait_for_named('Not in Groups: contractors')
        self.wait_for_named('In Groups: employees')
        self.wait_for_named('CSV File of Users: leavers')
        self.type_filter('last-login:2026-01-01..2026-02-28 login:never managed:no')
        self.assertEqual(window.entry('First day').text(), '2026-01-01')
        self.assertEqual(window.entry('Last day').text(), '2026-02-28')

    def test_kept(self):
        """What no field shows is said, and survives what is set in the fields."""
        self.connect_organisation('Acme')
        window = self.open_panel()
        self.type_filter('lee -status:active name:a name:e')
        kept = window.label(re.compile('^Also in force')).name
        self.assertIn('“lee” · not: status is active · name contains “e”', kept)
        window.type_into('Full Name', 'b')
        self.wait_for_filter('lee -status:active name:e name:b')
        self.type_filter('a OR b')
        window.click('Person', CHECK)
        self.wait_for_filter('(a OR b) type:person')
        self.type_filter('type:person')
        window.no_label(re.compile('^Also in force'))

    # ---- what a site can't know ----

    def test_site(self):
        self.connect()
        window = self.open_panel()
        window.label(re.compile('^A Jira site doesn’t tell last logins'))
        for title in ('Last Login', 'Login History', 'Managed', 'User Directory'):
            self.assertIsNone(window.look(TEXT, title), title)
        self.assertEqual(self.ticked('Active', 'Inactive', 'Former user'), [False] * 3)
        self.assertIsNone(window.look(CHECK, 'Suspended'))
        window.click('Inactive', CHECK)
        self.wait_for_filter('status:inactive')
        self.type_filter('status:suspended')
        window.label(re.compile('^Also in force.*status is suspended$'))

    # ---- filters that are saved ----

    def open_menu(self):
        uia.key('ctrl+f')
        self.window.tab_to('Saved Filters')
        uia.key('Return')

    def test_saved(self):
        """Saved in the window, seen by the command line, applied and removed; by keys."""
        self.connect()
        window = self.open_panel()
        self.type_filter('status:active group:contractors')
        self.open_menu()
        self.wait_for_button('Save Filter…')
        uia.key('Return')
        self.wait_for_focus(('text', 'entry'))
        uia.type_('Mine')
        uia.key('Return')
        self.wait_for_button('Mine')
        told = self.world.run('filter', 'show', 'Acme', '--json').json()
        self.assertEqual(
            [(one['name'], one['expression']) for one in told],
            [('Mine', 'status:active group:contractors')],
        )
        uia.key('Escape')
        self.type_filter('')
        self.open_menu()
        self.wait_for_button('Mine')
        uia.key('Return')
        self.wait_for_filter('status:active group:contractors')
        self.assertEqual(self.ticked('Active'), [True])
        self.open_menu()
        self.wait_for_button('Mine')
        uia.key('Tab')
        self.wait_for_button('Rename “Mine”')
        uia.key('Return')
        self.wait_for_focus(('text', 'entry'))
        uia.key('ctrl+a')
        uia.type_('Ours')
        uia.key('Return')
        self.wait_for_button('Ours')
        self.assertEqual(self.world.run('filter', 'remove', 'Acme', 'Ours').status, 0)
        uia.key('Escape')
        self.assertEqual(window.quit(), 0)

    def wait_for_button(self, name):
        def reached():
            node = self.window.focused()
            return node if node and node.matches(uia.BUTTON, name) else None

        return uia.wait(reached, PATIENCE, f'the focus on {name!r}')


if __name__ == '__main__':
    tap.main()
