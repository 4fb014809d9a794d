#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A source of an organisation: it is found from its key, the key’s last day comes from Atlassian’s
list where the key may read it, and a key with scopes makes a source that can only read."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from access_form import OWN_ACCOUNT, TOO_FAR, AccessFormTest, in_days, uia  # noqa: E402

import tap  # noqa: E402


class AccessSource(AccessFormTest):
    def test_date_offered(self):
        """Atlassian doesn't tell whose key is whose: one is chosen from its list by the label."""
        window = self.window
        self.fill()
        window.click('Check')
        window.label('Connected to Acme, with all rights that are needed.')
        self.assertEqual(self.key_entry(), '')
        window.insensitive('Save')
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
        window.insensitive('Save')
        self.check_nothing_kept()
        # Back at the fields the last right date stands there.
        window.type_into('Expiration Date', in_days(50).isoformat())
        window.click('Back')
        self.assertEqual(window.entry('Expiration Date').text(), in_days(50).isoformat())

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
        window.insensitive('Save')
        window.type_into('Expiration Date', in_days(60).isoformat())
        source = self.save()
        self.assertIs(source['read_only'], True)
        window.label(re.compile('Read-only'))
        window.page(3, 'Bulk User Actions')
        window.label(re.compile('^[0-9,]+ of [0-9,]+ users$'))
        window.click('Select All Matching')
        window.click('Confirm Selection')
        window.insensitive('Add to Groups')
        actions = self.world.run('actions', 'Acme Org', '--json').json()
        reasons = {action['key']: action['reason'] for action in actions}
        self.assertEqual(reasons['add-to-groups'], 'read-only')
        self.check_whole_key()

    def check_whole_key(self):
        """A key without scopes makes it whole at once."""
        window = self.window
        window.page(2, 'Sources')
        window.click('Actions for This Source')
        uia.key('Down', 'Down', 'Return')
        window.dialog('Edit Source')
        window.click('Advanced', None)
        window.label('The key in use can only read: the source is read-only either way.')
        window.type_into('API Key', self.simulator.org_key)
        window.no_label('The key in use can only read: the source is read-only either way.')
        window.click('Check')
        window.label('Connected to Acme, with all rights that are needed.')
        window.click('Save')
        window.wait_for_no_dialog()
        self.assertIs(self.world.sources()[0]['read_only'], False)
        window.page(3, 'Bulk User Actions')
        window.button('Add to Groups')

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
        window.click('Save')
        window.wait_for_no_dialog()
        # It is the one to go on with.
        uia.wait(lambda: window.focused().name.startswith('Acme Org'), what='the new row')

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
