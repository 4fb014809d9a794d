# SPDX-License-Identifier: GPL-3.0-or-later
"""What a program shows, read as a whole: one question to its cache on the accessibility bus tells
of all widgets, where asking for each thing of each takes seconds. Rows of tables aren't in there
before somebody asks for them: they are read one by one, and only by who wants to know."""

import ast
import functools
import re

import uia
from gi.repository import Gio, GLib

ROOT = '/org/a11y/atspi/accessible/root'
INTERFACE = 'org.a11y.atspi.'
PATIENCE_MS = 10000

# A table tells of some 200 rows with all their cells, whatever can be seen of it.
TABLE = ('tree table',)
ENTRY = ('text', 'password text', 'entry')
CHECK = ('check box',)

# Where a widget is looked at, in quarters of its width and height: its middle first.
PROBES = ((2, 2), (1, 1), (3, 3), (1, 3), (3, 1))

# One widget of the cache as GVariant prints it, which is read ten times as fast as it is unpacked:
# itself, its application, what it is in, place, number of children, interfaces, name, role,
# description, states.
STRING = r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
OBJECT = r"\('[^']*', '([^']*)'\)"
PRINTED = re.compile(
    rf'\({OBJECT}, {OBJECT}, {OBJECT}, (-?\d+), (-?\d+), '
    rf'\[[^]]*\], {STRING}, (\d+), {STRING}, \[([^]]*)\]\)'
)


class Item(uia.Widget):
    """A widget as it was when the screen was read. What is asked of it later is answered anew."""

    def __init__(self, screen, path, parent, told, count=-1):
        self.screen = screen
        self.app = screen.app
        self.path = path
        self.parent = parent  # a path
        role, self.told_name, self.states = told
        self.role = role_name(role)
        self.count = count  # of its children; -1: not known
        self.inside = [] if count == 0 else None

    @property
    def name(self):
        # GTK 4.18 gives a label that announces its changes no name: what it says is its text.
        if not self.told_name and self.role == 'status bar':
            self.told_name = self.text() or ''
        return uia.clean(self.told_name)

    def children(self):
        if self.inside is None:
            self.inside = self.screen.ask_children(self)
        return self.inside

    def walk(self, into_tables=True):
        """All below it, from the top to the bottom."""
        for child in self.children():
            yield child
            if into_tables or child.role not in TABLE:
                yield from child.walk(into_tables)

    def ask(self, interface, method, arguments=None):
        return self.screen.call(self.path, INTERFACE + interface, method, arguments)

    def had(self, state):
        """Whether it had a state when the screen was read."""
        number = int(getattr(uia.Atspi.StateType, state.upper()))
        return bool(self.states[number // 32] >> number % 32 & 1)

    def has(self, state):
        """Whether it has a state now, such as 'sensitive', 'showing', 'checked' or 'focused'."""
        self.states = self.ask('Accessible', 'GetState')[0]
        return self.had(state)

    def text(self):
        if INTERFACE + 'Text' not in self.ask('Accessible', 'GetInterfaces')[0]:
            return None
        length = GLib.Variant('(ss)', (INTERFACE + 'Text', 'CharacterCount'))
        count = self.screen.call(self.path, 'org.freedesktop.DBus.Properties', 'Get', length)[0]
        return self.ask('Text', 'GetText', GLib.Variant('(ii)', (0, count)))[0]

    def extents(self):
        window = GLib.Variant('(u)', (int(uia.Atspi.CoordType.WINDOW),))
        return self.ask('Component', 'GetExtents', window)[0]

    def outwards(self):
        """The widget and those around it, from the inside to the outside."""
        node = self
        while node:
            yield node
            node = self.screen.items.get(node.parent)

    def window(self):
        return next((node for node in self.outwards() if node.role in uia.WINDOW), None)

    def seen_in(self, window):
        """The paths that are seen at the widget's place in a window."""
        left, top, width, height = self.extents()
        if width <= 0 or height <= 0:
            return []
        paths = []
        for x, y in PROBES:
            place = (left + width * x // 4, top + height * y // 4)
            arguments = GLib.Variant('(iiu)', (*place, int(uia.Atspi.CoordType.WINDOW)))
            path = window.ask('Component', 'GetAccessibleAtPoint', arguments)[0][1]
            if not path.endswith('/null'):
                paths.append(path)
        return paths

    def is_bare(self):
        """What holds no text tells nothing of what is seen there: entry, check box, icon."""
        if self.role in ENTRY + CHECK:
            return True
        return self.role in uia.BUTTON and not any(self.all('label'))

    def is_seen(self):
        """Whether it is what one sees at its place: pages that aren't shown are in the tree, too,
        and GTK 4.8 doesn't tell which are."""
        if self.had('showing'):
            return True
        window = self.window()
        if window is None:
            return False
        width, height = self.extents()[2:]
        if width <= 0 or height <= 0:
            return False
        paths = self.seen_in(window)
        if not paths:
            return self.is_bare()
        if any(node.path == self.path for path in paths for node in self.screen.around(path)):
            return True
        # What can't be pressed is seen through: its box is what is seen there.
        box = [node.path for node in self.outwards()][:4]
        return not self.had('sensitive') and paths[0] in box


class Screen:
    """All windows of a program, as read() found them."""

    def __init__(self, app):
        self.app = app
        self.bus = a11y_bus()
        self.name = app.root.accessible.app.bus_name
        self.items = {}
        self.below = {}

    def call(self, path, interface, method, arguments=None):
        return self.bus.call_sync(
            self.name, path, interface, method, arguments, None,
            Gio.DBusCallFlags.NONE, PATIENCE_MS, None,
        ).unpack()  # fmt: skip

    def get(self, path, name):
        """A property of a widget."""
        arguments = GLib.Variant('(ss)', (INTERFACE + 'Accessible', name))
        return self.call(path, 'org.freedesktop.DBus.Properties', 'Get', arguments)[0]

    def windows(self):
        """The windows, without what is in them."""
        self.items = {}
        self.below = {}
        return self.list_windows()

    def read(self):
        """Reads anew what is told of all widgets at once; returns the windows. What is in one is to
        be had by fill()."""
        self.read_cache()
        return self.list_windows()

    def list_windows(self):
        status = self.app.process.poll()
        if status is not None:
            raise RuntimeError(f'the program ended with status {status}')
        if ROOT not in self.items:
            self.items[ROOT] = self.ask_item(ROOT, None)
        root = self.items[ROOT]
        root.inside = self.ask_children(root)
        # GTK 4.18 calls its window of shortcuts a panel.
        return [node for node in root.inside if node.role in uia.WINDOW + ('panel',)]

    def read_cache(self):
        self.items = {}
        self.below = {}
        answer = self.bus.call_sync(
            self.name, '/org/a11y/atspi/cache', INTERFACE + 'Cache', 'GetItems', None, None,
            Gio.DBusCallFlags.NONE, PATIENCE_MS, None,
        )  # fmt: skip
        told = PRINTED.findall(answer.print_(False))
        if len(told) != answer.get_child_value(0).n_children():
            raise ValueError('the cache tells of widgets in another way than expected')
        told.sort(key=lambda item: int(item[3]))  # by its place among those beside it
        for path, _app, parent, _place, count, name, role, _description, states in told:
            name = ast.literal_eval(name) if '\\' in name else name[1:-1]
            states = [int(number) for number in states.split(', ')]
            item = Item(self, path, parent, (int(role), name, states), int(count))
            self.items[path] = item
            self.below.setdefault(parent, []).append(path)

    def fill(self, window, wholly):
        """Finds out what is in a window. What was never asked for isn't in the cache, and what was
        hidden since still is: to read it wholly, each widget is asked for its children, otherwise
        those of which the cache doesn't tell as many as there are. All of one depth are asked at
        a time, without waiting for one answer to ask the next."""
        inside = {}
        level = [window.path]
        while level:
            asked = [path for path in level if wholly or not self.is_told(path)]
            answers = self.ask_each(asked, 'GetChildren')
            for path in level:
                inside[path] = self.below.get(path, [])
            for path in asked:
                inside[path] = [child for _name, child in answers.get(path, [])]
            below = [child for path in level for child in inside[path]]
            level = [path for path in below if path in self.items and self.holds(path)]
            unknown = [path for path in below if path not in self.items]
            for path, role in self.ask_each(unknown, 'GetRole').items():
                if role_name(role) not in TABLE:
                    level.append(path)
        if any(path not in self.items for paths in inside.values() for path in paths):
            self.read_cache()  # now it tells of those, too
        for path, paths in inside.items():
            if path in self.items:
                self.items[path].inside = [self.items[p] for p in paths if p in self.items]
        return self.items.get(window.path, window)

    def is_told(self, path):
        """Whether the cache tells of as many children as a widget has."""
        return path in self.items and self.items[path].count == len(self.below.get(path, []))

    def holds(self, path):
        """Whether a widget may have others in it that are of interest."""
        item = self.items[path]
        return item.count != 0 and item.role not in TABLE

    def ask_each(self, paths, method):
        """The answers of some widgets, by their paths; none of those that went away meanwhile. All
        are asked before the first answer is there."""
        results = {}

        def answered_cb(_bus, result, path):
            results[path] = result

        for path in paths:
            self.bus.call(
                self.name, path, INTERFACE + 'Accessible', method, None, None,
                Gio.DBusCallFlags.NONE, PATIENCE_MS, None, answered_cb, path,
            )  # fmt: skip
        while len(results) < len(paths):
            GLib.MainContext.default().iteration(True)
        answers = {}
        for path, result in results.items():
            try:
                answers[path] = self.bus.call_finish(result).unpack()[0]
            except GLib.Error:
                continue
        return answers

    def ask_children(self, item):
        children = []
        for _name, path in item.ask('Accessible', 'GetChildren')[0]:
            if path not in self.items:
                self.items[path] = self.ask_item(path, item.path)
            children.append(self.items[path])
        return children

    def ask_item(self, path, parent):
        role = self.call(path, INTERFACE + 'Accessible', 'GetRole')[0]
        states = self.call(path, INTERFACE + 'Accessible', 'GetState')[0]
        return Item(self, path, parent, (role, self.get(path, 'Name'), states))

    def around(self, path):
        """A widget that is seen, and those around it."""
        innermost = path
        while path not in self.items:
            parent = self.get(path, 'Parent')[1]
            if parent.endswith('/null'):
                return []
            self.items[path] = self.ask_item(path, parent)
            path = parent
        return self.items[innermost].outwards()


@functools.cache
def role_name(role):
    return uia.Atspi.role_get_name(uia.Atspi.Role(role))


def a11y_bus():
    session = Gio.bus_get_sync(Gio.BusType.SESSION)
    address = session.call_sync(
        'org.a11y.Bus', '/org/a11y/bus', 'org.a11y.Bus', 'GetAddress', None, None,
        Gio.DBusCallFlags.NONE, PATIENCE_MS, None,
    ).unpack()[0]  # fmt: skip
    flags = Gio.DBusConnectionFlags
    return Gio.DBusConnection.new_for_address_sync(
        address, flags.AUTHENTICATION_CLIENT | flags.MESSAGE_BUS_CONNECTION, None, None
    )
