# SPDX-License-Identifier: GPL-3.0-or-later
"""Sizes: small files, small functions, lines that fit."""

import math

from sources import Problem

FILE_MAX = 800
FILE_MEDIAN = 250
FILE_P90 = 500
FUNCTION_MAX = 80
FUNCTION_P90 = 35
LINE_MAX = 100


def percentile(values, share):
    """The smallest value that at least this share of the values doesn't exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def file_size(project):
    for source in project.c_files:
        if len(source.lines) > FILE_MAX:
            yield source.problem(
                FILE_MAX, 'file-size', f'{len(source.lines)} lines, the limit is {FILE_MAX}'
            )


def function_size(project):
    for source in project.c_files:
        for function in source.functions:
            if function.lines > FUNCTION_MAX:
                yield source.problem(
                    function.line,
                    'function-size',
                    f'{function.name} has {function.lines} lines, the limit is {FUNCTION_MAX}',
                )


def line_length(project):
    folders = ('src/', 'tests/', 'tools/')
    for source in project.files('.c', '.h', '.py', '.sh', '.css', under=folders):
        for number, line in enumerate(source.lines, 1):
            if len(line) > LINE_MAX:
                yield source.problem(
                    number, 'line-length', f'{len(line)} columns, the limit is {LINE_MAX}'
                )


def typical_sizes(project):
    """Median and 90th percentile, of the program alone and with its tests."""
    for folders in (('src/',), ('src/', 'tests/')):
        sources = project.files('.c', under=folders)
        files = [(len(s.lines), s.path) for s in sources]
        functions = [(f.lines, f'{s.path} {f.name}') for s in sources for f in s.functions]
        checks = (
            ('median of files', files, 0.5, FILE_MEDIAN),
            ('90 % of files', files, 0.9, FILE_P90),
            ('90 % of functions', functions, 0.9, FUNCTION_P90),
        )
        for what, sizes, share, limit in checks:
            if not sizes:
                continue
            value = percentile([size for size, _ in sizes], share)
            if value > limit:
                largest = ', '.join(f'{n} ({size})' for size, n in sorted(sizes)[:-6:-1])
                message = f'{what}: {value} lines, the limit is {limit}; largest: {largest}'
                yield Problem(' '.join(folders), 1, 'typical-size', message)


RULES = (file_size, function_size, line_length, typical_sizes)
