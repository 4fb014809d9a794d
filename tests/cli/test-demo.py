#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The demo organisation on the command line: the whole way, without a keyring and without a
network, and again after that."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))

import tap  # noqa: E402
from world import DONE, World  # noqa: E402


class Demo(unittest.TestCase):
    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.remove)
        # No keyring of any kind: no file, and a bus that isn't there.
        for name in ('SECRET_BACKEND', 'SECRET_FILE_TEST_PATH', 'SECRET_FILE_TEST_PASSWORD'):
            del self.world.environment[name]

    def demo(self, *more):
        result = self.world.run('demo', *more)
        self.assertEqual(result.status, DONE, result)
        self.assertEqual(result.err, '')
        return result.out

    def test_whole_way(self):
        out = self.demo('--users', '300')
        places = [out.index(f'{number}. ') for number in range(1, 6)]
        self.assertEqual(places, sorted(places))
        self.assertIn('300 users', out)
        self.assertIn('Add 20 users to', out)
        self.assertIn('20 users: 20 done.', out)
        run_id = out.split('log show ')[1].split()[0]
        run = self.world.run('log', 'show', run_id, '--json').json()
        self.assertEqual((run['state'], run['users']['done']), ('finished', 20))
        self.assertFalse(self.world.keyring.exists())

    def test_again(self):
        """What was changed stays changed; the same organisation goes on."""
        self.demo('--users', '300')
        first = self.members()
        self.demo()
        second = self.members()
        self.assertEqual(len(self.world.sources()), 1)
        self.assertEqual(set(second), set(first))
        for name, members in first.items():
            self.assertGreaterEqual(second[name], members, name)
        self.assertEqual(len(self.world.run('log', 'list', '--json').json()), 2)

    def members(self):
        source = self.world.sources()[0]['name']
        groups = self.world.run('groups', source, '--json').json()
        return {group['name']: group['members'] for group in groups}

    def test_one_user(self):
        """Too small for the whole way, but not for a sentence."""
        result = self.world.run('demo', '--users', '1')
        self.assertGreater(len(result.out + result.err), 0)
        self.assertIn(result.status, (0, 2, 3), result)

    def test_no_simulator(self):
        self.world.environment['UM_SIMULATOR_PATH'] = '/nowhere/user-management-simulator'
        result = self.world.run('demo')
        self.assertNotEqual(result.status, DONE)
        self.assertIn('The demo organisation can’t be started', result.err)
        self.assertEqual(self.world.sources(), [])


if __name__ == '__main__':
    tap.main()
