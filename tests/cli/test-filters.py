#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Filters that are saved: kept for all sources of a kind, and given to what takes an expression."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))

import tap  # noqa: E402
from world import DONE, WRONG_USE, Simulator, World  # noqa: E402


class Filters(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.simulator = Simulator(users=200)
        cls.addClassCleanup(cls.simulator.stop)

    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.remove)
        self.world.add(self.simulator)

    def run_fine(self, *arguments):
        result = self.world.run(*arguments)
        self.assertEqual((result.status, result.err), (DONE, ''), result)
        return result

    def check(self, result, status, sentence):
        self.assertEqual(result.status, status, result)
        self.assertIn(sentence, result.err, result)
        self.assertEqual(result.out, '', result)

    def names(self, source='Acme'):
        return [told['name'] for told in self.run_fine('filter', 'show', source, '--json').json()]

    def test_saved_and_used(self):
        self.run_fine('refresh', 'Acme')
        self.run_fine('filter', 'save', 'Acme', 'Active ones', '(status:active)  AND NOT type:app')
        told = self.run_fine('filter', 'show', 'Acme', '--json').json()
        self.assertEqual(
            [(one['name'], one['expression']) for one in told],
            [('Active ones', 'status:active -type:app')],
        )
        self.assertRegex(told[0]['created'], r'^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$')
        one = self.run_fine('filter', 'show', 'Acme', 'ACTIVE ones', '--json').json()
        self.assertEqual(one, told[0])
        text = self.run_fine('filter', 'show', 'Acme', 'active ones').out
        self.assertEqual(text, 'status:active -type:app\n')
        found = self.run_fine('users', 'Acme', '--filter', text.rstrip('\n'), '--json').json()
        users = self.run_fine('users', 'Acme', '--json').json()
        wanted = [u for u in users if u['status'] == 'active' and u['type'] not in ('app', None)]
        self.assertEqual(found, wanted)
        self.assertTrue(0 < len(found) < len(users))
        table = self.run_fine('filter', 'show', 'Acme').out
        self.assertIn('status:active -type:app', table)

    def test_place(self):
        """What is wrong is marked also behind wide characters, line ends and a long text."""
        self.run_fine('refresh', 'Acme')
        for expression, shown, column in (
            ('status:active group:nobody', 'status:active group:nobody', 20),
            ('최지훈 nope:1', '최지훈 nope:1', 7),
            ('status:active\nnope:1', 'status:active\ufffdnope:1', 14),
            ('a ' * 100 + 'nope:1' + ' b' * 100, '…' + 'a ' * 25 + 'nope:1' + ' b' * 9 + ' …', 51),
        ):
            with self.subTest(expression=expression):
                result = self.world.run('users', 'Acme', '--filter', expression)
                self.assertEqual(result.status, WRONG_USE)
                lines = result.err.splitlines()
                self.assertEqual(lines[1:], ['  ' + shown, ' ' * (2 + column) + '^'])
        long = self.world.run('users', 'Acme', '--filter', 'a ' * 40000)
        self.check(long, WRONG_USE, 'too long')
        self.assertLess(len(long.err), 300)

    def test_one_name(self):
        self.run_fine('filter', 'save', 'Acme', 'one', 'a')
        self.check(
            self.world.run('filter', 'save', 'Acme', 'ONE', 'b'), WRONG_USE,
            'There is a filter named “ONE” already.',
        )  # fmt: skip
        self.assertEqual(self.run_fine('filter', 'show', 'Acme', 'one').out, 'a\n')
        self.run_fine('filter', 'save', 'Acme', 'ONE', 'b', '--replace')
        self.assertEqual(self.run_fine('filter', 'show', 'Acme', 'one').out, 'b\n')
        self.run_fine('filter', 'save', 'Acme', 'two', 'c')
        self.check(
            self.world.run('filter', 'rename', 'Acme', 'two', 'one'), WRONG_USE,
            'There is a filter named “one” already.',
        )  # fmt: skip
        self.run_fine('filter', 'rename', 'Acme', 'two', 'three')
        self.run_fine('filter', 'remove', 'Acme', 'one')
        self.assertEqual(self.names(), ['three'])

    def test_kinds(self):
        """A site's filters are those of another site, not of an organisation."""
        self.world.add(self.simulator, name='Other')
        organisation = self.world.add_organisation(self.simulator)
        self.assertEqual(organisation.status, DONE, organisation)
        self.run_fine('filter', 'save', 'Acme', 'one', 'a')
        self.run_fine('filter', 'save', 'Org', 'two', 'login:never')
        self.assertEqual(self.names(), ['one'])
        self.assertEqual(self.names('Other'), ['one'])
        self.assertEqual(self.names('Org'), ['two'])
        self.run_fine('source', 'remove', 'Acme', '--yes')
        self.assertEqual(self.names('Other'), ['one'])

    def test_wrong(self):
        self.check(
            self.world.run('filter', 'save', 'Acme', 'one', 'x shoe:size'), WRONG_USE,
            'There is no condition “shoe”.\n  x shoe:size\n    ^',
        )  # fmt: skip
        self.check(
            self.world.run('filter', 'save', 'Acme', ' ', 'x'), WRONG_USE,
            'The filter needs a name.',
        )  # fmt: skip
        self.check(
            self.world.run('filter', 'save', 'Nowhere', 'one', 'x'), WRONG_USE, 'Nowhere'
        )
        for command in (('show',), ('remove',)):
            self.check(
                self.world.run('filter', *command, 'Acme', 'none'), WRONG_USE,
                'There is no filter named “none”.',
            )  # fmt: skip
        self.check(
            self.world.run('filter', 'rename', 'Acme', 'none', 'one'), WRONG_USE,
            'There is no filter named “none”.',
        )  # fmt: skip
        self.assertEqual(self.names(), [])


if __name__ == '__main__':
    tap.main()
