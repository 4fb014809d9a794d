#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""All about one user at the side of the table, and users counted by value, with mouse and keyboard.
What is right comes from the command line and the simulated organisation."""

import json
import re
import subprocess
import sys
import urllib.request
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from window import CHECK, TEXT, WindowTest, uia  # noqa: E402

import tap  # noqa: E402

CLOSE = 'Close the User’s Details'


class UserPane(WindowTest):
    users = 200

    def setUp(self):
        super().setUp()
        self.connect()
        self.connect_organisation()

    def find_users(self, source, expression):
        options = ['--filter', expression] if expression else []
        return self.world.run('users', source, *options, '--json').json()

    def open_source(self, name, expression=''):
        """Shows a source's users, those of a filter."""
        window = self.start()
        window.page(3, 'Bulk User Actions')
        window.click(name)
        n_all = len(self.find_users(name, ''))
        window.label(f'{n_all} of {n_all} users')
        if expression:
            n_found = len(self.find_users(name, expression))
            window.search(expression)
            window.label(f'{n_found} of {n_all} users')
        return window

    def open_user(self, name):
        self.double_click(self.window.in_table('Users', TEXT, name))
        self.window.find(uia.BUTTON, CLOSE)

    def double_click(self, cell):
        """Both clicks by one command, so that they are close to each other on a busy machine."""
        cell.point()
        uia.xdo('click', '--repeat', '2', '--delay', '60', '1')

    def seen_texts(self):
        """All texts that can be seen outside tables, headings too."""
        nodes = self.window.in_front().walk(into_tables=False)
        return [n.name for n in nodes if n.role in (*TEXT, 'heading') and n.name and n.is_seen()]

    def focused_row(self):
        """The texts of the row of the table that has the focus."""
        window = self.window
        row = uia.wait(
            lambda: next(
                (
                    row
                    for table in window.tables('Users')
                    for row in table.all('table row')
                    if row.has('focused')
                ),
                None,
            ),
            what='a row with the focus',
        )
        return [node.name for node in row.all(TEXT)]

    def ask_organisation(self, path, method='GET'):
        url = f'{self.simulator.api_url}/admin/v2/orgs/{self.simulator.org_id}/directories{path}'
        headers = {'Authorization': f'Bearer {self.simulator.org_key}'}
        request = urllib.request.Request(url, headers=headers, method=method)
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read() or b'null')

    def test_user(self):
        """What the snapshot and Atlassian tell of a user; opened by mouse, left by keyboard."""
        user = next(
            user
            for user in self.find_users('Org', 'managed:yes status:active login:before')
            if user['email'] and len(user['groups']) < 4 and not user['synced']
        )
        window = self.open_source('Org', f'email:{user["email"]}')
        self.assertIsNone(window.look(uia.BUTTON, CLOSE))
        self.simulator.reset_stats()
        self.open_user(user['name'])
        window.label('Last use; Atlassian tells of it up to 24 hours late.')
        window.label(re.compile(r'^None$|^\d+ tokens?$'))
        words = self.seen_texts()
        facts = (user['name'], user['email'], user['account_id'], *user['directories'])
        for word in (*facts, f'Groups ({len(user["groups"])})'):
            self.assertIn(word, words)
        for group in user['groups']:
            self.assertIn(group, words)
        # One question each, about this user alone.
        self.assertEqual(self.simulator.stats()['requests'], 2)
        uia.key('Escape')
        uia.wait(lambda: not window.look(uia.BUTTON, CLOSE), what='the pane to close')
        self.assertIn(user['name'], self.focused_row())
        uia.key('Return')
        window.find(uia.BUTTON, CLOSE)

    def test_space_and_click_choose(self):
        """A click opens nothing, and Space chooses."""
        window = self.open_source('Acme')
        cell = window.in_table('Users', TEXT, re.compile('@'))
        cell.click()
        uia.key('space')
        window.label(re.compile('· 1 selected$'))
        self.assertIsNone(window.look(uia.BUTTON, CLOSE))

    def test_asked_again(self):
        """What couldn't be asked says so and can be asked again; who closes ends what is asked."""
        user = self.find_users('Org', 'managed:yes status:active')[0]
        window = self.open_source('Org', f'id:{user["account_id"]}')
        self.simulator.set(fault={'500': 1})
        self.open_user(user['name'])
        window.label(re.compile('^The last use couldn’t be asked for'))
        window.label(re.compile('^API tokens couldn’t be asked for'))
        self.simulator.set(fault={'500': 0})
        window.click('Retry')
        window.label('Last use; Atlassian tells of it up to 24 hours late.')
        window.click('Retry')
        window.no_label(re.compile('^API tokens couldn’t be asked for'))
        uia.key('Escape')
        self.simulator.set(latency=60000)
        self.open_user(user['name'])
        window.label('Asking Atlassian for last use…')
        uia.key('Escape')
        window.no_label('Asking Atlassian for last use…')
        self.simulator.set(latency=0)
        self.assertEqual(window.quit(), 0)

    def test_history(self):
        """What a run did shows while the pane is open, and opens its log."""
        group = self.simulator.create_group('qa-team')
        self.assertEqual(self.world.run('refresh', 'Acme').status, 0)
        user = self.find_users('Acme', 'status:active type:person -email:unknown')[3]
        plan = str(self.world.path('one.umplan'))
        made = self.world.run(
            'plan', 'Acme', 'add-to-groups', '--filter', f'id:{user["account_id"]}',
            '--group', 'qa-team', '-o', plan,
        )  # fmt: skip
        self.assertEqual(made.status, 0, made)
        ran = self.world.run('run', plan, '--yes')
        self.assertEqual(ran.status, 0, ran)
        self.assertEqual(self.simulator.members(group), {user['account_id']})
        window = self.open_source('Acme', f'id:{user["account_id"]}')
        self.open_user(user['name'])
        window.tab_to(re.compile('^Add to Groups, Done, .* · Acme$'), ('list item',))
        uia.key('Return')
        window.label(re.compile('^Source: Acme'))
        rows = window.rows('Results', 1)
        self.assertIn(user['name'], rows[0])

    def test_gone(self):
        """The pane follows the account when a refresh brings other users."""
        user = self.find_users('Org', 'managed:no status:active -group:site-admins')[1]
        window = self.open_source('Org', f'id:{user["account_id"]}')
        self.open_user(user['name'])
        window.label(user['account_id'])
        self.remove_from_organisation(user['account_id'])
        uia.key('F5')
        window.label('This user is no longer in the directory.')
        self.assertIn(user['name'], self.seen_texts())
        self.assertIn(user['account_id'], self.seen_texts())
        self.assertIsNone(window.look(('heading',), 'Products'))
        # With the row went the focus, and what Escape means.
        window.click(CLOSE)
        window.no_label('This user is no longer in the directory.')

    def remove_from_organisation(self, account_id):
        listed = self.find_users('Org', f'id:{account_id}')
        for directory in self.ask_organisation('')['data']:
            if directory['name'] in listed[0]['directories']:
                self.ask_organisation(f'/{directory["directoryId"]}/users/{account_id}', 'DELETE')

    def test_by_value(self):
        """Counts are those of the users shown; one that is chosen narrows the filter."""
        users = self.find_users('Org', 'status:active')
        wanted = Counter(user['email'].rpartition('@')[2] for user in users if user['email'])
        window = self.open_source('Org', 'status:active')
        window.click('By Value')
        self.wait_for_values(wanted)
        domain, count = wanted.most_common()[1]
        window.in_table('Values', TEXT, domain).click()
        window.label(re.compile(f'^{count} of '))
        self.wait_for_values({domain: count})
        entry = window.find(('entry',), None)
        self.assertEqual(entry.text(), f'status:active email:*@{domain}')
        # By keyboard: by status, of those that are selected.
        window.click('Select All Matching')
        window.click('Clear All')
        window.label(re.compile('of them hidden|selected$'))
        self.choose('What the users are counted by|E-mail domain', 3)
        self.choose('Which users are counted|Users shown', 1)
        self.wait_for_values({'Active': count})
        uia.key('Escape')
        uia.wait(lambda: not window.look(('heading',), 'By Value'), what='it to close')

    def choose(self, name, n_down):
        """Takes another choice of a drop-down, which is named by its label or by its value."""
        self.window.click(re.compile(f'^({name})$'), ('combo box', *uia.BUTTON))
        for _step in range(n_down):
            uia.key('Down')
        uia.key('Return')

    def values(self):
        tables = self.window.tables('Values')
        found = {}
        for row in tables[0].all('table row') if tables else []:
            texts = [node.name for node in row.all(TEXT) if node.name and node.name != 'GtkLabel']
            if len(texts) == 2 and texts[1].replace(',', '').isdigit():
                found[texts[0]] = int(texts[1].replace(',', ''))
        return found

    def wait_for_values(self, wanted):
        uia.wait(lambda: self.values() == dict(wanted), 60, f'the values {wanted}')

    def test_narrow(self):
        """Where there is no room for both the pane covers the users, and Back leads to them."""
        window = self.open_source('Acme')
        subprocess.run(
            ['xdotool', 'search', '--onlyvisible', '--name', '^User Management$',
             'windowsize', '400', '640'],
            check=True,
        )  # fmt: skip
        uia.wait(lambda: window.size()[0] < 450, what='the window to be narrow')
        self.double_click(window.in_table('Users', TEXT, re.compile('@')))
        window.find(uia.BUTTON, CLOSE)
        below = 'Select All Matching'
        uia.wait(lambda: not window.look(uia.BUTTON, below), what='the users to be covered')
        window.click('Back')
        window.button(below)
        uia.wait(lambda: not window.look(uia.BUTTON, CLOSE), what='the pane to go')
        window.in_table('Users', CHECK, re.compile('.'))


if __name__ == '__main__':
    tap.main()
