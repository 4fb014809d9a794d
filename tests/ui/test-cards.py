#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cards of actions that can't be used here, in the real window: the keys lead to them, and a screen
reader is told why."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from window import TEXT, WindowTest, uia  # noqa: E402

import tap  # noqa: E402

GROUP = ('panel', 'grouping')
REASON = 'Not offered for this type of source.'


class Cards(WindowTest):
    users = 100

    def describe(self, node):
        return node.screen.get(node.path, 'Description')

    def check_haste(self):
        """Who is selected right after typing are those of what was typed, and not all of before."""
        window = self.window
        uia.key('ctrl+f')
        x, y, width, height = window.button('Select All Matching').resting_box()
        uia.xdo('mousemove', x + width // 2, y + height // 2)
        uia.xdo('key', '--delay', 0, 'a', 'n', 'click', 1)
        window.label(re.compile(r'^(\d+) of 100 users · \1 selected$'))
        uia.key('ctrl+f', 'ctrl+a', 'BackSpace')
        window.label(re.compile('^100 of 100 users'))

    def check_foot(self):
        """At this width one row holds what can be done with the users that are found."""
        window = self.window
        uia.xdo('windowsize', '--sync', window.app.window_id(), 1110, 700)
        uia.wait(lambda: window.size()[0] == 1110, what='the width')
        names = ('Select All Matching', 'Show Selected', 'Clear', 'Confirm Selection')
        uia.wait(
            lambda: len({window.look(uia.BUTTON, name).box()[1] for name in names}) == 1,
            what='one row',
        )
        buttons = [window.look(uia.BUTTON, name).box() for name in names]
        counts = window.look(TEXT, re.compile(r'^\d+ of \d+ users')).box()
        self.assertLess(abs(counts[1] + counts[3] // 2 - buttons[0][1] - buttons[0][3] // 2), 4)
        self.assertLessEqual(counts[0] + counts[2], buttons[0][0])

    def test_reason(self):
        self.connect()
        window = self.start()
        window.page(3, 'Bulk User Actions')
        window.label(re.compile(r'^\d+ of \d+ users$'))
        # The only source is the current one, whoever clicks it.
        window.click('Acme')
        window.find(uia.BUTTON, 'Acme', lambda node: node.has('pressed') or node.has('checked'))
        self.check_haste()
        window.click('Select All Matching')
        window.label('100 of 100 users · 100 selected')
        self.check_foot()
        window.click('Confirm Selection')
        window.label(re.compile('^What should be done to '))
        card = window.tab_to('Suspend Access', GROUP)
        self.assertEqual(self.describe(card), REASON)
        # Pressing does nothing.
        uia.key('space')
        window.insensitive('Review Plan')
        # One that can be used is its button.
        self.assertEqual(self.describe(window.button('Remove from Groups')), '')


class Counts(WindowTest):
    """To how many of the selected users it can be done, and why not to the others: as the plan
    says."""

    users = 400

    def setUp(self):
        super().setUp()
        self.connect_organisation()
        self.users_read = self.world.run('users', 'Org', '--json').json()

    def count(self, **wanted):
        return sum(
            all(user[name] == value for name, value in wanted.items()) for user in self.users_read
        )

    def select(self, expression, number):
        window = self.window
        total = len(self.users_read)
        uia.key('ctrl+f', 'ctrl+a', 'BackSpace')
        uia.type_(expression)
        window.label(re.compile(f'^{number} of {total} users'))
        window.click('Select All Matching')
        window.label(f'{number} of {total} users · {number} selected')
        window.click('Confirm Selection')
        window.insensitive('Review Plan')

    def describe(self, node):
        return node.screen.get(node.path, 'Description')

    def reason(self, name):
        """Of a card that can't be used: the keys lead to the card itself."""
        window = self.window
        return uia.wait(lambda: self.describe(window.tab_to(name, GROUP)), what=f'why not {name}')

    def test_counts(self):
        window = self.start()
        window.page(3, 'Bulk User Actions')
        window.label(re.compile(f'^{len(self.users_read)} of '))
        suspended = self.count(status='suspended', managed=True)
        self.assertGreater(suspended, 1)
        self.select('status:suspended managed:yes', suspended)
        none = f'None of the {suspended} selected users is being deleted.'
        self.assertEqual(self.reason('Cancel Deletion'), none)
        self.show('none')
        # Others are selected: what was counted before isn't told of them.
        window.click('Back')
        window.click('Clear')
        active = self.count(status='active')
        self.select('status:active', active)
        deactivate = window.tab_to('Deactivate')
        window.no_label(none)
        words = f'^\\d+ of {active} selected users can be deactivated; .+\\.$'
        can = window.label(re.compile(words))
        number = can.name.split()[0]
        self.assertEqual(self.describe(deactivate), can.name)
        self.show('some')
        window.click('Deactivate')
        window.click('Review Plan')
        # Atlassian refuses some whom nobody knew of before.
        window.label(f'Permissions checked: all {number}.')
        plan = window.label(re.compile(r'^Deactivate the accounts of \d+ users\.$'))
        self.assertLess(int(re.search(r'\d+', plan.name).group()), int(number))


if __name__ == '__main__':
    tap.main()
