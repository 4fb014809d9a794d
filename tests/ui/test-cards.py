#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cards of actions that can't be used here, in the real window: the keys lead to them, and a screen
reader is told why."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from window import WindowTest, uia  # noqa: E402

import tap  # noqa: E402

GROUP = ('panel', 'grouping')
REASON = 'Not offered for this type of source.'


class Cards(WindowTest):
    users = 100

    def describe(self, node):
        return node.screen.get(node.path, 'Description')

    def test_reason(self):
        self.connect()
        window = self.start()
        window.page(3, 'Bulk User Actions')
        window.label(re.compile(r'^\d+ of \d+ users$'))
        window.click('Select All Matching')
        window.click('Confirm Selection')
        window.label(re.compile('^What should be done to '))
        card = window.tab_to('Suspend Access', GROUP)
        self.assertEqual(self.describe(card), REASON)
        # Pressing does nothing.
        uia.key('space')
        window.insensitive('Review Plan')
        # One that can be used is its button.
        self.assertEqual(self.describe(window.button('Remove from Groups')), '')


if __name__ == '__main__':
    tap.main()
