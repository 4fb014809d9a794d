#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Add Source, and what people and servers get wrong there: each has its own sentence with what to
do, nothing is kept before it is right, and the key doesn't stay in its entry."""

import re
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from window import WindowTest, uia  # noqa: E402
from world import OtherServer, pick_closed_port  # noqa: E402

import tap  # noqa: E402

# What is typed as the address, and what is said below it.
ADDRESSES = {
    'http://acme.atlassian.net': 'http:// would send the key to acme.atlassian.net unprotected.'
    ' Use https://.',
    'ftp://acme.atlassian.net': '“ftp” addresses can’t be used. Use https://.',
    'https://me:you@acme.atlassian.net': 'The address must not hold a user name or password.'
    ' Write only https:// and the site’s name.',
    'https://acme atlassian': 'This isn’t the address of a site. Type it as you see it in the'
    ' browser, such as https://your-site.atlassian.net.',
}


class AddSource(WindowTest):
    users = 100

    def setUp(self):
        super().setUp()
        window = self.start()
        window.page(2, 'Sources')
        window.label('No Sources Yet')
        uia.key('ctrl+n')
        window.label('Source Name')

    def fill(self, **fields):
        """Types into the fields that are named, by their labels; the others are right."""
        right = {
            'Source Name': 'Acme',
            'Jira URL': self.simulator.jira_url,
            'User Email': self.simulator.email,
            'API Key': self.simulator.jira_token,
        }
        for name, text in {**right, **fields}.items():
            self.window.type_into(name, text)

    def key_entry(self):
        """What can be read in the key's entry by anyone on the accessibility bus. Newer GTK tells
        of no entry while the check stands in the form's place."""
        entries = list(self.window.in_front().all('password text', 'API Key'))
        self.assertTrue(entries or self.window.look('list', 'Rights of the key'))
        return ''.join(node.text() for node in entries)

    def check_nothing_kept(self):
        self.assertEqual(self.world.sources(), [])
        self.assertEqual(self.world.keys(), {})

    def check_refused(self, sentence):
        """The check says so, and there is nothing to save."""
        window = self.window
        window.click('Check')
        window.label(sentence)
        self.assertEqual(self.key_entry(), '')
        self.assertIsNone(window.look(uia.BUTTON, 'Save'))
        self.check_nothing_kept()

    def test_addresses(self):
        window = self.window
        self.fill()
        for address, sentence in ADDRESSES.items():
            with self.subTest(address=address):
                window.type_into('Jira URL', address)
                window.type_into('API Key', 'some-key')
                uia.key('Return')
                window.label(sentence)
                self.assertIsNone(window.look(uia.BUTTON, 'Save'))
        self.check_nothing_kept()
        self.assertEqual(self.simulator.stats()['requests'], 0)

    def test_mended_addresses(self):
        """What was meant is plain: the entry shows it as soon as it is left."""
        host = self.simulator.jira_url.removeprefix('http://')
        for typed, meant in (
            (host, self.simulator.jira_url),
            (f'{self.simulator.jira_url}/jira/software', self.simulator.jira_url),
        ):
            with self.subTest(typed=typed):
                self.window.type_into('Jira URL', typed)
                uia.key('Tab')
                entry = self.window.entry('Jira URL')
                uia.wait(lambda e=entry, m=meant: e.text() == m, what=f'{typed} to be mended')

    def test_fields(self):
        window = self.window
        window.insensitive('Check')
        self.fill(**{'User Email': 'noah'})
        uia.key('Return')
        window.label(re.compile('^This isn’t an e-mail address.'))
        window.type_into('User Email', self.simulator.email)
        window.type_into('API Key', 'two words')
        uia.key('Return')
        window.label(re.compile('^This can’t be an API key: it holds blanks'))
        self.check_nothing_kept()

    def test_wrong_key(self):
        host = self.simulator.jira_url.removeprefix('http://')
        self.fill(**{'API Key': 'nonsense'})
        self.check_refused(
            f'{host} rejected the key. Check the e-mail address, or create a new key and give it'
            ' to the source.'
        )
        # Back to the fields: all is as it was typed but the key.
        self.window.click('Edit')
        self.assertEqual(self.window.entry('Source Name').text(), 'Acme')
        self.assertEqual(self.window.entry('Jira URL').text(), self.simulator.jira_url)
        self.window.type_into('API Key', self.simulator.dead_jira_token)
        self.check_refused(re.compile(rf'^{re.escape(host)} rejected the key\.'))

    def test_closed_port(self):
        port = pick_closed_port()
        self.fill(**{'Jira URL': f'http://127.0.0.1:{port}'})
        self.check_refused(re.compile(rf'^127\.0\.0\.1:{port} can’t be reached\. Check '))

    def test_other_server(self):
        server = OtherServer(lambda h: h.send(200, 'text/html', '<html>Welcome</html>'))
        self.addCleanup(server.stop)
        self.fill(**{'Jira URL': server.url})
        self.check_refused(re.compile('isn’t a Jira Cloud site. Check the address.'))
        self.assertTrue(server.requests)
        self.assertFalse(any('Authorization' in headers for _m, _p, headers in server.requests))

    def test_key_while_checking(self):
        """Its entry is empty before the first answer has come."""
        may_answer = threading.Event()

        def answer(handler):
            may_answer.wait(60)
            handler.send(503, 'text/plain', 'Later')

        server = OtherServer(answer)
        self.addCleanup(server.stop)
        self.addCleanup(may_answer.set)
        self.fill(**{'Jira URL': server.url})
        self.assertEqual(self.key_entry(), self.simulator.jira_token)
        self.window.click('Check')
        uia.wait(lambda: server.requests, what='the first request')
        self.assertEqual(self.key_entry(), '')
        uia.key('Escape')
        uia.key('Escape')
        self.window.wait_for_no_dialog()
        self.check_nothing_kept()
        self.assertEqual(self.window.quit(), 0)

    def test_foreign_host(self):
        """It is named and asked about before anything is sent there."""
        window = self.window
        self.fill(**{'Jira URL': 'https://jira.evil.example'})
        window.click('Check')
        question = re.compile('^Send the key to .?jira.evil.example')
        window.label(question)
        window.insensitive('Check')
        uia.key('Escape')
        window.no_label(question)
        window.button('Check')
        self.assertIsNone(window.look(uia.BUTTON, 'Save'))
        self.check_nothing_kept()

    def test_right(self):
        """Checked, saved, read; the key is in the keyring and in no entry."""
        window = self.window
        self.fill()
        window.click('Check')
        window.label(re.compile('^Connected as '))
        self.assertEqual(self.key_entry(), '')
        self.check_nothing_kept()
        window.click('Save')
        window.wait_for_no_dialog()
        window.label('100 users · just now')
        source = self.world.kept_source()
        self.assertEqual((source['name'], source['users']), ('Acme', 100))
        self.assertEqual(set(self.world.keys().values()), {self.simulator.jira_token})
        self.assertEqual(window.quit(), 0)

    def test_given_up(self):
        """Esc, at the fields and after the check: nothing is kept."""
        window = self.window
        self.fill()
        window.click('Check')
        window.label(re.compile('^Connected as '))
        uia.key('Escape')
        uia.key('Escape')
        window.wait_for_no_dialog()
        window.label('No Sources Yet')
        self.check_nothing_kept()
        self.assertEqual(window.quit(), 0)
        self.check_nothing_kept()

    def test_reader(self):
        """A key that may only look makes a source that says so."""
        window = self.window
        self.fill(
            **{
                'User Email': self.simulator.readonly_email,
                'API Key': self.simulator.readonly_jira_token,
            }
        )
        window.click('Check')
        window.button('Save')
        self.assertTrue(any('ead-only' in node.name for node in window.all_labels()))
        window.click('Save')
        window.wait_for_no_dialog()
        window.label(re.compile('^100 users'))
        self.assertIs(self.world.sources()[0]['read_only'], True)


if __name__ == '__main__':
    tap.main()
