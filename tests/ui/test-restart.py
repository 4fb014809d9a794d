#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the next start brings back: page, source and size, whichever way the window was closed."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from window import MAIN_WINDOW, WindowTest, uia  # noqa: E402
from world import Simulator  # noqa: E402

import tap  # noqa: E402


class Restart(WindowTest):
    users = 60
    # Settings that outlive the program, as those of a desktop do.
    settings = {'GSETTINGS_BACKEND': 'keyfile'}

    def resize(self, width, height):
        window = self.window
        before = window.size()
        uia.xdo('windowsize', window.app.window_id(MAIN_WINDOW), width, height)
        uia.wait(lambda: window.size() != before, what='the new size')
        return window.size()

    def test_page_source_and_size(self):
        self.connect()
        other = Simulator(users=20, seed=7)
        self.addCleanup(other.stop)
        self.assertEqual(self.world.add(other, name='Bolt').status, 0)
        self.assertEqual(self.world.run('refresh', 'Bolt').status, 0)
        for source, users, size, close in (
            ('Bolt', 20, (1000, 680), 'ctrl+q'),
            ('Acme', 60, (1100, 600), 'ctrl+w'),
        ):
            with self.subTest(source=source):
                window = self.start(self.settings)
                window.page(3, 'Bulk User Actions')
                window.click(source)
                window.label(f'{users} of {users} users')
                size = self.resize(*size)
                uia.key(close)
                self.assertEqual(window.wait_for_end(), 0)

                window = self.start(self.settings)
                window.label(f'{users} of {users} users')
                window.find(('list item',), 'Bulk User Actions', lambda row: row.has('selected'))
                self.assertTrue(window.button(source).has('pressed'))
                self.assertEqual(window.size(), size)
                self.assertEqual(window.quit(), 0)

    def test_source_that_went(self):
        """The last source was removed meanwhile: the program starts as for the first time."""
        self.connect()
        window = self.start(self.settings)
        window.page(3, 'Bulk User Actions')
        window.label('60 of 60 users')
        self.assertEqual(window.quit(), 0)
        self.assertEqual(self.world.run('source', 'remove', 'Acme', '--yes').status, 0)
        window = self.start(self.settings)
        window.label('Change Many Users, Safely')
        self.assertEqual(window.quit(), 0)


if __name__ == '__main__':
    tap.main()
