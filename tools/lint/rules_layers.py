# SPDX-License-Identifier: GPL-3.0-or-later
"""Layers: who may see whom, and what may be called where. HACKING.md has the picture."""

import re

MAY_SEE = {
    'model': {'model'},
    'atlassian': {'atlassian', 'model'},
    'store': {'store', 'model'},
    'engine': {'engine', 'atlassian', 'store', 'model'},
    'words': {'words', 'model'},
    'simulator': {'simulator'},
    'cli': {'cli', 'model', 'engine', 'words'},
    'ui': {'ui', 'model', 'engine', 'words'},
    '': {'ui', 'model', 'engine', 'words'},
}

# A system header (pattern), the layers that may include it, and what it is called.
ALL_BUT_UI = ('ui', '')
SYSTEM_HEADERS = (
    (re.compile(r'sqlite3(ext)?\.h'), ('store',), 'SQLite'),
    (re.compile(r'libsoup/'), ('atlassian', 'simulator'), 'libsoup'),
    (re.compile(r'json-glib/'), ('atlassian', 'simulator', 'engine', 'store', 'cli'), 'json-glib'),
    (re.compile(r'libsecret/'), ('store',), 'libsecret'),
    (re.compile(r'(gtk|gdk|gsk|graphene|pango|cairo)[/.]'), ALL_BUT_UI, 'GTK'),
    (re.compile(r'glib/gi18n'), ('words', 'ui', 'cli', ''), 'gettext'),
)

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.MULTILINE)


def includes(source):
    for line, match in source.search(INCLUDE):
        yield line, match.group(1) == '<', match.group(2)


def parent_include(project):
    for source in project.c_files:
        for line, _system, header in includes(source):
            if '../' in header:
                yield source.problem(
                    line, 'parent-include', f'{header}: the build says which folders are seen'
                )


def system_header(project):
    for source in project.c_files:
        if source.layer is None:
            continue
        for line, _system, header in includes(source):
            for pattern, layers, name in SYSTEM_HEADERS:
                if pattern.match(header) and source.layer not in layers:
                    where = ', '.join(layer for layer in layers if layer)
                    yield source.problem(line, 'system-header', f'{name} belongs to {where} alone')


def project_header(project):
    homes = {s.path.rsplit('/', 1)[1]: s.layer for s in project.files('.h', under='src/')}
    for source in project.c_files:
        if source.layer is None:
            continue
        for line, system, header in includes(source):
            home = homes.get(header.rsplit('/', 1)[-1])
            if system or home is None:
                continue
            if home not in MAY_SEE.get(source.layer, ()):
                yield source.problem(
                    line, 'layer', f'{source.layer or "main"} may not see {header} of {home}'
                )


# Calls that a layer may not make. `_sync` is for worker threads, and those live in the store;
# the simulator is a process of its own, the command line has no window that could freeze.
FILE_CALLS = (
    r'fopen|fdopen|fread|fwrite|fgets|getline|open|openat|read|write|pread|pwrite|stat|fstat'
    r'|unlink|rename|mkdir|g_open|g_unlink|g_rename|g_mkdir\w*|g_stat|g_remove|g_file_\w+'
    r'|g_input_stream_\w+|g_output_stream_\w+|g_io_channel_\w+|g_spawn_\w+|g_subprocess_\w+'
)
BLOCKING = (
    r'g_file_(?:get|set)_contents\w*|g_file_load_contents|g_file_replace_contents|g_file_read'
    r'|g_file_load_bytes|g_file_query_info|g_file_enumerate_children|g_input_stream_read(?:_all)?'
    r'|g_output_stream_write(?:_all)?|g_subprocess_wait|g_subprocess_communicate(?:_utf8)?'
    r'|fopen|fread|sleep|usleep|g_usleep|system|popen|g_spawn_command_line_sync'
)
NESTED_LOOP = r'g_main_loop_run|g_main_context_iteration|g_main_loop_new'
KEYRING = r'secret_(?:service|item|collection|password_(?:lookup|store|clear|search))\w*'

CALLS = (
    (FILE_CALLS, ('model', 'words'), 'no input or output in this layer'),
    (r'\w+_sync', ('model', 'words', 'atlassian', 'engine', 'ui', ''), 'blocks the main thread'),
    (BLOCKING, ('ui', 'atlassian', ''), 'blocks the main thread'),
    (
        NESTED_LOOP,
        ('model', 'words', 'atlassian', 'store', 'engine', 'ui', ''),
        'no nested main loop',
    ),
    (KEYRING, ('model', 'words', 'atlassian', 'engine', 'ui', 'cli', ''), 'the store keeps keys'),
)
CALL_PATTERNS = tuple(
    (re.compile(rf'(?<![\w.>])({names}) ?\('), layers, reason) for names, layers, reason in CALLS
)


def forbidden_call(project):
    for source in project.c_files:
        for pattern, layers, reason in CALL_PATTERNS:
            if source.layer not in layers:
                continue
            for line, match in source.search(pattern):
                yield source.problem(line, 'call', f'{match.group(1)}: {reason}')


RULES = (parent_include, system_header, project_header, forbidden_call)
