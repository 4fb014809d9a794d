# SPDX-License-Identifier: GPL-3.0-or-later
"""Formatting: the output of clang-format 14 with the project's .clang-format is the style."""

import re
import shutil
import subprocess

VERSION = '14'


def find_clang_format():
    """The formatter of exactly this version (others format differently), or None."""
    for name in (f'clang-format-{VERSION}', 'clang-format'):
        path = shutil.which(name)
        if path:
            says = subprocess.run([path, '--version'], capture_output=True, text=True, check=False)
            if re.search(rf'version {VERSION}\.', says.stdout):
                return path
    return None


def formatting(project):
    formatter = find_clang_format()
    paths = [source.path for source in project.c_files]
    if formatter is None or not paths or not (project.root / '.clang-format').exists():
        return
    result = subprocess.run(
        [formatter, '--dry-run', '--fno-color-diagnostics', *paths],
        cwd=project.root,
        capture_output=True,
        text=True,
        check=False,
    )
    seen = {}
    warning = re.compile(r'^(.+?):(\d+):\d+: warning: code should', re.MULTILINE)
    for match in warning.finditer(result.stderr):
        path, line = match.groups()
        seen.setdefault(path, []).append(int(line))
    by_path = {source.path: source for source in project.c_files}
    for path, lines in seen.items():
        yield by_path[path].problem(
            lines[0], 'format', f'{len(lines)} places differ from clang-format-{VERSION} -i'
        )


RULES = (formatting,)
