# SPDX-License-Identifier: GPL-3.0-or-later
"""Style: what every file begins with, and what no file holds."""

import re
import shutil
import subprocess

SPDX = 'SPDX-License-Identifier: GPL-3.0-or-later'
NEEDS_SPDX = ('.c', '.h', '.py', '.sh', '.css', '.ui', '.build', '.bash', '.zsh', '.fish')
SCRIPTS = ('dev', '.ci/run')
OPEN_WORK = re.compile(r'\b(?:TO' r'DO|FIX' r'ME|XX' r'X|HA' r'CK)\b')


def spdx(project):
    """The licence stands in the first three lines (after a #! or an XML declaration)."""
    for source in project.sources:
        if source.suffix not in NEEDS_SPDX and source.path not in SCRIPTS:
            continue
        if not any(SPDX in line for line in source.lines[:3]):
            yield source.problem(1, 'spdx', f'no "{SPDX}" in the first three lines')


def first_comment(project):
    """After the licence, one paragraph: what the file is, who owns the object, which thread."""
    for source in project.files('.c', under=('src/', 'tests/')):
        rest = source.text.split('*/', 1)[-1].lstrip()
        comment = re.match(r'/\*(.*?)\*/', rest, re.DOTALL)
        words = re.findall(r'\w+', comment.group(1)) if comment else []
        if len(words) < 4:
            yield source.problem(2, 'first-comment', 'no paragraph that says what the file is')


def open_work(project):
    for source in project.files('.c', '.h', '.py', '.sh', '.ui', '.css', '.build'):
        for number, line in enumerate(source.lines, 1):
            match = OPEN_WORK.search(line)
            if match:
                yield source.problem(number, 'open-work', f'{match.group()}: do it, or leave it')


def pragma_once(project):
    for source in project.files('.h', under=('src/', 'tests/')):
        if not re.search(r'^#pragma once$', source.text, re.MULTILINE):
            yield source.problem(1, 'pragma-once', 'a header begins with #pragma once')


FORWARD = re.compile(r'^static\s+(?:inline\s+)?[\w\s*]+?\b(\w+)\s*\([^;{}=]*\)\s*;', re.MULTILINE)


def forward_declaration(project):
    """Functions stand before those that call them. An interface's init function may be declared:
    the macro that defines the type wants its name."""
    for source in project.c_files:
        for line, match in source.search(FORWARD):
            name = match.group(1)
            if not name.isupper() and not re.search(r'Interface\s*\*|Iface\s*\*', match.group()):
                yield source.problem(line, 'forward-declaration', f'{name} is declared beforehand')


BANNED = (
    (re.compile(r'\bg_object_(?:set|get|steal)_q?data\w*'), 'a field or a property says it better'),
    (re.compile(r'\b(?:strcpy|strcat|v?sprintf|gets|strtok|(?:g_)?alloca)\b ?\('), 'unsafe'),
)

# Deprecated since GTK 4.10. GtkFileChooserNative stands in ui/um-file-picker.c alone.
OLD_GTK = re.compile(
    r'\bGtk(?:Dialog|MessageDialog|InfoBar|Statusbar|ComboBox(?:Text)?|TreeView|EntryCompletion'
    r'|Assistant|CellRenderer\w*|ListStore|TreeStore)\b'
    r'|\bgtk_(?:dialog|message_dialog|info_bar|statusbar|combo_box|tree_view|entry_completion'
    r'|assistant|cell_renderer|list_store|tree_store)_\w+'
    r'|\bgtk_widget_(?:show|hide|get_style_context)\b'
)


def banned(project):
    for source in project.c_files:
        for pattern, reason in BANNED:
            for line, match in source.search(pattern):
                yield source.problem(line, 'banned', f'{match.group().rstrip(" (")}: {reason}')


def old_gtk(project):
    for source in project.files('.c', '.h', '.ui', under='src/'):
        text = source.text if source.suffix == '.ui' else source.code
        for line, match in source.search(OLD_GTK, text):
            yield source.problem(line, 'old-gtk', f'{match.group()} is deprecated in newer GTK')


HEX_COLOUR = re.compile(r'#(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b(?=[^{}]*[;}])')


def hex_colour(project):
    """Colours come from the theme; palette.css alone gives sources their marks."""
    for source in project.files('.css'):
        if source.path.endswith('/palette.css'):
            continue
        for line, match in source.search(HEX_COLOUR, source.code_with_strings):
            yield source.problem(
                line, 'hex-colour', f'{match.group()}: theme colours follow light and dark'
            )


def is_script(source):
    return source.path in SCRIPTS or source.suffix == '.sh'


def shell(project):
    """What shellcheck finds, where it is installed."""
    scripts = [source.path for source in project.sources if is_script(source)]
    if not scripts or not shutil.which('shellcheck'):
        return
    result = subprocess.run(
        ['shellcheck', '--format=gcc', '--severity=style', *scripts],
        cwd=project.root,
        capture_output=True,
        text=True,
        check=False,
    )
    by_path = {source.path: source for source in project.sources}
    for match in re.finditer(r'^(.+?):(\d+):\d+: \w+: (.*)$', result.stdout, re.MULTILINE):
        path, line, message = match.groups()
        yield by_path[path].problem(int(line), 'shellcheck', message)


RULES = (
    spdx,
    first_comment,
    open_work,
    pragma_once,
    forward_declaration,
    banned,
    old_gtk,
    hex_colour,
    shell,
)
