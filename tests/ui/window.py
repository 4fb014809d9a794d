# SPDX-License-Identifier: GPL-3.0-or-later
"""The real window in a world of its own, driven as people do. Needs tests/support/ui-session.sh
around it, and the system's Python. The program is named by the environment: UM_PROGRAM.
"""

import contextlib
import os
import re
import subprocess
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))

import uia  # noqa: E402
from screen import CHECK, ENTRY, ROOT, TABLE, Screen  # noqa: E402
from world import Simulator, World, preloads  # noqa: E402

# A label that announces its changes has another role.
TEXT = ('label', 'status bar', 'static', 'notification', 'alert')
# For a busy machine and a program under the checkers; what is there is seen at once.
PATIENCE = 60
MAIN_WINDOW = 'User Management'
LOOKS = '[Settings]\ngtk-font-name=Cantarell 11\ngtk-cursor-blink=0\n'

# Stops of Tab in one view, at the most.
STOPS = 60


class Window:
    """The program, started; it is ended by quit(), or killed with the test."""

    def __init__(self, world, environment=None):
        looks = world.path('config') / 'gtk-4.0' / 'settings.ini'
        looks.parent.mkdir(parents=True, exist_ok=True)
        looks.write_text(LOOKS, encoding='utf-8')
        # The display, the session bus and the accessibility bus are the session's.
        outer = {**os.environ, 'LC_ALL': 'C.UTF-8'}
        inner = {**world.environment, **preloads(), **(environment or {})}
        inner['G_DEBUG'] = 'fatal-criticals'  # what the program itself finds wrong fails the test
        for name in ('DBUS_SESSION_BUS_ADDRESS', 'XDG_RUNTIME_DIR', 'GSETTINGS_BACKEND'):
            if name not in (environment or {}):
                inner.pop(name, None)
        self.app = uia.App([os.environ['UM_PROGRAM']], {**outer, **inner})
        self.screen = Screen(self.app)

    def windows(self):
        return self.screen.windows()

    def in_front(self, wholly=True):
        """The window that one deals with: what was opened last."""
        windows = self.screen.read()
        dialogs = [node for node in windows if node.name != MAIN_WINDOW]
        return self.screen.fill((dialogs or windows)[-1], wholly)

    def look(self, role, name, condition=None):
        """What can be seen with this role and name (or pattern) at once, the first of it outside
        tables; or None."""

        def is_it(node):
            return node.matches(role, name, condition) and node.is_seen()

        return self.first(is_it)

    def first(self, is_it):
        """The first outside tables in front of which that is true, or None: who finds it in what
        the cache tells needn't ask each widget for its children."""
        for wholly in (False, True):
            for node in self.in_front(wholly).walk(into_tables=False):
                try:
                    if is_it(node):
                        return node
                except uia.GLib.Error:
                    continue  # it went away meanwhile
        return None

    def find(self, role, name, condition=None, timeout=PATIENCE):
        """The same; waits for it."""
        return uia.wait(lambda: self.look(role, name, condition), timeout, f'{role} {name!r}')

    def label(self, name, timeout=PATIENCE):
        return self.find(TEXT, name, timeout=timeout)

    def no_label(self, name):
        uia.wait(lambda: not self.look(TEXT, name), PATIENCE, f'{name!r} to be gone')

    def button(self, name, roles=uia.BUTTON):
        """Waits for a button that can be pressed."""
        return self.find(roles, name, lambda node: node.has('sensitive'))

    def insensitive(self, name, roles=uia.BUTTON):
        """Waits for one that is shown and can't be pressed."""
        return self.find(roles, name, lambda node: not node.has('sensitive'))

    def click(self, name, roles=uia.BUTTON):
        self.button(name, roles).click()

    def choose_in_menu(self, name, place):
        """Opens a menu by its button, and takes what stands so many places below its first."""
        self.click(name)

        def is_open():
            return any(node.role == 'menu item' for node in self.in_front().walk(False))

        uia.wait(is_open, PATIENCE, f'the menu {name}')
        # Opened by the mouse, it has the focus on its first item or on none.
        uia.key('Home')
        for _ in range(place):
            uia.key('Down')
        uia.key('Return')

    def entry(self, name):
        return self.find(ENTRY, name)

    def search(self, text):
        """Types into the search entry that can be seen."""
        self.type_over(self.find(('entry',), None), text)

    def type_into(self, name, text):
        return self.type_over(self.entry(name), text)

    def type_over(self, entry, text):
        """Clicks into an entry, and types in place of what stands there."""
        entry.click()
        uia.key('ctrl+a')
        uia.key('BackSpace')
        if text:
            uia.type_(text)
        return entry

    def focused(self):
        """What has the focus, outside tables; or None."""
        return self.first(lambda node: node.had('focused'))

    def tab_until(self, reached, what, key='Tab'):
        """Presses Tab, or this key, until that is so, and returns what it gave."""
        for _stop in range(STOPS):
            found = reached()
            if found:
                return found
            uia.key(key)
        raise AssertionError(f'{key} doesn’t lead to {what}')

    def tab_to(self, name, roles=uia.BUTTON):
        """Presses Tab until something of this role and name has the focus."""

        def reached():
            node = self.focused()
            return node if node and node.matches(roles, name) else None

        return self.tab_until(reached, name)

    def all_labels(self):
        """All texts that can be seen, but for those in tables."""
        return [
            node
            for node in self.in_front().walk(into_tables=False)
            if node.role in TEXT and node.name and node.is_seen()
        ]

    def tables(self, name, wholly=True):
        nodes = self.in_front(wholly).walk(into_tables=False)
        return [node for node in nodes if node.matches(TABLE, name)]

    def in_table(self, name, role, wanted):
        """The first such thing that can be seen in a table of this name; waits for it."""

        def look():
            tables = [table for table in self.tables(name, False) if table.is_seen()]
            for table in tables or self.tables(name):
                for node in table.all(role, wanted, lambda node: node.is_seen()):
                    return node
            return None

        return uia.wait(look, PATIENCE, f'{role} {wanted!r} in the table {name!r}')

    def rows(self, name, n_rows=10):
        """The first rows of a table that has some, each as the list of its cells' texts."""
        cell = self.in_table(name, TEXT, re.compile('.'))
        table = next(node for node in cell.outwards() if node.role in TABLE)
        rows = []
        for row in table.all('table row'):
            texts = [node.name for node in row.all(TEXT + CHECK)]
            rows.append([text for text in texts if text and text != 'GtkLabel'])
            if len(rows) > n_rows:
                break
        return rows[1:]  # without the headings

    def dialog(self, name, timeout=PATIENCE):
        """Waits for a window of this title besides the main one."""
        return uia.wait(
            lambda: next((w for w in self.windows() if w.name == name), None),
            timeout,
            f'the window {name!r}',
        )

    def wait_for_no_dialog(self):
        uia.wait(lambda: len(self.windows()) == 1, PATIENCE, 'the dialog to be closed')

    def page(self, number, title):
        """Goes to a page by its key and waits until it is there."""
        uia.key(f'alt+{number}')
        self.find(('list item',), title, lambda node: node.has('selected'))

    def size(self):
        """Width and height of the main window."""
        return self.app.geometry(MAIN_WINDOW)[2:]

    def wait_for_end(self):
        """Its exit status, once it is closed."""
        return self.app.process.wait(PATIENCE)

    def quit(self):
        """Ends it as people do; its exit status."""
        uia.key('ctrl+q')
        return self.wait_for_end()


class WindowTest(unittest.TestCase):
    """A test with a world, a simulated site and, once started, a window. Where one fails, a picture
    of the display is left beside the test log."""

    users = 300

    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.remove)
        self.simulator = Simulator(users=self.users)
        self.addCleanup(self.simulator.stop)

    def start(self, environment=None):
        """Starts the program, and waits until it shows a page."""
        window = self.window = Window(self.world, environment)
        self.addCleanup(self.end, window.app.process)
        window.find(('list item',), None, lambda page: page.has('selected'))
        return window

    def end(self, process):
        if process.poll() is None:
            self.leave_picture()
            if preloads():
                self.close(process)
        if process.poll() is None:
            process.kill()
            process.wait()
            self.assertFalse(preloads(), 'the window can’t be closed')
        elif process.returncode != 0:
            self.fail(f'the program ended with status {process.returncode}')

    def close(self, process):
        """Under the checkers a window that a test leaves open is closed as people do: what is lost
        is only told of at the end. A menu, a question, or the second page of a dialog may be in the
        way."""
        uia.key('Escape', 'Escape', 'Escape', 'ctrl+q')
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(PATIENCE)

    def leave_picture(self):
        folder = os.environ.get('UM_PICTURES')
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            uia.shot(Path(folder) / f'{self.id().rpartition(".")[2]}.png')

    def show(self, name):
        """A picture on the way, for whoever asks for them by naming a folder in UM_SHOW."""
        folder = os.environ.get('UM_SHOW')
        if folder:
            test = type(self).__name__.lower()
            uia.shot(Path(folder) / f'{test}-{name}.png')

    def connect(self):
        """Adds the site and reads it, by the command line, before the window is opened."""
        self.assertEqual(self.world.add(self.simulator).status, 0)
        self.assertEqual(self.world.run('refresh', 'Acme').status, 0)

    def connect_organisation(self, name='Org'):
        """The same with the organisation."""
        added = self.world.add_organisation(self.simulator, name=name)
        self.assertEqual(added.status, 0, added)
        self.assertEqual(self.world.run('refresh', name).status, 0)

    def latest_run(self):
        runs = self.world.run('log', 'list', '--json').json()
        return self.world.run('log', 'show', runs[0]['id'], '--json').json()


__all__ = ['CHECK', 'ENTRY', 'MAIN_WINDOW', 'ROOT', 'TEXT', 'Window', 'WindowTest', 'uia']
