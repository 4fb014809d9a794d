# SPDX-License-Identifier: GPL-3.0-or-later
"""What the rules read: the project's files, their lines, and the functions of C files."""

import re
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One finding. It prints as `file:line: rule: message`, which editors can jump to."""

    path: str
    line: int
    rule: str
    message: str

    def __str__(self):
        return f'{self.path}:{self.line}: {self.rule}: {self.message}'


@dataclass(frozen=True)
class Function:
    """A function of a C file, from the line of its return type to its closing brace."""

    name: str
    line: int
    lines: int


class Source:
    """A file of the project. `path` is relative to the project's folder, with slashes."""

    def __init__(self, root, path):
        self.root = root
        self.path = path

    @cached_property
    def text(self):
        return (self.root / self.path).read_text(encoding='utf-8', errors='replace')

    @cached_property
    def lines(self):
        return self.text.splitlines()

    @property
    def suffix(self):
        return Path(self.path).suffix

    @property
    def layer(self):
        """The folder of src/ that the file stands in; '' for src/main.c; None outside src."""
        parts = self.path.split('/')
        if parts[0] != 'src':
            return None
        return parts[1] if len(parts) > 2 else ''

    @cached_property
    def code(self):
        """The text of a C file without comments, and with empty strings; lines stay in place."""
        return strip(self.text, keep_strings=False)

    @cached_property
    def code_with_strings(self):
        return strip(self.text, keep_strings=True)

    @cached_property
    def functions(self):
        return list(find_functions(self.code.splitlines()))

    def problem(self, line, rule, message):
        return Problem(self.path, line, rule, message)

    def search(self, pattern, text=None):
        """Yields (line number, match) for each match of a compiled pattern in the code."""
        text = self.code if text is None else text
        for match in pattern.finditer(text):
            yield text.count('\n', 0, match.start()) + 1, match


TOKEN = re.compile(
    r"""/\*.*?\*/ | //[^\n]* | "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*'""",
    re.VERBOSE | re.DOTALL,
)
INCLUDE = re.compile(r'^\s*#\s*include\b.*$', re.MULTILINE)


def strip(text, keep_strings):
    """Blanks comments, and strings unless they are kept; #include lines stay as they are."""
    includes = [match.span() for match in INCLUDE.finditer(text)]

    def replace(match):
        token = match.group()
        if token[0] == '/':
            return re.sub(r'[^\n]', ' ', token)
        if keep_strings or any(a <= match.start() < b for a, b in includes):
            return token
        return token[0] + ' ' * (len(token) - 2) + token[0]

    return TOKEN.sub(replace, text)


def find_functions(lines):
    """In the project's style a function's braces stand at column 0 and alone in their lines."""
    opened = None
    for number, line in enumerate(lines, 1):
        if line == '{' and opened is None:
            opened = number
        elif line.startswith('}') and opened is not None:
            if line.rstrip() == '}':
                first = first_line_of_definition(lines, opened)
                head = ' '.join(lines[first - 1 : opened - 1])
                name = re.search(r'(\w+)\s*\(', head)
                if name:
                    yield Function(name.group(1), first, number - first + 1)
            opened = None


def first_line_of_definition(lines, opened):
    first = opened
    while first > 1:
        above = lines[first - 2]
        if not above.strip() or above.startswith(('#', '}')) or above.rstrip().endswith(';'):
            break
        first -= 1
    return first


class Project:
    """All files that git knows, or would take; outside a git work tree all files."""

    def __init__(self, root):
        self.root = Path(root).resolve()
        self.sources = [Source(self.root, path) for path in self._paths()]

    def _paths(self):
        git = ['git', '-C', str(self.root), 'ls-files', '-z', '-co', '--exclude-standard']
        inside = (self.root / '.git').exists()
        result = subprocess.run(git, capture_output=True, check=False) if inside else None
        if result and result.returncode == 0:
            paths = result.stdout.decode().split('\0')
        else:
            files = (path for path in self.root.rglob('*') if path.is_file())
            paths = [path.relative_to(self.root).as_posix() for path in files]
        skipped = ('build/', '.git/')
        return sorted(
            path
            for path in paths
            if path and not path.startswith(skipped) and (self.root / path).is_file()
        )

    def files(self, *suffixes, under=('',)):
        """The sources with one of these suffixes, below one of these folders."""
        under = (under,) if isinstance(under, str) else under
        return [s for s in self.sources if s.suffix in suffixes and s.path.startswith(under)]

    @cached_property
    def c_files(self):
        return self.files('.c', '.h', under=('src/', 'tests/'))
