#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""New e-mail addresses in the real window: the domain that is left is offered, a file is read and
its rows that aren't used are told, and the plan shows each old and new address."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from window import WindowTest, uia  # noqa: E402

import chooser  # noqa: E402
import tap  # noqa: E402

FILTER = 'managed:yes synced:no status:active email:*@acme.example'
RADIO = ('radio button', 'check box', 'toggle button')
PLAN = 'Users of the plan'
CHOICE = ('combo box', *uia.BUTTON)


class Emails(WindowTest):
    users = 150

    def setUp(self):
        super().setUp()
        self.connect_organisation()
        self.chosen = self.world.run('users', 'Org', '--filter', FILTER, '--json').json()
        self.start()
        self.select_users()

    def select_users(self):
        window = self.window
        window.page(3, 'Bulk User Actions')
        window.label(re.compile(r'^\d+ of \d+ users$'))
        uia.key('ctrl+f')
        uia.type_(FILTER)
        window.label(re.compile(f'^{len(self.chosen)} of '))
        window.click('Select All Matching')
        window.label(re.compile(f'{len(self.chosen)} selected$'))
        window.click('Confirm Selection')
        window.label(f'What should be done to {len(self.chosen)} users?')

    def truth(self):
        state = self.simulator.get('/_simulator/state')
        return {user['accountId']: user['email'] for user in state['users']}

    def by_rule(self):
        """The domain that most have is offered first; nothing can be reviewed without a new one."""
        window = self.window
        window.find(CHOICE, re.compile('^(Old domain|acme.example – .*)$'))
        window.label(re.compile('^acme.example – .* of the selected users$'))
        window.insensitive('Review Plan')
        window.type_into('New domain', 'old-acme')
        window.label('“old-acme” isn’t a domain.')
        window.insensitive('Review Plan')
        self.show('rule-wrong')
        window.type_into('New domain', 'old-acme.example')
        window.no_label('“old-acme” isn’t a domain.')
        self.show('rule')
        window.click('Review Plan')
        window.label(re.compile(r'^Change the e-mail addresses of \d+ users\.'))
        first = self.chosen[0]['email']
        window.in_table(PLAN, ('label',), f'{first} → …@old-acme.example')
        self.show('rule-plan')
        window.click('Back')

    def by_file(self):
        window = self.window
        owner = self.simulator.get('/rest/api/3/myself')['accountId']
        person, other, third = [u for u in self.chosen if u['account_id'] != owner][:3]
        table = self.world.path('new.csv')
        table.write_text(
            'E-mail,New e-mail,Note\n'
            f'{person["email"]},moved-one@old-acme.example,x\n'
            f'{other["account_id"]},moved-two@old-acme.example,y\n'
            f'zoe@acme.example,zoe@old-acme.example,z\n'
            f'{third["email"]},nothing,z\n',
            encoding='utf-8',
        )
        window.click('Take addresses from a file', RADIO)
        window.insensitive('Review Plan')
        self.show('file-empty')
        window.click('Choose File…')
        chooser.answer(window, 'Choose a Table', table)
        window.label('2 users · 2 rows not used')
        window.label(f'The table has 2 of the {len(self.chosen)} selected users.')
        window.label('Rows that aren’t used').click()
        window.label(re.compile('Line 4: zoe@acme.example isn’t a user of this source'))
        self.show('file')
        window.click('Review Plan')
        window.label(re.compile(r'^Change the e-mail addresses of 2 users\.'))
        window.in_table(PLAN, ('label',), re.compile('→ moved-one@old-acme.example'))
        self.show('file-plan')
        return {person['account_id'], other['account_id']}

    def test_emails(self):
        window = self.window
        window.tab_to('Change E-Mail Addresses')
        uia.key('space')
        self.by_rule()
        wanted = self.by_file()
        before = self.truth()
        window.click('Change 2 Users…')
        window.dialog('Change the e-mail addresses of 2 users?')
        self.show('question')
        window.click('Change 2 Users')
        window.label('Change E-Mail Addresses: Finished')
        self.show('end')
        after = self.truth()
        self.assertEqual({user for user in before if before[user] != after[user]}, wanted)
        self.assertEqual(
            {after[user] for user in wanted},
            {'moved-one@old-acme.example', 'moved-two@old-acme.example'},
        )


if __name__ == '__main__':
    tap.main()
