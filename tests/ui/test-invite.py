#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Invite… in the real window: a file and typed lines of people, what is wrong in them, what all
get, the plan, and the run that makes their accounts."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from window import CHECK, WindowTest, uia  # noqa: E402

import chooser  # noqa: E402
import tap  # noqa: E402

PLAN = 'Users of the plan'
LIST = """Name;E-Mail;Products;Groups
Ann New;Ann.New@invited.example;;
Bob New;bob@invited.example;;contractors
Nobody;not an address;;
Ann Again;ann.new@INVITED.example;;
Cyd New;cyd@invited.example;Teleporter;
Root;{email};;
"""


class Invite(WindowTest):
    users = 150

    def setUp(self):
        super().setUp()
        self.connect()
        window = self.start()
        window.page(3, 'Bulk User Actions')
        window.label('150 of 150 users')

    def people(self):
        state = self.simulator.get('/_simulator/state')
        return {user['email']: user['accountId'] for user in state['users']}

    def read_file(self):
        """Who can be invited is counted; each row that can't be used is told with its line."""
        window = self.window
        path = self.world.path('new.csv')
        path.write_text(LIST.format(email=self.simulator.info['email']), encoding='utf-8')
        window.click('Choose File…')
        chooser.answer(window, 'Choose a List', path)
        window.label(
            '3 people. 1 of them is a user here already. 1 row names somebody again. '
            '2 rows can’t be used.'
        )
        for line in (4, 5, 6):
            window.label(self.of_line(line))
        self.show('file')

    def of_line(self, line):
        return re.compile(f'^Line {line}: ')

    def type_lines(self):
        """Typed: what can't be read has a sentence; blanks can't be read at all."""
        window = self.window
        window.insensitive('Read')
        self.show('empty')
        uia.key('alt+p')
        uia.type_('nobody')
        window.click('Read')
        window.label(re.compile('^There are no'))
        self.show('wrong')
        uia.key('alt+p')
        uia.key('ctrl+a', 'BackSpace')
        uia.type_('ann.new@invited.example')
        uia.key('Return')
        uia.type_('bob@invited.example')
        window.click('Read')
        window.label('2 people.')

    def run_it(self, n_before):
        window = self.window
        window.click('Invite 2 People…')
        self.show('question')
        window.dialog('Invite 2 people?')
        window.click('Invite 2 People')
        window.label('Invite Users: Finished')
        self.show('run')
        self.assertEqual(len(self.people()), n_before + 2)

    def test_invite(self):
        window = self.window
        n_before = len(self.people())
        window.choose_in_menu('Import, Export, Invite, Columns, Order', 2)
        self.type_lines()
        window.click('Back')
        self.read_file()
        window.click(re.compile('^Jira – .* seats left$'), CHECK)
        window.click('Review Plan')
        window.in_table(PLAN, ('label',), 'bob@invited.example')
        self.show('plan')
        self.run_it(n_before)


if __name__ == '__main__':
    tap.main()
