# SPDX-License-Identifier: GPL-3.0-or-later
"""Drives a GTK program as people do: reads it through the accessibility bus (AT-SPI), presses real
keys and a real mouse (xdotool). Needs tests/support/ui-session.sh around it and the system's
Python, /usr/bin/python3, which has PyGObject.

What GTK 4.8 and 4.18 tell differs in names, roles and extents; the differences stay in here.
"""

import os
import re
import subprocess
import time
import warnings

import gi

warnings.simplefilter('ignore', DeprecationWarning)
gi.require_version('Atspi', '2.0')
from gi.repository import Atspi, GLib  # noqa: E402

Atspi.init()
Atspi.set_timeout(3000, 10000)

# GTK 4.8 calls both kinds of buttons a push button, GTK 4.18 tells them apart.
BUTTON = ('push button', 'button', 'toggle button')
WINDOW = ('frame', 'dialog', 'alert', 'window', 'file chooser')


def wait(condition, timeout=10.0, what='condition'):
    """Asks again and again until it gets something true, and returns that."""
    end = time.monotonic() + timeout
    while True:
        try:
            result = condition()
            if result:
                return result
        except GLib.Error:
            pass  # the widget asked for went away meanwhile
        if time.monotonic() > end:
            raise TimeoutError(f'waited {timeout:g} s for {what}')
        time.sleep(0.03)


def xdo(*arguments):
    command = ['xdotool', *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def key(*names):
    """Presses keys, such as 'ctrl+f' or 'Return'."""
    xdo('key', '--clearmodifiers', *names)


def type_(text):
    xdo('type', '--delay', '8', text)


def shot(path, window=None):
    """A picture of the whole display, or of one X window."""
    subprocess.run(['import', '-window', window or 'root', str(path)], check=True)


def clean(name):
    """GTK 4.8 names a button with a mnemonic twice, "_Load Load": its name is the second."""
    for i, c in enumerate(name):
        if c == ' ' and '_' in name[:i] and name[:i].replace('_', '') == name[i + 1:]:
            return name[i + 1:]
    return name.replace('_', '') if re.search(r'_\w', name) else name


class Widget:
    """What can be told and done of a widget by its role, name, children, window and extents. Those
    come from whoever derives from it."""

    app = None

    def walk(self):
        for child in self.children():
            yield child
            yield from child.walk()

    def matches(self, role, name, condition=None):
        if role and self.role not in ((role,) if isinstance(role, str) else role):
            return False
        if name is not None:
            if hasattr(name, 'search'):
                if not name.search(self.name):
                    return False
            elif self.name != name:
                return False
        return condition is None or condition(self)

    def all(self, role=None, name=None, condition=None):
        """All below it with this role (or one of these), name (or pattern) and condition."""
        for node in self.walk():
            try:
                if node.matches(role, name, condition):
                    yield node
            except GLib.Error:
                continue

    def find(self, role=None, name=None, timeout=10.0, condition=None):
        """The first such below it; waits for it."""
        return wait(
            lambda: next(self.all(role, name, condition), None), timeout, f'{role} {name!r}'
        )

    def box(self):
        """Where it is on the display: x, y, width, height."""
        left, top, width, height = self.extents()
        window = self.window()
        outer_left, outer_top, outer_width, _outer_height = window.extents()
        x, y, real_width, _real_height = self.app.geometry(window.name)
        if outer_left < 0:
            # GTK 4.18 leaves out the CSS padding; the window's own border is most of it.
            shift = (-2 * outer_left, -2 * outer_top)
        else:
            shift = ((real_width - outer_width) // 2,) * 2  # GTK 4.8: a border on each side
        return x + shift[0] + left, y + shift[1] + top, width, height

    def resting_box(self):
        """The same, once it doesn't move any more: pages slide in, lists are scrolled."""
        boxes = [None]

        def rests():
            boxes.append(self.box())
            return boxes[-1] == boxes[-2]

        wait(rests, what=f'{self.role} {self.name!r} to rest')
        return boxes[-1]

    def point(self):
        """Moves the mouse there."""
        x, y, width, height = self.resting_box()
        xdo('mousemove', x + width // 2, y + height // 2)

    def click(self, button=1):
        x, y, width, height = self.resting_box()
        xdo('mousemove', x + width // 2, y + height // 2, 'click', button)


class Node(Widget):
    """A widget that is asked for each thing when that is needed."""

    def __init__(self, accessible, app):
        self.accessible = accessible
        self.app = app

    @property
    def role(self):
        return self.accessible.get_role_name()

    @property
    def name(self):
        return clean(self.accessible.get_name() or '')

    @property
    def description(self):
        return self.accessible.get_description() or ''

    def children(self):
        for index in range(self.accessible.get_child_count()):
            child = self.accessible.get_child_at_index(index)
            if child:
                yield Node(child, self.app)

    def has(self, state):
        """Whether it has a state, such as 'sensitive', 'showing', 'checked' or 'focused'."""
        wanted = getattr(Atspi.StateType, state.upper())
        return self.accessible.get_state_set().contains(wanted)

    def states(self):
        return {state.value_nick for state in self.accessible.get_state_set().get_states()}

    def actions(self):
        interface = self.accessible.get_action_iface()
        try:
            count = Atspi.Action.get_n_actions(interface) if interface else 0
            return [Atspi.Action.get_action_name(interface, n) for n in range(count)]
        except GLib.Error:
            return []

    def act(self, name='click'):
        interface = self.accessible.get_action_iface()
        return Atspi.Action.do_action(interface, self.actions().index(name))

    def text(self):
        interface = self.accessible.get_text_iface()
        if interface is None:
            return None
        return Atspi.Text.get_text(interface, 0, Atspi.Text.get_character_count(interface))

    def set_text(self, text):
        interface = self.accessible.get_editable_text_iface()
        return Atspi.EditableText.set_text_contents(interface, text)

    def value(self):
        return Atspi.Value.get_current_value(self.accessible.get_value_iface())

    def window(self):
        node = self.accessible
        while node and node.get_role_name() not in WINDOW:
            node = node.get_parent()
        return Node(node, self.app) if node else None

    def extents(self):
        """Where it is in its window: x, y, width, height."""
        component = self.accessible.get_component_iface()
        box = Atspi.Component.get_extents(component, Atspi.CoordType.WINDOW)
        return box.x, box.y, box.width, box.height

    def dump(self, depth=0, most=40):
        """Prints what is below it, for whoever writes a test."""
        print(
            '  ' * depth
            + f'{self.role} {self.accessible.get_name()!r} {self.description!r}'
            + f' actions={self.actions()[:3]} text={self.text()!r}'
            + f' states={",".join(sorted(self.states()))}'
        )
        for index, child in enumerate(self.children()):
            if index >= most:
                break
            child.dump(depth + 1, most)


class App:
    """A program that was started, and its tree on the accessibility bus.

    A sandboxed program shows the process id of its proxy: it is found by its name instead.
    """

    def __init__(self, command, environment=None, name=None):
        self.name = name
        self.process = subprocess.Popen(command, env={**os.environ, **(environment or {})})
        try:
            self.root = Node(wait(self._find, 60, 'the program on the accessibility bus'), self)
        except (TimeoutError, RuntimeError):
            self.process.kill()
            self.process.wait()
            raise

    def _find(self):
        if self.process.poll() is not None:
            raise RuntimeError(f'the program ended with status {self.process.returncode}')
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(index)
            if app and self._is_ours(app) and app.get_child_count():
                return app
        return None

    def _is_ours(self, app):
        if self.name:
            return app.get_name() == self.name
        return app.get_process_id() == self.process.pid

    def seen(self):
        """The X windows that can be seen: id → title and place (x, y, width, height)."""
        by = ('--name', '.') if self.name else ('--pid', self.process.pid, '--all', '--name', '')
        told = ('getwindowname', '%@', 'getwindowgeometry', '--shell', '%@')

        def listed():
            try:
                return xdo('search', '--onlyvisible', *by, *told).splitlines()
            except subprocess.CalledProcessError:
                return None  # one, a tooltip as a rule, went away between the search and its place

        lines = wait(listed, what='the list of X windows')
        first = next(index for index, line in enumerate(lines) if line.startswith('WINDOW='))
        values = [line.partition('=')[2] for line in lines[first:]]
        places = [values[start : start + 5] for start in range(0, len(values), 6)]
        return {
            place[0]: (title.strip(), tuple(int(number) for number in place[1:]))
            for title, place in zip(lines[:first], places)
        }

    def windows(self):
        """Their titles alone: id → title."""
        return {window: title for window, (title, _place) in self.seen().items()}

    def window_id(self, title=None):
        """The X window of this title, or the last. Tooltips and popovers have X windows, too, to
        which GDK gives the program's name: they are smaller than the window that is called so."""
        seen = self.seen()
        of_title = [window for window, (own_title, _place) in seen.items() if own_title == title]
        if not of_title:
            return list(seen)[-1]
        return max(of_title, key=lambda window: seen[window][1][2] * seen[window][1][3])

    def geometry(self, title=None):
        """Where a window is on the display: x, y, width, height."""
        return self.seen()[self.window_id(title)][1]

    def close(self, timeout=10):
        """Ends it by a signal; for leak checks close its window instead."""
        if self.process.poll() is None:
            self.process.terminate()
        return self.process.wait(timeout)
