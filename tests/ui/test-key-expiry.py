#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The end of keys: a banner in the window and a notification on the desktop, once for each stage of
each key, whatever the next start finds; and what a click on either shows."""

import datetime
import os
import sqlite3
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from gi.repository import Gio, GLib  # noqa: E402
from window import PATIENCE, WindowTest, uia  # noqa: E402

import tap  # noqa: E402

INTERFACE = 'org.freedesktop.Notifications'
PATH = '/org/freedesktop/Notifications'
XML = f"""
<node><interface name="{INTERFACE}">
  <method name="Notify">
    <arg type="s" direction="in"/><arg type="u" direction="in"/><arg type="s" direction="in"/>
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="as" direction="in"/>
    <arg type="a{{sv}}" direction="in"/><arg type="i" direction="in"/>
    <arg type="u" direction="out"/>
  </method>
  <method name="CloseNotification"><arg type="u" direction="in"/></method>
</interface></node>
"""
ADVICE = 'Create a new key and give it to the source.'


class Desktop:
    """Takes the notifications that a desktop would show, on a thread of its own."""

    def __init__(self):
        self.shown = []  # (number, title, text, actions)
        self.closed = []
        self.ready = threading.Event()
        self.context = GLib.MainContext()
        self.loop = GLib.MainLoop(self.context)
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()
        self.ready.wait(PATIENCE)

    def serve(self):
        self.context.push_thread_default()
        flags = Gio.DBusConnectionFlags
        self.bus = Gio.DBusConnection.new_for_address_sync(
            os.environ['DBUS_SESSION_BUS_ADDRESS'],
            flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION,
        )
        interface = Gio.DBusNodeInfo.new_for_xml(XML).interfaces[0]
        self.bus.register_object(PATH, interface, self.call_cb, None, None)
        self.bus.call_sync(
            'org.freedesktop.DBus', '/org/freedesktop/DBus', 'org.freedesktop.DBus', 'RequestName',
            GLib.Variant('(su)', (INTERFACE, 0)), None, Gio.DBusCallFlags.NONE, 10000,
        )
        self.ready.set()
        self.loop.run()

    def call_cb(self, _bus, _sender, _path, _interface, method, arguments, invocation):
        values = arguments.unpack()
        if method == 'Notify':
            number = values[1] or len(self.shown) + 1
            self.shown.append((number, values[3], values[4], values[5]))
            invocation.return_value(GLib.Variant('(u)', (number,)))
        else:
            self.closed.append(values[0])
            invocation.return_value(None)

    def wait_for(self, count):
        uia.wait(lambda: len(self.shown) >= count, PATIENCE, f'{count} notifications')
        return self.shown[-1]

    def click(self, number):
        values = GLib.Variant('(us)', (number, 'default'))
        self.bus.emit_signal(None, PATH, INTERFACE, 'ActionInvoked', values)

    def stop(self):
        self.loop.quit()
        self.thread.join()
        self.bus.close_sync()


def in_days(days):
    return (datetime.date.today() + datetime.timedelta(days)).isoformat()


def tells(name, days):
    return f'The key of “{name}” expires in {days} day{"s" if days != 1 else ""}.'


class KeyExpiry(WindowTest):
    users = 40
    # Settings that outlive the program, as those of a desktop do.
    settings = {'GSETTINGS_BACKEND': 'keyfile'}

    def setUp(self):
        super().setUp()
        self.desktop = Desktop()
        self.addCleanup(self.desktop.stop)

    def add(self, name, days, **instead):
        added = self.world.add(self.simulator, '--expires', in_days(days), name=name, **instead)
        self.assertEqual(added.status, 0)

    def restart(self):
        """What was sent before is with the desktop when the program has ended."""
        self.assertEqual(self.window.quit(), 0)
        return self.start(self.settings)

    def test_once(self):
        self.add('Acme', 7)
        window = self.start(self.settings)
        banner = f'{tells("Acme", 7)} {ADVICE}'
        window.label(banner)
        _number, title, text, _actions = self.desktop.wait_for(1)
        self.assertEqual((title, text), (tells('Acme', 7), ADVICE))
        # Nobody looked yet: the window tells again, the desktop doesn't.
        window = self.restart()
        window.label(banner)
        window.click('Show Sources')
        window.label('Key expires in 7 days')
        window.no_label(banner)
        window = self.restart()
        window.label('Key expires in 7 days')
        self.assertIsNone(window.look(None, banner))
        self.assertEqual(window.quit(), 0)
        self.assertEqual(len(self.desktop.shown), 1)

    def test_far(self):
        self.add('Acme', 31)
        window = self.start(self.settings)
        window.page(2, 'Sources')
        window.label('Acme')
        self.assertIsNone(window.look(uia.BUTTON, 'Show Sources'))
        self.assertEqual(window.quit(), 0)
        self.assertEqual(self.desktop.shown, [])

    def test_click(self):
        """It shows where something can be done, and holds nobody's name."""
        self.add('Acme', 1)
        window = self.start(self.settings)
        window.page(4, 'Run Logs')
        number, title, text, _actions = self.desktop.wait_for(1)
        self.assertNotIn('@', title + text)
        self.assertNotIn(self.simulator.get('/rest/api/3/myself')['displayName'], title + text)
        self.desktop.click(number)
        window.find(('list item',), 'Sources', lambda row: row.has('selected'))
        window.label('Key expires in 1 day')

    def test_several(self):
        """The window tells of one after the other, that which ends first before."""
        self.add('Acme', 20)
        self.add('Bolt', 3)
        window = self.start(self.settings)
        self.desktop.wait_for(2)
        window.label(f'{tells("Bolt", 3)} {ADVICE}')
        window.click('Show Sources')
        window.label(f'{tells("Acme", 20)} {ADVICE}')
        window.click('Show Sources')
        window.no_label(f'{tells("Acme", 20)} {ADVICE}')

    def edit_date(self, days):
        window = self.window
        window.click('Actions for This Source')
        uia.key('Down', 'Down', 'Return')
        window.dialog('Edit Source')
        window.type_into('Expiration Date (optional)', in_days(days))
        window.click('Save')
        window.wait_for_no_dialog()

    def test_new_key(self):
        """With another date all begins anew; what is over is taken back."""
        self.add('Acme', 5)
        window = self.start(self.settings)
        number = self.desktop.wait_for(1)[0]
        window.page(2, 'Sources')
        window.click('Show Sources')
        window.label('Key expires in 5 days')
        self.edit_date(6)
        window.label(f'{tells("Acme", 6)} {ADVICE}')
        self.assertEqual(self.desktop.wait_for(2)[1], tells('Acme', 6))
        closed = len(self.desktop.closed)
        self.edit_date(200)
        window.no_label(f'{tells("Acme", 6)} {ADVICE}')
        uia.wait(lambda: len(self.desktop.closed) > closed, PATIENCE, 'the notification to go')
        self.assertIn(self.desktop.closed[-1], (number, number + 1))
        self.assertEqual(window.quit(), 0)
        self.assertEqual(len(self.desktop.shown), 2)

    def test_expired(self):
        self.add('Acme', 2)
        database = next(path for path in self.world.files().values() if path.suffix == '.db'
                        and path.name.startswith('user-management'))
        with sqlite3.connect(database) as kept:
            kept.execute('UPDATE sources SET expires = expires - 3 * 86400')
        kept.close()
        window = self.start(self.settings)
        self.assertEqual(self.desktop.wait_for(1)[1], 'The key of “Acme” has expired.')
        window.label(f'The key of “Acme” has expired. {ADVICE}')
        window.click('Show Sources')
        window.label('Key has expired')


if __name__ == '__main__':
    tap.main()
