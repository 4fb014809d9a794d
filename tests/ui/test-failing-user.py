#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A run in which users fail: the log says so in words, and a modal dialog tells the rest, opened by
the keyboard and closed by Esc. The group gives a product of which no seat is left, so that Jira
refuses the change."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from window import CHECK, TEXT, WindowTest, uia  # noqa: E402

import tap  # noqa: E402

FULL = 'jira-product-discovery-users'
REFUSAL = 'The user limit of Jira Product Discovery has been reached.'


class FailingUser(WindowTest):
    users = 200

    def setUp(self):
        super().setUp()
        self.fill()
        self.connect()
        members = self.simulator.members(FULL)
        self.people = {
            account_id: user['displayName']
            for account_id, user in sorted(self.simulator.users().items())
            if user['active'] and user['accountType'] == 'atlassian' and account_id not in members
        }
        self.account_id, self.name = next(iter(self.people.items()))

    def fill(self):
        """Gives away the seats of the group's product."""
        query = {'groupId': self.simulator.groups()[FULL]}
        for account_id, user in self.simulator.users().items():
            if user['active'] and user['accountType'] == 'atlassian':
                body = {'accountId': account_id}
                _, answer = self.simulator.ask('/rest/api/3/group/user', 'POST', body, **query)
                if REFUSAL in str(answer):
                    return
        self.fail('there are seats for all')

    def plan(self, account_ids, group):
        """Opens the window and goes on until the plan is shown that adds them to the group."""
        n_users = len(account_ids)
        window = self.start()
        window.page(3, 'Bulk User Actions')
        window.label('200 of 200 users')
        uia.key('ctrl+f')
        uia.type_('id:' + ','.join(account_ids))
        window.label(f'{n_users} of 200 users')
        window.click('Select All Matching')
        window.click('Confirm Selection')
        window.click('Add to Groups')
        window.search(group)
        window.in_table('Groups', CHECK, group).click()
        window.click('Review Plan')
        window.label(re.compile(rf'^Add {n_users} users? to {group}\.$'))
        return window

    def open_details(self, window):
        """By the keyboard alone: Tab leads to the button, Space presses it."""
        button = window.in_table('Results', uia.BUTTON, re.compile('^Details of '))
        self.assertIn(self.name, button.name)
        window.tab_until(lambda: button.has('focused'), 'Details')
        uia.key('space')
        uia.wait(lambda: len(window.windows()) == 2, what='the dialog')
        return window.in_front()

    def test_details(self):
        before = self.simulator.members(FULL)
        window = self.plan([self.account_id], FULL)
        window.click('Add 1 User…')
        window.click('Add 1 User')
        window.label('Add to Groups: Finished')
        window.label('1 user: 1 failed.')
        window.click('View Latest Run Log')
        window.label(re.compile('^Source: Acme'))
        rows = window.rows('Results')
        self.assertEqual(len(rows), 1)
        self.assertIn('Failed', rows[0])
        self.assertTrue(any(REFUSAL in cell for cell in rows[0]), rows)
        dialog = self.open_details(window)
        self.assertTrue(dialog.has('modal'))
        told = ' '.join(node.text() or '' for node in dialog.all(('label',)))
        for fact in (
            self.name,
            self.account_id,
            f'Add to {FULL}',
            'not a member → a member',
            REFUSAL,
            'POST /rest/api/3/group/user',
        ):
            self.assertIn(fact, told)
        self.assertNotIn(self.simulator.jira_token, told)
        uia.key('Escape')
        window.wait_for_no_dialog()
        self.assertEqual(self.simulator.members(FULL), before)
        run = self.latest_run()
        self.assertEqual(run['users']['failed'], 1)
        self.assertEqual(window.quit(), 0)

    def test_user_deleted_in_between(self):
        """Who vanished since the plan doesn't keep the other from being done, and the log tells of
        both. Whether it is noticed before the first step or by the site's answer depends on what
        has to be read again."""
        group = self.simulator.create_group('qa-team')
        self.assertEqual(self.world.run('refresh', 'Acme').status, 0)
        gone, stays = list(self.people)[:2]
        window = self.plan([gone, stays], 'qa-team')
        self.simulator.delete_user(gone)
        window.click('Add 2 Users…')
        window.click('Add 2 Users')
        asked = uia.wait(
            lambda: window.look(uia.BUTTON, 'Hold Them Out')
            or window.look(TEXT, 'Add to Groups: Finished'),
            what='the question or the end',
        )
        if asked.role in uia.BUTTON:
            self.assertEqual(self.simulator.members(group), set())
            asked.click()
        window.label('Add to Groups: Finished')
        window.label(re.compile('^2 users: 1 done, 1 (failed|skipped).$'))
        self.assertEqual(self.simulator.members(group), {stays})
        entries = {entry['account_id']: entry for entry in self.latest_run()['entries']}
        self.assertEqual(entries[stays]['state'], 'done')
        self.assertIn(entries[gone]['state'], ('failed', 'skipped'))
        self.assertEqual(window.quit(), 0)


if __name__ == '__main__':
    tap.main()
