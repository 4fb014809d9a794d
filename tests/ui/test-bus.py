#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the program exports on the session bus: the few actions of DESIGN.md, "The bus", and nothing
that selects, confirms, runs, resumes, removes or saves. Whoever is on the bus could call it."""

import contextlib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from gi.repository import Gio, GLib  # noqa: E402
from window import ROOT, WindowTest  # noqa: E402
from world import APP_ID  # noqa: E402

import tap  # noqa: E402

PATH = '/' + APP_ID.replace('.', '/')

# Show page, open log, open file, new window, preferences, help, about, quit.
ALLOWED = {
    'show-page',
    'show-run',
    'open-file',
    'new-window',
    'preferences',
    'help',
    'shortcuts',
    'show-help-overlay',
    'about',
    'quit',
}


class Bus(WindowTest):
    users = 50

    def setUp(self):
        super().setUp()
        self.connect()
        self.start()
        self.window.page(3, 'Bulk User Actions')
        self.window.label('50 of 50 users')
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)

    def call(self, path, interface, method, *arguments):
        return self.bus.call_sync(
            APP_ID, path, interface, method, *arguments, Gio.DBusCallFlags.NONE, 10000, None
        ).unpack()

    def objects(self, path):
        """All exported objects from a path on, each with its interfaces."""
        text = self.call(path, 'org.freedesktop.DBus.Introspectable', 'Introspect', None, None)[0]
        node = Gio.DBusNodeInfo.new_for_xml(text)
        yield path, {interface.name for interface in node.interfaces}
        for child in node.nodes:
            if child.path:
                yield from self.objects(path.rstrip('/') + '/' + child.path)

    def action_groups(self):
        return {
            path: set(self.call(path, 'org.gtk.Actions', 'List', None, None)[0])
            for path, interfaces in self.objects(PATH)
            if 'org.gtk.Actions' in interfaces
        }

    def activate(self, action, *texts):
        values = [GLib.Variant('s', text) for text in texts]
        arguments = GLib.Variant('(sava{sv})', (action, values, {}))
        self.call(PATH, 'org.gtk.Actions', 'Activate', arguments, None)

    def test_actions(self):
        groups = self.action_groups()
        self.assertLessEqual({'show-page', 'show-run', 'about', 'quit'}, groups[PATH])
        self.assertTrue(any('/window/' in path for path in groups), groups)
        for path, names in groups.items():
            with self.subTest(path=path):
                self.assertLessEqual(names, ALLOWED)

    def test_no_interface_of_our_own(self):
        known = (
            'org.gtk.',
            'org.freedesktop.DBus.',
            'org.freedesktop.Application',
        )
        for path, interfaces in self.objects(PATH):
            for interface in interfaces:
                self.assertTrue(interface.startswith(known), f'{path}: {interface}')

    def test_show(self):
        """What is exported works, and does no more than show."""
        before = self.simulator.stats()
        self.activate('show-page', 'runs')
        self.window.find(('list item',), 'Run Logs', lambda node: node.has('selected'))
        for page in ('', 'no-such-page', '../x', 'opening', 'x' * 10000):
            self.activate('show-page', page)
        self.window.label('No Runs Yet')
        for run in ('', 'no-such-run', "' OR 1=1"):
            self.activate('show-run', run)
        self.window.page(1, 'Getting Started')
        self.assertEqual(self.simulator.stats()['effects'], before['effects'])
        self.assertEqual(self.window.quit(), 0)

    def test_quit(self):
        self.activate('quit')
        self.assertEqual(self.window.wait_for_end(), 0)

    def test_screen_reader(self):
        """It may ask for a window that was closed since it asked how many there are."""
        ninth = GLib.Variant('(i)', (9,))
        with contextlib.suppress(GLib.Error):
            self.window.screen.call(ROOT, 'org.a11y.atspi.Accessible', 'GetChildAtIndex', ninth)
        self.window.label('50 of 50 users')
        self.assertEqual(self.window.quit(), 0)


if __name__ == '__main__':
    tap.main()
