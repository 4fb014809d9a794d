#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Add Source for an organisation: what is typed wrong and what servers answer has its own sentence,
and nothing is kept before it is right."""

import datetime
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from access_form import OWN_ACCOUNT, TOO_FAR, AccessFormTest, in_days, uia  # noqa: E402
from world import OtherServer, pick_closed_port  # noqa: E402

import tap  # noqa: E402


class AddAccessSource(AccessFormTest):
    def test_fields_of_the_kind(self):
        """Each kind of connection has its own fields; what they share stays, but not the key."""
        window = self.window
        self.assertIsNone(window.look(('label',), 'Jira URL'))
        window.insensitive('Check')
        window.type_into('Source Name', 'Acme')
        window.type_into('API Key', 'for-the-organisation')
        window.button('Check')
        window.click('Jira Cloud')
        window.label('Jira URL')
        window.label('User Email')
        self.assertEqual(window.entry('Source Name').text(), 'Acme')
        self.assertEqual(self.key_entry(), '')
        window.click('Access')
        window.label(OWN_ACCOUNT)
        self.assertEqual(self.key_entry(), '')
        self.check_nothing_kept()

    def test_bad_input(self):
        window = self.window
        self.fill()
        for name, text, sentence in (
            ('API Key', 'two words', re.compile('^This can’t be an API key: it holds blanks')),
            ('Expiration Date', 'soon', '“soon” isn’t a date. Write year, month and day, such as'
             ' 2026-12-31.'),
            ('Expiration Date', '2026-02-31', re.compile('^“2026-02-31” isn’t a date')),
            ('Expiration Date', in_days(-1).isoformat(), re.compile('^The expiration date is ov')),
            ('Expiration Date', in_days(367).isoformat(), TOO_FAR),
            (OWN_ACCOUNT, 'noah', re.compile('^This isn’t an e-mail address.')),
            ('API address', 'http://api.atlassian.com', re.compile('^http:// would send the key')),
            ('API address', 'ftp://127.0.0.1', re.compile('^“ftp” addresses can’t be used')),
        ):
            with self.subTest(name=name, text=text):
                before = window.entry(name).text()
                window.type_into(name, text)
                uia.key('Return')
                window.label(sentence)
                self.assertIsNone(window.look(uia.BUTTON, 'Save'))
                window.type_into(name, before)
        self.check_nothing_kept()
        self.assertEqual(self.simulator.stats()['requests'], 0)

    def test_rejected_keys(self):
        host = self.simulator.api_url.removeprefix('http://')
        sentence = re.compile(rf'^{re.escape(host)} didn’t accept the key. It is mistyped, has ')
        self.fill(**{'API Key': 'nonsense'})
        self.check_refused(sentence)
        for key in (self.simulator.dead_org_key, self.simulator.jira_token):
            self.window.click('Edit')
            self.assertEqual(self.window.entry('Source Name').text(), 'Acme Org')
            self.window.type_into('API Key', key)
            self.check_refused(sentence)

    def test_closed_port(self):
        port = pick_closed_port()
        self.fill(api_url=f'http://127.0.0.1:{port}')
        self.check_refused(re.compile(rf'^127\.0\.0\.1:{port} can’t be reached\. Check '))

    def test_other_servers(self):
        self.fill()
        for answer, sentence in (
            ((200, 'text/html', '<html>Welcome</html>'), 'isn’t Atlassian’s API. Check the API ad'),
            ((404, 'application/json', '{}'), 'isn’t Atlassian’s API. Check the API address'),
            ((200, 'application/json', '{"data":[]}'), 'knows no organisation of this key'),
            ((403, 'application/json', '{}'), 'doesn’t allow this to the key’s owner'),
            ((503, 'text/plain', 'Later'), 'failed to answer'),
        ):
            with self.subTest(answer=answer):
                server = OtherServer(lambda handler, a=answer: handler.send(*a))
                self.addCleanup(server.stop)
                self.window.type_into('API Key', self.simulator.org_key)
                self.window.type_into('API address', server.url)
                self.check_refused(re.compile(sentence))
                self.window.click('Back')

    def test_foreign_host(self):
        """It is named and asked about before anything is sent there."""
        window = self.window
        question = re.compile('^Send the key to .?api.evil.example')
        self.fill(api_url='https://api.evil.example')
        window.click('Check')
        window.label(question)
        window.insensitive('Check')
        uia.key('Escape')
        window.no_label(question)
        window.button('Check')
        self.check_nothing_kept()

    def test_shortcut(self):
        """The calendar knows the lengths that keys have."""
        window = self.window
        for mnemonic, days in (('alt+w', 7), ('alt+y', 365)):
            window.type_into('Expiration Date', '')
            window.click('Choose a Date')
            uia.key(mnemonic)
            entry = window.entry('Expiration Date')
            uia.wait(entry.text, what='a date')
            typed = datetime.date.fromisoformat(entry.text())
            self.assertIn((typed - in_days(0)).days, (days, days + 1))


if __name__ == '__main__':
    tap.main()
