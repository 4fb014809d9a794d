#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs Meson's tests and counts what happened: run-tests.py FOLDER [--setup NAME] [PATTERN…]

A program that speaks TAP counts with each of its tests, any other as one. Nothing vanishes: a
program that crashed, was stopped for its time, or reported no test at all counts as one failed
more; what was skipped is named with its reason. The last line is `N passed, N failed` and, where
there were any, `, N skipped`. Exits 1 when anything failed.
"""

import argparse
import fnmatch
import json
import re
import subprocess
import sys
from pathlib import Path

TAP_LINE = re.compile(r'^(not )?ok\b[ \t]*(\d+)?[ \t]*(?:- )?(.*)$')
TAP_DIRECTIVE = re.compile(r'\s+#\s*(SKIP)\S*\s*(.*)$', re.IGNORECASE)
TAP_NO_PLAN = re.compile(r'^1\.\.0\s*#\s*SKIP\S*\s*(.*)$', re.IGNORECASE | re.MULTILINE)
BAD = {'TIMEOUT', 'INTERRUPT', 'FAIL', 'UNEXPECTEDPASS', 'ERROR'}


class Count:
    """What happened, as three lists of names; the skipped ones carry their reason."""

    def __init__(self):
        self.passed = []
        self.failed = []
        self.skipped = []

    def add_subtests(self, program, output):
        """Reads TAP. Returns how many tests it told of."""
        found = 0
        for line in output.splitlines():
            match = TAP_LINE.match(line)
            if not match:
                continue
            found += 1
            name = f'{program} {TAP_DIRECTIVE.sub("", match.group(3)).strip()}'.strip()
            directive = TAP_DIRECTIVE.search(match.group(3))
            if match.group(1):
                self.failed.append(name)
            elif directive:
                self.skipped.append((name, directive.group(2).strip() or 'no reason given'))
            else:
                self.passed.append(name)
        return found

    def add(self, entry, is_tap):
        """Counts one entry of Meson's log."""
        program, result, output = entry['name'], entry['result'], entry.get('stdout') or ''
        failed_before = len(self.failed)
        found = self.add_subtests(program, output) if is_tap else 0
        if result in BAD:
            if len(self.failed) == failed_before:
                self.failed.append(f'{program} ({result.lower()})')
        elif result == 'SKIP' and not found:
            plan = TAP_NO_PLAN.search(output)
            if is_tap and not plan:
                self.failed.append(f'{program} (reported no test)')
            else:
                reason = plan.group(1) if plan else (output.strip().splitlines() or [''])[-1]
                self.skipped.append((program, reason or 'no reason given'))
        elif not found:
            self.passed.append(program)

    def last_line(self):
        line = f'{len(self.passed)} passed, {len(self.failed)} failed'
        return f'{line}, {len(self.skipped)} skipped' if self.skipped else line


def introspect(folder):
    command = ['meson', 'introspect', '--tests', str(folder)]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)


def choose(tests, patterns, setup='default'):
    """The names that contain a pattern, or match it where it has * or ?. Tests of the suite `long`
    belong to the set-up of that name alone."""

    def wanted(name):
        return not patterns or any(
            fnmatch.fnmatch(name, p) if set(p) & set('*?') else p in name for p in patterns
        )

    def is_long(test):
        return any(suite.split(':')[-1] == 'long' for suite in test['suite'])

    return [t['name'] for t in tests if wanted(t['name']) and is_long(t) == (setup == 'long')]


def show_failure(entry):
    print(f'\n--- {entry["name"]}: {entry["result"]} after {entry["duration"]:.1f} s')
    print(f'    {" ".join(entry["command"])}')
    for stream in ('stdout', 'stderr'):
        lines = (entry.get(stream) or '').splitlines()
        lines = [line for line in lines if 'g_set_user_dirs: Setting' not in line]
        if len(lines) > 200:
            lines = lines[:40] + [f'… {len(lines) - 200} lines left out …'] + lines[-160:]
        for line in lines:
            print(f'    {line if len(line) <= 400 else line[:400] + " …"}')


def read_log(path):
    if not path.exists():
        return []
    lines = path.read_text(encoding='utf-8', errors='replace').splitlines()
    entries = [json.loads(line) for line in lines if line.strip()]
    for entry in entries:
        entry['name'] = entry['name'].split(' / ', 1)[-1]  # without the project and its suites
    return entries


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('folder', type=Path)
    parser.add_argument('--setup', default='default')
    parser.add_argument('pattern', nargs='*')
    arguments = parser.parse_intermixed_args()

    tests = introspect(arguments.folder)
    names = choose(tests, arguments.pattern, arguments.setup)
    if not names and arguments.setup == 'long':
        print('there are no long tests\n0 passed, 0 failed')
        return 0
    if not names:
        print('no test has such a name')
        print('0 passed, 1 failed')
        return 1
    tap = {test['name'] for test in tests if test.get('protocol') == 'tap'}
    log = arguments.folder / 'meson-logs' / f'testlog-{arguments.setup}.json'
    log.unlink(missing_ok=True)

    command = ['meson', 'test', '-C', str(arguments.folder), '--no-rebuild']
    command += ['--setup', arguments.setup]
    command += names if arguments.pattern or arguments.setup == 'long' else []
    status = subprocess.run(command, check=False).returncode

    count = Count()
    entries = read_log(log)
    for entry in entries:
        failed_before = len(count.failed)
        count.add(entry, entry['name'] in tap)
        if len(count.failed) > failed_before:
            show_failure(entry)
    left_out = [name for name in names if name not in {entry['name'] for entry in entries}]
    if arguments.setup == 'default':
        count.failed.extend(f'{name} (not run)' for name in left_out)
    if status != 0 and not count.failed:
        count.failed.append(f'meson test (exit status {status})')

    print()
    if left_out:
        print(f'not run in the set-up {arguments.setup}: {", ".join(left_out)}')
    for name, reason in count.skipped:
        print(f'skipped: {name}: {reason}')
    for name in count.failed:
        print(f'FAILED: {name}')
    print(count.last_line())
    return 1 if count.failed else 0


if __name__ == '__main__':
    sys.exit(main())
