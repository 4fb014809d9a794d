#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks the project against its own rules: python3 tools/lint [--root DIR] [--only RULE] [PATH…]

Prints `file:line: rule: message` for each violation and exits 1 when there is any. Each rule is
one function that takes the project and yields problems; HACKING.md says what the rules are for.
"""

import argparse
import os
import signal
import sys
from pathlib import Path

import formatting
import rules_docs
import rules_layers
import rules_sizes
import rules_style
import rules_texts
from sources import Project

MODULES = (rules_sizes, rules_layers, rules_style, rules_texts, rules_docs, formatting)


def parse_arguments():
    parser = argparse.ArgumentParser(prog='lint', description='Checks the project’s own rules.')
    root = Path(__file__).resolve().parents[2]
    parser.add_argument('--root', default=root, help='the project’s folder')
    parser.add_argument('--only', action='append', help='a rule’s name; may be given repeatedly')
    parser.add_argument('path', nargs='*', help='show only what is found in files beginning so')
    return parser.parse_args()


def main():
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # for … | head
    arguments = parse_arguments()
    project = Project(arguments.root)
    problems = set()
    for module in MODULES:
        for rule in module.RULES:
            problems.update(rule(project))
    if arguments.only:
        problems = {problem for problem in problems if problem.rule in arguments.only}
    if arguments.path:
        starts = tuple(arguments.path)
        problems = {problem for problem in problems if problem.path.startswith(starts)}
    for problem in sorted(problems):
        print(problem)

    failed = bool(problems)
    if formatting.find_clang_format() is None:
        print(f'formatting not checked: clang-format {formatting.VERSION} missing')
        failed = failed or bool(os.environ.get('CI'))
    if failed:
        print(f'lint: {len(problems)} problems')
    else:
        print(f'lint: {len(project.sources)} files, no problems')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
