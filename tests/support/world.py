# SPDX-License-Identifier: GPL-3.0-or-later
"""A small world for tests that drive the programs from outside: the simulated organisation as a
child process, an empty home with a keyring file of its own, the command line run in it, and servers
that are something else than Jira.

The programs are named by the environment: UM_CLI, UM_SIMULATOR.
"""

import base64
import contextlib
import http.server
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

APP_ID = 'io.github.usermanagement.UserManagement'
KEYRING_PASSWORD = 'test'

# What a command may take at the most; a hang fails the test instead of stopping it.
PATIENCE = 120

# The exit codes of the command line.
DONE, SOME_FAILED, WRONG_USE, REFUSED, NO_CONNECTION, INTERRUPTED = range(6)


def wait_until(condition, timeout=PATIENCE, what='condition'):
    """Asks again and again until it gets something true, and returns that."""
    end = time.monotonic() + timeout
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > end:
            raise TimeoutError(f'waited {timeout:g} s for {what}')
        time.sleep(0.005)


def preloads():
    """What has to be preloaded into a program of ours (see sanitized.sh), as its environment."""
    return {'LD_PRELOAD': os.environ['UM_PRELOAD']} if 'UM_PRELOAD' in os.environ else {}


def pick_closed_port():
    """A port of this computer on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        return probe.getsockname()[1]


class Simulator:
    """The simulated organisation. It ends with stop(), or with this process."""

    def __init__(self, **options):
        command = [os.environ['UM_SIMULATOR']]
        for name, value in options.items():
            values = value if isinstance(value, list) else [value]
            for one in values:
                command += [f'--{name.replace("_", "-")}', str(one)]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.info = json.loads(self.process.stdout.readline())

    def __getattr__(self, name):
        try:
            return self.info[name]
        except KeyError:
            raise AttributeError(name) from None

    def ask(self, path, method='GET', body=None, token=None, **query):
        """One request as the key's owner; (status, decoded answer)."""
        url = self.info['jira_url'] + path
        if query:
            url += '?' + urllib.parse.urlencode(query)
        pair = f'{self.info["email"]}:{token or self.info["jira_token"]}'
        headers = {
            'Authorization': 'Basic ' + base64.b64encode(pair.encode()).decode(),
            'Content-Type': 'application/json',
        }
        data = json.dumps(body).encode() if body is not None else None
        request = urllib.request.Request(url, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return answer.status, json.loads(answer.read() or b'null')
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors='replace')

    def get(self, path, **query):
        status, answer = self.ask(path, **query)
        if status != 200:
            raise RuntimeError(f'{path}: {status} {answer}')
        return answer

    def stats(self):
        return self.get('/_simulator/stats')

    def reset_stats(self):
        self.ask('/_simulator/reset-stats', 'POST', {})

    def set(self, **settings):
        status, answer = self.ask('/_simulator/set', 'POST', settings)
        if status != 200:
            raise RuntimeError(answer)

    def members(self, group):
        """Account ids of a group, by its id or name, as they truly are."""
        return set(self.get('/_simulator/members', group=group)['account_ids'])

    def users(self):
        """All accounts by the site's own list: account id → user."""
        users = {}
        start = 0
        while True:
            page = self.get('/rest/api/3/users/search', startAt=start, maxResults=1000)
            if not page:
                return users
            users.update((user['accountId'], user) for user in page)
            start += 1000

    def groups(self):
        """All groups by the site's own list: name → id."""
        groups = {}
        while True:
            page = self.get('/rest/api/3/group/bulk', startAt=len(groups), maxResults=50)
            groups.update((group['name'], group['groupId']) for group in page['values'])
            if page['isLast']:
                return groups

    def change(self, path, method, body=None, **query):
        status, answer = self.ask(path, method, body, **query)
        if status not in (200, 201, 204):
            raise RuntimeError(f'{method} {path}: {status} {answer}')
        return answer

    def create_group(self, name, members=()):
        """A group that gives nothing; its id."""
        group_id = self.change('/rest/api/3/group', 'POST', {'name': name})['groupId']
        for account_id in members:
            self.join(group_id, account_id)
        return group_id

    def delete_group(self, group_id):
        self.change('/rest/api/3/group', 'DELETE', groupId=group_id)

    def join(self, group_id, account_id):
        body = {'accountId': account_id}
        self.change('/rest/api/3/group/user', 'POST', body, groupId=group_id)

    def leave(self, group_id, account_id):
        query = {'groupId': group_id, 'accountId': account_id}
        self.change('/rest/api/3/group/user', 'DELETE', **query)

    def create_user(self, email):
        """Invites somebody without access to any product; the account id."""
        body = {'emailAddress': email, 'products': []}
        return self.change('/rest/api/3/user', 'POST', body)['accountId']

    def delete_user(self, account_id):
        self.change('/rest/api/3/user', 'DELETE', accountId=account_id)

    def stop(self):
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


class Result:
    """What a command of the command line said, and how it ended."""

    def __init__(self, command, status, out, err):
        self.command = command
        self.status = status
        self.out = out
        self.err = err

    def json(self):
        return json.loads(self.out)

    def __repr__(self):
        return f'{self.command}: exit {self.status}\n--- out\n{self.out}\n--- err\n{self.err}'


class World:
    """An empty home. Nothing of the real user's, no session bus, no display."""

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix='um-world.'))
        self.data = self.folder / 'data' / 'user-management'
        self.keyring = self.folder / 'keyring'
        self.environment = {
            'PATH': os.environ['PATH'],
            'HOME': str(self.folder),
            'XDG_DATA_HOME': str(self.folder / 'data'),
            'XDG_CONFIG_HOME': str(self.folder / 'config'),
            'XDG_CACHE_HOME': str(self.folder / 'cache'),
            'XDG_RUNTIME_DIR': str(self.folder),
            'LC_ALL': 'C.UTF-8',
            'TZ': 'UTC',
            'DBUS_SESSION_BUS_ADDRESS': 'disabled:',
            'GIO_USE_VFS': 'local',
            'GSETTINGS_BACKEND': 'memory',
            'SECRET_BACKEND': 'file',
            'SECRET_FILE_TEST_PATH': str(self.keyring),
            'SECRET_FILE_TEST_PASSWORD': KEYRING_PASSWORD,
            'UM_SIMULATOR_PATH': os.environ['UM_SIMULATOR'],
        }
        for name in ('MALLOC_PERTURB_', 'ASAN_OPTIONS', 'LSAN_OPTIONS', 'UBSAN_OPTIONS'):
            if name in os.environ:
                self.environment[name] = os.environ[name]

    def path(self, name):
        return self.folder / name

    def start(self, *arguments, environment=None, **options):
        """Starts a command without waiting for it, by default without any input."""
        options.setdefault('stdin', subprocess.DEVNULL)
        options.setdefault('stdout', subprocess.PIPE)
        options.setdefault('stderr', subprocess.PIPE)
        return subprocess.Popen(
            [os.environ['UM_CLI'], *map(str, arguments)],
            env={**self.environment, **preloads(), **(environment or {})},
            cwd=self.folder,
            **options,
        )

    def finish(self, process, text=None):
        """Waits for a command that was started."""
        command = ' '.join(process.args[1:])
        try:
            out, err = process.communicate(
                None if text is None else text.encode(), timeout=PATIENCE
            )
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            raise TimeoutError(f'{command} hung\n{out.decode()}\n{err.decode()}') from None
        return Result(command, process.returncode, out.decode(), err.decode())

    def run(self, *arguments, text=None, environment=None):
        """Runs a command to its end; @text is what it reads on its standard input."""
        stdin = subprocess.DEVNULL if text is None else subprocess.PIPE
        return self.finish(self.start(*arguments, environment=environment, stdin=stdin), text)

    def add(self, simulator, *more, name='Acme', **instead):
        """source add, the key on standard input; @instead of the simulator's own jira_url, email
        and jira_token."""
        told = {**simulator.info, **instead}
        arguments = ['source', 'add', name, '--type', 'jira', '--url', told['jira_url']]
        arguments += ['--email', told['email'], *more]
        return self.run(*arguments, text=told['jira_token'] + '\n')

    def add_organisation(self, simulator, *more, name='Org', owner=True):
        """The same with the organisation's key. @owner: tell whose it is"""
        arguments = ['source', 'add', name, '--type', 'access', '--api-url', simulator.api_url]
        if owner:
            arguments += ['--owner', simulator.email]
        return self.run(*arguments, *more, text=simulator.org_key + '\n')

    def sources(self):
        return self.run('source', 'list', '--json').json()

    def kept_source(self):
        """The first source, once its users are kept: the window shows them a moment before."""
        until = time.monotonic() + 60
        while True:
            source = self.sources()[0]
            if source['users'] is not None:
                return source
            if time.monotonic() > until:
                raise TimeoutError('the users of the first source are not kept')
            time.sleep(0.1)

    def keys(self):
        """The keys in the keyring file, by the id of their source."""
        if not self.keyring.exists():
            return {}
        said = subprocess.run(
            ['secret-tool', 'search', '--all', 'application', APP_ID],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        keys = {}
        secret = None
        for line in (said.stdout + said.stderr).splitlines():
            label, _, value = line.partition(' = ')
            if label == 'secret':
                secret = value
                keys.setdefault('', secret)
            elif label == 'attribute.source':
                keys[value] = secret
        return keys

    def files(self):
        """All files that the program keeps, by their path below its folder."""
        if not self.data.exists():
            return {}
        paths = (path for path in self.data.rglob('*') if path.is_file())
        return {str(path.relative_to(self.data)): path for path in paths}

    def remove(self):
        shutil.rmtree(self.folder)


class OtherServer:
    """A server that isn't Jira: @answer gets the handler and sends what it likes."""

    def __init__(self, answer):
        requests = self.requests = []

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def do_GET(self):
                length = int(self.headers.get('Content-Length') or 0)
                requests.append((self.command, self.path, dict(self.headers)))
                self.rfile.read(length)
                answer(self)

            do_POST = do_PUT = do_DELETE = do_GET

            def send(self, status, kind, body, **headers):
                data = body.encode()
                self.send_response(status)
                self.send_header('Content-Type', kind)
                self.send_header('Content-Length', str(len(data)))
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *arguments):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.server.daemon_threads = True
        self.url = f'http://127.0.0.1:{self.server.server_port}'
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


@contextlib.contextmanager
def killed_at_the_end(process):
    """Sees to it that nothing started here outlives its test."""
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream:
                stream.close()
