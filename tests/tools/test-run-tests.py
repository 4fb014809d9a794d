#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Gives tools/run-tests.py each way in which a test can end, and compares what it counts."""

import importlib.util
import sys
import unittest
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / 'tests' / 'support'))

import tap  # noqa: E402

spec = importlib.util.spec_from_file_location('run_tests', TOP / 'tools' / 'run-tests.py')
run_tests = importlib.util.module_from_spec(spec)
spec.loader.exec_module(run_tests)


def counted(result, output='', is_tap=True):
    count = run_tests.Count()
    count.add({'name': 'p', 'result': result, 'stdout': output}, is_tap)
    return count


class Counting(unittest.TestCase):
    def assert_count(self, count, passed, failed, skipped=0):
        numbers = (len(count.passed), len(count.failed), len(count.skipped))
        self.assertEqual(numbers, (passed, failed, skipped))

    def test_subtests(self):
        count = counted('FAIL', '1..3\nok 1 /a\nnot ok 2 /b\nok 3 /c # SKIP no bus\n')
        self.assert_count(count, 1, 1, 1)
        self.assertEqual(count.failed, ['p /b'])
        self.assertEqual(count.skipped, [('p /c', 'no bus')])
        self.assertEqual(count.last_line(), '1 passed, 1 failed, 1 skipped')

    def test_comments_and_nested_lines_do_not_count(self):
        self.assert_count(counted('OK', '# ok 1 /a\n    ok 1 /b\nok 1 /c\nokay\n1..1\n'), 1, 0)

    def test_crash_after_good_subtests(self):
        count = counted('ERROR', '1..2\nok 1 /a\n')
        self.assert_count(count, 1, 1)
        self.assertEqual(count.failed, ['p (error)'])

    def test_timeout(self):
        self.assertEqual(counted('TIMEOUT', '').failed, ['p (timeout)'])
        self.assertEqual(counted('TIMEOUT', '', is_tap=False).failed, ['p (timeout)'])

    def test_no_test_at_all_has_failed(self):
        self.assertEqual(counted('SKIP', '1..0\n').failed, ['p (reported no test)'])

    def test_skipped_program(self):
        self.assertEqual(counted('SKIP', '1..0 # SKIP no display\n').skipped, [('p', 'no display')])
        self.assertEqual(counted('SKIP', 'why\nso\n', is_tap=False).skipped, [('p', 'so')])

    def test_plain_program(self):
        self.assert_count(counted('OK', 'ok 1 isn’t TAP here\n', is_tap=False), 1, 0)
        self.assert_count(counted('FAIL', '', is_tap=False), 0, 1)

    def test_expected_failure_of_a_subtest_is_a_failure(self):
        self.assert_count(counted('OK', 'not ok 1 /a # incomplete\n'), 0, 1)

    def test_choosing(self):
        names = ('model-plan', 'model-run', 'ui-run')
        tests = [{'name': name, 'suite': ['p:short']} for name in names]
        tests.append({'name': 'kill', 'suite': ['p:engine', 'p:long']})
        self.assertEqual(run_tests.choose(tests, []), ['model-plan', 'model-run', 'ui-run'])
        self.assertEqual(run_tests.choose(tests, ['model']), ['model-plan', 'model-run'])
        self.assertEqual(run_tests.choose(tests, ['*-run']), ['model-run', 'ui-run'])
        self.assertEqual(run_tests.choose(tests, ['nothing']), [])
        self.assertEqual(run_tests.choose(tests, [], 'asan'), ['model-plan', 'model-run', 'ui-run'])
        self.assertEqual(run_tests.choose(tests, [], 'long'), ['kill'])


if __name__ == '__main__':
    tap.main()
