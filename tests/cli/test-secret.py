#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The key is in the keyring and nowhere else: in no file, no message, no argument, no environment,
also when everything that can be logged is logged, and when things go wrong."""

import base64
import sys
import threading
import unittest
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / 'support'))

import tap  # noqa: E402
from world import (  # noqa: E402
    DONE,
    NO_CONNECTION,
    SOME_FAILED,
    OtherServer,
    Simulator,
    World,
)

EVERYTHING = {'G_MESSAGES_DEBUG': 'all', 'SOUP_DEBUG': 'all', 'G_ENABLE_DIAGNOSTIC': '1'}

# With the prefix that Atlassian publishes for finding lost keys.
REAL_LOOKING = 'ATATT3xFfGF0b1946ac92492d2347c6235b4d2611184=8A2B10C7'


def shapes(token, email):
    """The key as it could show: plain, in a header, in an address, in part."""
    pair = base64.b64encode(f'{email}:{token}'.encode()).decode()
    plain = base64.b64encode(token.encode()).decode().rstrip('=')
    middle = token[4:-4]
    return {token, pair, plain, urllib.parse.quote(token, safe=''), middle}


class Watch(threading.Thread):
    """Reads arguments and environment of a process and of all its children while it lives."""

    def __init__(self, process):
        super().__init__(daemon=True)
        self.process = process
        self.seen = set()

    def family(self):
        todo = [self.process.pid]
        while todo:
            pid = todo.pop()
            yield pid
            try:
                for children in Path(f'/proc/{pid}/task').glob('*/children'):
                    todo += [int(child) for child in children.read_text().split()]
            except OSError:
                continue  # it has ended meanwhile

    def look(self):
        for pid in self.family():
            for name in ('cmdline', 'environ'):
                try:
                    text = Path(f'/proc/{pid}/{name}').read_bytes()
                except OSError:
                    continue
                self.seen.add(text)

    def run(self):
        while self.process.poll() is None:
            self.look()


class Secret(unittest.TestCase):
    def setUp(self):
        self.world = World()
        self.addCleanup(self.world.remove)
        self.world.environment.update(EVERYTHING)
        self.simulator = Simulator(users=200, latency=5)
        self.addCleanup(self.simulator.stop)
        self.shapes = shapes(self.simulator.jira_token, self.simulator.email)
        self.said = []

    def run_watched(self, *arguments, text=None):
        process = self.world.start(*arguments, stdin=-1)
        watch = Watch(process)
        watch.look()  # at once: it may be over before the thread begins
        watch.start()
        result = self.world.finish(process, text or '')
        watch.join()
        self.said += [result.out, result.err]
        for seen in watch.seen:
            self.check_text(seen, f'arguments or environment of {arguments}')
        self.assertTrue(watch.seen)
        return result

    def check_text(self, text, where):
        data = text if isinstance(text, bytes) else text.encode()
        for shape in self.shapes:
            self.assertNotIn(shape.encode(), data, where)

    def check_files(self):
        """All files of the whole home, the keyring's own among them, which is encrypted."""
        paths = [path for path in self.world.folder.rglob('*') if path.is_file()]
        self.assertGreaterEqual(len(paths), 2)
        for path in paths:
            self.check_text(path.read_bytes(), path)

    def add(self, token):
        return self.run_watched(
            *['source', 'add', 'Acme', '--type', 'jira', '--url', self.simulator.jira_url],
            *['--email', self.simulator.email],
            text=token + '\n',
        )

    def test_whole_way(self):
        file = self.world.path('plan')
        self.assertEqual(self.add(self.simulator.jira_token).status, DONE)
        group = self.simulator.create_group('qa-team')
        ways = (
            ['source', 'check', 'Acme', '--json'],
            ['source', 'list', '--json'],
            ['refresh', 'Acme'],
            ['users', 'Acme', '--json'],
            ['plan', 'Acme', 'add-to-groups', '--filter', 'email:a', '--group', group, '-o', file],
        )
        for way in ways:
            self.assertEqual(self.run_watched(*way).status, DONE)
        self.check_files()
        self.simulator.set(fault={'500': 0.02})
        confirm = ['--confirm', str(self.touched(file))]
        self.run_watched('run', file, *confirm)
        self.simulator.set(fault={'500': 0})
        run = self.world.run('log', 'list', '--json').json()[0]['id']
        self.run_watched('log', 'show', run, '--json')
        self.run_watched('log', 'export', run, '--format', 'csv')
        self.run_watched('log', 'entry', run, '1')
        self.check_files()
        for text in self.said:
            self.check_text(text, 'what was printed')
        self.assertEqual(set(self.world.keys().values()), {self.simulator.jira_token})

    def touched(self, file):
        said = self.world.run('run', file).err
        digits = [word for word in said.replace('”', ' ').split() if word.isdigit()]
        return digits[-1] if digits else 0

    def test_rejected(self):
        """A wrong key is somebody's right one elsewhere: it isn't shown either."""
        self.shapes = shapes(REAL_LOOKING, self.simulator.email)
        self.assertEqual(self.add(REAL_LOOKING).status, NO_CONNECTION)
        for text in self.said:
            self.check_text(text, 'what was printed')
        self.check_files()
        self.assertEqual(self.world.keys(), {})

    def test_echoed(self):
        """A server that sends back what it was sent."""
        server = OtherServer(self.echo)
        self.addCleanup(server.stop)
        self.simulator.info['jira_url'] = server.url
        result = self.add(self.simulator.jira_token)
        self.assertEqual(result.status, NO_CONNECTION, result)
        self.assertTrue(any('Authorization' in headers for _m, _p, headers in server.requests))
        for text in self.said:
            self.check_text(text, 'what was printed')
        self.check_files()

    def forward(self, handler):
        """Everything goes to the site, with its own key; only changes of memberships are answered
        with an echo."""
        if handler.command == 'POST' and 'group/user' in handler.path:
            self.echo(handler)
            return
        request = urllib.request.Request(self.site + handler.path, method=handler.command)
        if 'Authorization' in handler.headers:
            request.add_header('Authorization', self.site_key)
        try:
            with urllib.request.urlopen(request) as answer:
                status, body = answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            status, body = error.code, error.read().decode()
        handler.send(status, 'application/json', body)

    def test_echoed_in_a_run(self):
        """The log keeps what a server answered to a step that failed, but not the key in it."""
        pair = f'{self.simulator.email}:{self.simulator.jira_token}'
        self.site = self.simulator.jira_url
        self.site_key = 'Basic ' + base64.b64encode(pair.encode()).decode()
        self.shapes = shapes(REAL_LOOKING, self.simulator.email)
        group = self.simulator.create_group('qa-team')
        people = sorted(self.simulator.users())[:3]
        server = OtherServer(self.forward)
        self.addCleanup(server.stop)
        self.simulator.info['jira_url'] = server.url
        self.assertEqual(self.add(REAL_LOOKING).status, DONE)
        self.assertEqual(self.run_watched('refresh', 'Acme').status, DONE)
        names = self.world.path('names')
        names.write_text('\n'.join(people))
        file = self.world.path('plan')
        plan = ['plan', 'Acme', 'add-to-groups', '--users', names, '--group', group, '-o', file]
        self.assertEqual(self.run_watched(*plan).status, DONE)
        ran = self.run_watched('run', file, '--yes', '--json')
        self.assertEqual(ran.status, SOME_FAILED, ran)
        self.assertIn('You said', ran.json()['entries'][0]['message'])
        told = self.run_watched('log', 'entry', ran.json()['id'], '1')
        self.assertIn('You said', told.out)
        for text in self.said:
            self.check_text(text, 'what was printed')
        self.check_files()

    @staticmethod
    def echo(handler):
        key = handler.headers.get('Authorization', '')
        if 'serverInfo' in handler.path:
            handler.send(
                200,
                'application/json',
                '{"baseUrl":"https://acme.atlassian.net","version":"1001.0.0",'
                '"versionNumbers":[1001,0,0],"deploymentType":"Cloud","serverTitle":"Jira"}',
            )
        else:
            decoded = base64.b64decode(key.removeprefix('Basic ') or '').decode()
            handler.send(
                400,
                'application/json',
                f'{{"errorMessages":["You said {key}, that is {decoded}"],"errors":{{}}}}',
            )


if __name__ == '__main__':
    tap.main()
