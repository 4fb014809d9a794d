#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The main job in the real window, with the mouse: from the first start to a run log. What
is right comes from the simulated site's own answers."""

import base64
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from window import CHECK, ENTRY, WindowTest, uia  # noqa: E402

import tap  # noqa: E402

TITLES = ('Connect a Source', 'Set a Filter', 'Choose an Action', 'Review the Run Log')


class MainJob(WindowTest):
    users = 400

    def setUp(self):
        super().setUp()
        self.group = self.simulator.create_group('qa-team')
        active = {key for key, user in self.simulator.users().items() if user['active']}
        self.expected = active & self.simulator.members('contractors')
        # Settings that outlive the program, as those of a desktop do.
        self.settings = {'GSETTINGS_BACKEND': 'keyfile'}

    def checklist(self):
        """The steps of Getting Started, each with its state."""
        words = [node.name for node in self.window.all_labels()]
        return [words[words.index(title) + 1] for title in TITLES]

    def wait_for_checklist(self, *states):
        uia.wait(lambda: self.checklist() == list(states), what=f'the steps to be {states}')

    def test_main_job(self):
        self.start(self.settings)
        self.connect_source()
        n_users = self.select_users()
        self.choose_action(n_users)
        self.review_plan(n_users)
        self.run_plan(n_users)
        self.check_key()
        self.leave_and_come_back(n_users)

    def connect_source(self):
        window = self.window
        window.label('Change Many Users, Safely')
        self.wait_for_checklist('Next', 'Later', 'Later', 'Later')
        window.insensitive('Select Users')
        window.click('Add Source')
        window.type_into('Source Name', 'Acme')
        window.type_into('Jira URL', self.simulator.jira_url)
        window.type_into('User Email', self.simulator.email)
        window.type_into('API Key', self.simulator.jira_token)
        window.click('Check')
        window.label(re.compile('^Connected as .*, with all rights that are needed.$'))
        window.click('Save')
        window.wait_for_no_dialog()
        window.label('400 users · just now')
        window.label('Connected')
        window.page(1, 'Getting Started')
        self.wait_for_checklist('Done', 'Next', 'Later', 'Later')

    def select_users(self):
        """By the filter panel and by typing; all that match are what the site says."""
        window = self.window
        active = sum(user['active'] for user in self.simulator.users().values())
        window.click('Select Users')
        window.label('400 of 400 users')
        window.click('Filter')
        window.click('Active', CHECK)
        window.label(f'{active} of 400 users')
        uia.key('ctrl+f')
        uia.key('End')
        uia.type_(' group:contractors')
        n_users = len(self.expected)
        window.label(f'{n_users} of 400 users')
        window.insensitive('Confirm Selection')
        window.click('Select All Matching')
        window.label(f'{n_users} of 400 users · {n_users} selected')
        window.click('Confirm Selection')
        return n_users

    def choose_action(self, n_users):
        window = self.window
        window.label(f'What should be done to {n_users} users?')
        window.insensitive('Review Plan')
        window.click('Add to Groups')
        window.search('qa-')
        window.in_table('Groups', CHECK, 'qa-team').click()
        window.tab_to('Reason, kept in the run log (optional)', ENTRY)
        uia.type_('They help out in QA')
        window.click('Review Plan')

    def review_plan(self, n_users):
        """It is large: the number has to be typed, and nothing else starts it."""
        window = self.window
        self.simulator.reset_stats()
        window.label(f'Add {n_users} users to qa-team.')
        rows = window.rows('Users of the plan', 5)
        self.assertTrue(all('+ qa-team' in row for row in rows), rows)
        window.click(f'Add {n_users} Users…')
        dialog = window.dialog(f'Add {n_users} users to qa-team?')
        window.insensitive(f'Add {n_users} Users')
        uia.type_(str(n_users + 1))
        uia.key('Return')
        window.insensitive(f'Add {n_users} Users')
        self.assertEqual(window.in_front().name, dialog.name)
        self.assertEqual(self.simulator.stats()['requests'], 0)
        uia.key('ctrl+a')
        uia.type_(str(n_users))
        window.click(f'Add {n_users} Users')

    def run_plan(self, n_users):
        window = self.window
        window.label('Add to Groups: Finished')
        window.label(f'{n_users} users: {n_users} done.')
        self.assertEqual(self.simulator.members(self.group), self.expected)
        stats = self.simulator.stats()
        self.assertEqual((stats['effects'], stats['repeated']), (n_users, 0))
        window.click('View Latest Run Log')
        facts = window.label(re.compile('^Source: Acme')).name
        self.assertIn('Reason: They help out in QA', facts)
        self.assertIn('group:contractors', facts)
        rows = window.rows('Results', 5)
        self.assertTrue(all('Done' in row for row in rows), rows)
        run = self.latest_run()
        self.assertEqual(run['users']['done'], n_users)
        self.assertEqual(run['state'], 'finished')
        window.page(1, 'Getting Started')
        self.wait_for_checklist('Done', 'Done', 'Done', 'Done')

    def leave_and_come_back(self, n_users):
        """The log is there, and the page that showed it."""
        self.window.page(4, 'Run Logs')
        self.assertEqual(self.window.quit(), 0)
        window = self.start(self.settings)
        window.find(('list item',), 'Run Logs', lambda node: node.has('selected'))
        rows = window.rows('Runs')
        self.assertEqual(len(rows), 1)
        self.assertIn('Add to Groups', rows[0])
        self.assertIn(str(n_users), rows[0])
        self.check_key()
        self.assertEqual(window.quit(), 0)

    def check_key(self):
        """It is in the keyring and nowhere else: not on the disk, not in what others can read of
        the process."""
        token = self.simulator.jira_token
        pair = base64.b64encode(f'{self.simulator.email}:{token}'.encode())
        process = Path('/proc', str(self.window.app.process.pid))
        places = [process / 'cmdline', process / 'environ']
        files = [path for path in self.world.folder.rglob('*') if path.is_file()]
        self.assertIn(self.world.data / 'user-management.db', files)
        self.assertIn(self.world.keyring, files)
        places += [path for path in files if path != self.world.keyring]
        for path in places:
            content = path.read_bytes()
            for secret in (token.encode(), pair):
                self.assertNotIn(secret, content, path)
        self.assertEqual(set(self.world.keys().values()), {token})


if __name__ == '__main__':
    tap.main()
