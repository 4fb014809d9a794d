# SPDX-License-Identifier: GPL-3.0-or-later
"""The form of Add Source, filled in for an organisation."""

import datetime
import re

from window import ENTRY, WindowTest, uia

OWN_ACCOUNT = 'Your Own Account (e-mail, optional)'
TOO_FAR = (
    'An organisation’s key lives at most a year. Type the date that Atlassian shows for the key.'
)


def in_days(days):
    return datetime.date.today() + datetime.timedelta(days)


class AccessFormTest(WindowTest):
    """A test that begins with the form, open and for an organisation."""

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
        self.window.type_into('API address', api_url or self.simulator.api_url)

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
        return self.world.kept_source()


__all__ = ['OWN_ACCOUNT', 'TOO_FAR', 'AccessFormTest', 'in_days', 'uia']
