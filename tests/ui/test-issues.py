#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Create Jira Issues: the form that asks the site, what is wrong in it, its preview, and what the
site holds afterwards."""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from window import ENTRY, WindowTest, uia  # noqa: E402

import tap  # noqa: E402

GROUP = 'engineering-leads'


class Issues(WindowTest):
    def choose_action(self):
        """With the keys alone, as all of it."""
        self.connect()
        window = self.start()
        window.page(3, 'Bulk User Actions')
        window.label('300 of 300 users')
        self.members = self.simulator.members(GROUP)
        uia.key('ctrl+f')
        uia.type_(f'group:{GROUP}')
        n_users = len(self.members)
        window.label(f'{n_users} of 300 users')
        uia.key('alt+a')
        window.label(f'{n_users} of 300 users · {n_users} selected')
        window.click('Confirm Selection')
        window.label(f'What should be done to {len(self.members)} users?')
        window.tab_to('Create Jira Issues')
        uia.key('space')
        return window

    def test_keyboard(self):
        window = self.choose_action()
        window.label('Operations')
        window.tab_to('Operations', ('list item',))
        uia.key('space')
        window.label('Operations (OPS)')
        # The list of issue types is the next stop.
        window.label('Issue type')
        uia.key('Tab')
        uia.key('space')
        uia.key('Down')
        uia.key('Return')
        window.label(re.compile('^Preview of one of '))
        window.insensitive('Review Plan')
        window.tab_to('Summary', ENTRY)
        uia.type_('Review of {nam}')
        window.label(re.compile('^There is no placeholder “{nam}”.'))
        window.insensitive('Review Plan')
        uia.key('BackSpace')
        uia.type_('e}')
        window.no_label(re.compile('^There is no placeholder'))
        window.label(re.compile('^Review of [^{]+$'))
        self.show('form')
        window.click('Review Plan')
        n_users = len(self.members)
        window.label(f'Create {n_users} issues in OPS.')
        self.simulator.reset_stats()
        window.click(f'Create {n_users} Issues…')
        window.click(f'Create {n_users} Issues')
        window.button('View Latest Run Log')
        window.label(f'{n_users} users: {n_users} done.')
        self.assertEqual(self.simulator.stats()['created'], n_users)
        keys = {entry['after'] for entry in self.latest_run()['entries']}
        self.assertEqual(len(keys), n_users)
        self.assertEqual(window.quit(), 0)

    def add_sources(self):
        """An organisation, which the window shows first, and its site by two keys."""
        self.connect_organisation('Acme')
        for name in ('Site', 'Tickets'):
            self.assertEqual(self.world.add(self.simulator, name=name).status, 0)

    def test_organisation(self):
        """Through which of two Jira sources is asked before anything is read."""
        self.add_sources()
        users = self.world.run('users', 'Acme', '--filter', 'status:suspended', '--json').json()
        window = self.start()
        window.page(3, 'Bulk User Actions')
        window.label(re.compile(r'^\d+ of \d+ users$'))
        uia.key('ctrl+f')
        uia.type_('status:suspended')
        window.label(re.compile(f'^{len(users)} of '))
        uia.key('alt+a')
        window.label(re.compile(f'{len(users)} selected$'))
        window.click('Confirm Selection')
        window.label(f'What should be done to {len(users)} users?')
        window.tab_to('Create Jira Issues')
        uia.key('space')
        window.label('Created through the Jira source')
        self.assertIsNone(window.look(('label',), 'Operations'))
        # The list of sources has the focus already.
        uia.key('space')
        uia.key('Down')
        uia.key('Down')
        uia.key('Return')
        window.label('Operations')
        window.tab_to('Operations', ('list item',))
        uia.key('space')
        window.label('Operations (OPS)')
        uia.key('Tab')
        uia.key('space')
        uia.key('Down')
        uia.key('Return')
        window.label(re.compile('^Preview of one of '))
        window.tab_to('Summary', ENTRY)
        uia.type_('Look at {email}')
        self.simulator.reset_stats()
        self.show('form')
        window.click('Review Plan')
        window.label(f'Create {len(users)} issues in OPS.')
        self.assertEqual(window.quit(), 0)


if __name__ == '__main__':
    tap.main()
