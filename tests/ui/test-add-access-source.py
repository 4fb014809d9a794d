#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Add Source for an organisation: what is typed wrong and what servers answer has its own sentence,
the organisation is found from the key, the key's last day comes from Atlassian's list where the key
may read it, and a key with scopes makes a source that can only read."""

import datetime
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from window import ENTRY, WindowTest, uia  # noqa: E402
from world import OtherServer, pick_closed_port  # noqa: E402

import tap  # noqa: E402

OWN_ACCOUNT = 'Your Own Account (e-mail, optional)'
TOO_FAR = (
    'An organisation’s key lives at most a year. Type the date that Atlassian shows for the key.'
)


def in_days(days):
    return datetime.date.today() + datetime.timedelta(days)


class AddAccessSource(WindowTest):
    users = 120

    def setUp(self):
        super().setUp()
        window = self.start()
        window.page(2, 'Sources')
        self.open_form()

    def open_form(self):
        window = self.window
        uia.key('ctrl+n')
        window.label('Source Name')
        window.click('Access')
        window.entry(OWN_ACCOUNT)

    def fill(self, api_url=None, **fields):
        """Types into the fields that are named, by their labels; the others are right. The address
        is below Advanced."""
        right = {'Source Name': 'Acme Org', 'API Key': self.simulator.org_key}
        for name, text in {**right, **fields}.items():
            self.window.type_into(name, text)
        if not self.window.look(ENTRY, 'API address'):
            self.window.click('Advanced', None)
            self.wait_for_rest('API address')
        self.window.type_into('API address', api_url or self.simulator.api_url)

    def wait_for_rest(self, name):
        """Until an entry that was unfolded isn't scrolled any more."""
        boxes = [None, self.window.entry(name).box()]

        def rests():
            boxes.append(self.window.entry(name).box())
            return boxes[-1] == boxes[-2] == boxes[-3]

        uia.wait(rests, what=f'{name} to rest')

    def key_entry(self):
        """What can be read in the key's entry by anyone on the accessibility bus."""
        return ''.join(n.text() for n in self.window.in_front().all('password text', 'API Key'))

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

    def save(self):
        self.window.click('Save')
        self.window.wait_for_no_dialog()
        self.window.label(re.compile(r'users · just now$'))
        return self.world.sources()[0]

    def test_fields_of_the_kind(self):
        """Each kind of connection has its own fields; what they share stays, but not the key."""
        window = self.window
        self.assertIsNone(window.look(('label',), 'Jira URL'))
        self.assertFalse(window.is_sensitive('Check'))
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
                window.type_into(name, before or self.simulator.org_key if name == 'API Key'
                                 else before)
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
                self.wait_for_rest('API address')

    def test_foreign_host(self):
        """It is named and asked about before anything is sent there."""
        window = self.window
        question = re.compile('^Send the key to .?api.evil.example')
        self.fill(api_url='https://api.evil.example')
        window.click('Check')
        window.label(question)
        self.assertFalse(window.is_sensitive('Check'))
        uia.key('Escape')
        window.no_label(question)
        window.button('Check')
        self.check_nothing_kept()

    def test_date_offered(self):
        """Atlassian doesn't tell whose key is whose: one is chosen from its list by the label."""
        window = self.window
        self.fill()
        window.click('Check')
        window.label('Connected to Acme, with all rights that are needed.')
        self.assertEqual(self.key_entry(), '')
        self.assertFalse(window.is_sensitive('Save'))
        window.find(('list item',), re.compile('^User Management, expires on ')).click()
        window.label(re.compile('^As Atlassian lists it.'))
        source = self.save()
        self.assertEqual((source['name'], source['type']), ('Acme Org', 'access'))
        self.assertIs(source['read_only'], False)
        # The list says until when the key works; that day isn't one of it any more.
        self.assertEqual(source['expires'], f'{in_days(179)}T23:59:59Z')
        self.assertEqual(set(self.world.keys().values()), {self.simulator.org_key})
        window.label(re.compile('^Access · .?Acme.? · .*Key until '))
        self.assertEqual(window.quit(), 0)

    def test_wrong_date_after_the_check(self):
        window = self.window
        self.fill(**{'Expiration Date': in_days(40).isoformat()})
        window.click('Check')
        window.label('No key in Atlassian’s list ends on this day.')
        window.button('Save')
        window.type_into('Expiration Date', in_days(400).isoformat())
        window.label(TOO_FAR)
        self.assertFalse(window.is_sensitive('Save'))
        self.check_nothing_kept()
        # Back at the fields the last right date stands there.
        window.type_into('Expiration Date', in_days(50).isoformat())
        window.click('Back')
        self.assertEqual(window.entry('Expiration Date').text(), in_days(50).isoformat())

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

    def test_scoped_key(self):
        """It can only read: the source says so, and actions why they can't be used."""
        window = self.window
        self.fill(**{
            'API Key': self.simulator.scoped_org_key,
            OWN_ACCOUNT: self.simulator.email,
        })
        window.click('Check')
        window.label(re.compile('^Connected to Acme. The key has scopes, so it can only read'))
        # Such a key may not see when keys end.
        self.assertFalse(window.is_sensitive('Save'))
        window.type_into('Expiration Date', in_days(60).isoformat())
        source = self.save()
        self.assertIs(source['read_only'], True)
        window.label(re.compile('Read-only'))
        window.page(3, 'Bulk User Actions')
        window.label(re.compile('^[0-9,]+ of [0-9,]+ users$'))
        window.click('Select All Matching')
        window.click('Confirm Selection')
        self.assertFalse(window.is_sensitive('Add to Groups'))
        actions = self.world.run('actions', 'Acme Org', '--json').json()
        reasons = {action['key']: action['reason'] for action in actions}
        self.assertEqual(reasons['add-to-groups'], 'read-only')

    def test_owner_of_a_linked_site(self):
        """Who has a key of a site of the organisation has that of the organisation, too."""
        window = self.window
        uia.key('Escape')
        window.wait_for_no_dialog()
        self.assertEqual(window.quit(), 0)
        self.assertEqual(self.world.add(self.simulator, name='Acme Jira').status, 0)
        window = self.start()
        window.page(2, 'Sources')
        self.open_form()
        self.fill(**{'Expiration Date': in_days(90).isoformat()})
        window.click('Check')
        window.label(re.compile('^Connected to Acme, with all'))
        owner = self.simulator.get('/rest/api/3/myself')['displayName']
        window.label(owner)
        self.save()

    def test_another_key(self):
        """A key belongs to its address, and its date to the key."""
        window = self.window
        self.fill(**{'Expiration Date': in_days(90).isoformat()})
        window.click('Check')
        window.label(re.compile('^Connected to Acme'))
        self.save()
        window.click('Actions for This Source')
        uia.key('Down', 'Down', 'Return')
        window.dialog('Edit Source')
        window.label(re.compile('^Access · Acme$'))
        self.assertIsNone(window.look(uia.BUTTON, 'Jira Cloud'))
        window.type_into('Expiration Date', in_days(120).isoformat())
        window.click('Save')
        window.wait_for_no_dialog()
        self.assertEqual(self.world.sources()[0]['expires'], f'{in_days(120)}T23:59:59Z')
        self.assertEqual(set(self.world.keys().values()), {self.simulator.org_key})


if __name__ == '__main__':
    tap.main()
