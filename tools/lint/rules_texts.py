# SPDX-License-Identifier: GPL-3.0-or-later
"""Texts: what translators get, and how it is written."""

import re

STRING = r'"((?:\\.|[^"\\\n])*)"'
MARKED = re.compile(
    r'(?<!\w)(?:_|N_|C_|NC_|Q_|ngettext|dngettext|g_dngettext|g_dpgettext2?)[ \t]?\('
    rf'(?:\s*(?:GETTEXT_PACKAGE\s*,)?\s*)((?:{STRING}[\s,]*)+)'
)
TRANSLATABLE_UI = re.compile(r'translatable="(?:yes|true|1)"[^>]*>([^<]*)<')
MERGED = ('.desktop.in', '.metainfo.xml.in', '.gschema.xml')


def marked_strings(source):
    """Yields (line, string) of what is translatable in a .c, .h or .ui file."""
    if source.suffix == '.ui':
        for line, match in source.search(TRANSLATABLE_UI, source.text):
            yield line, match.group(1)
        return
    text = source.code_with_strings
    for match in MARKED.finditer(text):
        for string in re.finditer(STRING, match.group(1)):
            offset = match.start(1) + string.start()
            yield text.count('\n', 0, offset) + 1, string.group(1)


def translated_files(project):
    for source in project.files('.c', '.h', '.ui', under='src/'):
        if any(True for _ in marked_strings(source)):
            yield source
    for source in project.sources:
        if source.path.startswith('data/') and source.path.endswith(MERGED):
            yield source


def three_dots(project):
    for source in project.files('.c', '.h', '.ui', under='src/'):
        for line, string in marked_strings(source):
            if '...' in string:
                yield source.problem(line, 'three-dots', f'"{string}": the character is …')


def straight_quote(project):
    """An apostrophe or quotation mark that people read is a typographic one."""
    for source in project.files('.c', '.h', '.ui', under='src/'):
        for line, string in marked_strings(source):
            if re.search(r"\w'\w|\\\"", string):
                yield source.problem(line, 'straight-quote', f'"{string}": use ’ “ ”')


def potfiles(project):
    """po/POTFILES.in names every file with a translatable string, and none that isn't there."""
    listing = next((s for s in project.sources if s.path == 'po/POTFILES.in'), None)
    if listing is None:
        return
    listed = {}
    for number, line in enumerate(listing.lines, 1):
        if line.strip() and not line.startswith('#'):
            listed[line.strip()] = number
    for source in translated_files(project):
        if source.path not in listed:
            yield source.problem(1, 'potfiles', 'has translatable strings, isn’t in po/POTFILES.in')
    present = {source.path for source in project.sources}
    for path, number in listed.items():
        if path not in present:
            yield listing.problem(number, 'potfiles', f'{path} doesn’t exist')


RULES = (three_dots, straight_quote, potfiles)
