# SPDX-License-Identifier: GPL-3.0-or-later
"""HACKING.md against the code: its table of errors, and the headings that comments refer to."""

import re

DOMAIN_HEADER = re.compile(r'-error\.h$')
CODE = re.compile(r'^\s*(UM_\w+_ERROR_\w+)\s*(?:=[^,]*)?,?\s*(?:/\*.*)?$', re.MULTILINE)
IN_ROW = re.compile(r'`(UM_\w+_ERROR_|…_)(\w+)`')
REFERENCE = re.compile(r'HACKING(?:\.md)?,\s+(?:\*\s*)?"([^"]+)"')


def find_guide(project):
    return next((s for s in project.sources if s.path == 'HACKING.md'), None)


def rows_of_errors(guide):
    """Yields (line, code) of the table's first column; … stands for the domain last named."""
    domain = ''
    for number, line in enumerate(guide.lines, 1):
        if not line.startswith('| `'):
            continue
        for start, name in IN_ROW.findall(line.split('|')[1]):
            domain = domain if start == '…_' else start
            yield number, domain + name


def error_table(project):
    """Each code of the layers' error domains has its row, and each row its code."""
    guide = find_guide(project)
    if guide is None:
        return
    rows = {code: line for line, code in rows_of_errors(guide)}
    codes = set()
    for header in project.files('.h', under='src/'):
        if not DOMAIN_HEADER.search(header.path):
            continue
        for line, match in header.search(CODE, header.text):
            codes.add(match.group(1))
            if match.group(1) not in rows:
                message = f'{match.group(1)} isn’t in HACKING.md’s table of errors'
                yield header.problem(line, 'error-table', message)
    for code, line in rows.items():
        if code not in codes:
            yield guide.problem(line, 'error-table', f'{code} doesn’t exist')


def heading(project):
    """What a comment calls a part of HACKING.md is one of its headings."""
    guide = find_guide(project)
    if guide is None:
        return
    headings = {line.lstrip('# ') for line in guide.lines if line.startswith('#')}
    for source in project.files('.c', '.h', under='src/'):
        for line, match in source.search(REFERENCE, source.text):
            name = re.sub(r'\s*\n[\s*]*', ' ', match.group(1))
            if name not in headings:
                message = f'HACKING.md has no part “{name}”'
                yield source.problem(line, 'heading', message)


RULES = (error_table, heading)
