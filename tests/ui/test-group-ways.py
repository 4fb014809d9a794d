#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Groups for single users in the real window: the same groups as a colleague's, and rows of users
and groups out of a file, of which only those of the selected users count."""

import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import chooser  # noqa: E402
from window import CHECK, WindowTest, uia  # noqa: E402

import tap  # noqa: E402


class GroupWays(WindowTest):
    users = 150

    def setUp(self):
        super().setUp()
        self.connect_organisation()
        self.groups = {
            group['id']: group for group in self.world.run('groups', 'Org', '--json').json()
        }
        users = self.world.run('users', 'Org', '--json').json()
        truth = self.truth()
        admins = {group['id'] for group in self.groups.values() if group['admin']}
        self.people = [
            user
            for user in users
            if user['status'] == 'active'
            and user['type'] == 'person'
            and user['directories'] == ['Acme']
            and not truth[user['account_id']] & admins
        ]

    def truth(self):
        state = self.simulator.get('/_simulator/state')
        return {user['accountId']: set(user['groups']) for user in state['users']}

    def own(self, truth, user):
        """The groups of a user that can be changed."""
        return {group for group in truth[user['account_id']] if not self.groups[group]['synced']}

    def select(self, users):
        window = self.window
        window.page(3, 'Bulk User Actions')
        window.label(re.compile(r'^\d+ of \d+ users$'))
        uia.key('ctrl+f')
        uia.type_('id:' + ','.join(user['account_id'] for user in users))
        window.label(re.compile(f'^{len(users)} of '))
        window.click('Select All Matching')
        window.label(re.compile(f'{len(users)} selected$'))
        window.click('Confirm Selection')
        window.label(f'What should be done to {len(users)} users?')
        window.tab_to('Add to Groups')
        uia.key('space')

    def run_plan(self, headline):
        """Reviews the plan and runs it."""
        window = self.window
        self.show('form')
        window.click('Review Plan')
        window.label(headline)
        number = re.search(r'\d+', window.label(headline).name).group()
        button = window.button(re.compile(f'^(Change|Add) {number} Users?…$'))
        verb = button.name.rstrip('…')
        button.click()
        window.dialog(headline.rstrip('.') + '?')
        run = window.button(verb)
        if not run.has('sensitive'):
            uia.type_(number)
        window.click(verb)
        window.label(re.compile(': Finished$'))
        return self.latest_run()

    def test_same_groups(self):
        before = self.truth()
        colleague = max(self.people, key=lambda user: len(self.own(before, user)))
        users = [user for user in self.people if user is not colleague][:3]
        window = self.start()
        self.select(users)
        window.click('Same Groups as…')
        window.insensitive('Review Plan')
        uia.type_('id:' + colleague['account_id'])
        uia.key('Return')
        window.label(f'The selected users get the groups that {colleague["name"]} is in now:')
        others = f'Also remove them from the groups that {colleague["name"]} isn’t in'
        window.click(others, CHECK)
        window.button('Review Plan')
        run = self.run_plan(f'Give 3 users the groups of {colleague["name"]} and no others.')
        self.assertEqual(run['counts']['failed'], 0, run)
        after = self.truth()
        for user in users:
            self.assertEqual(self.own(after, user), self.own(before, colleague))

    def scroll_to(self, heading):
        """Turns the wheel until the heading of the page is seen."""

        def seen():
            uia.xdo('click', 4)
            return self.window.look(('label',), heading)

        self.window.label('Add to Groups: Groups').point()
        uia.wait(seen, 30, heading)

    def choose_column(self, *keys):
        """Opens the list of columns that has the focus, and chooses one there."""

        def in_list():
            focused = self.window.focused()
            return focused and focused.role == 'list item'

        uia.key('space')
        uia.wait(in_list, what='the columns')
        uia.key(*keys, 'Return')

    def correct_column(self):
        """A wrong column is chosen by hand, and the right one again."""
        window = self.window
        uia.key('Tab', 'Tab')
        self.choose_column('End')
        window.label('0 users · 4 rows not used')
        window.label('Nothing for the selected users')
        window.insensitive('Review Plan')
        self.show('column')
        self.choose_column('Home', 'Down')
        window.label('3 users · 1 row not used')
        window.label('Memberships to add: 2')

    def test_from_a_file(self):
        before = self.truth()
        home = Counter(group['directory'] for group in self.groups.values()).most_common(1)[0][0]
        first, second = [
            group
            for group in self.groups.values()
            if not group['synced']
            and not group['admin']
            and not group['products']
            and group['directory'] == home
        ][:2]
        free = [
            user
            for user in self.people
            if not before[user['account_id']] & {first['id'], second['id']}
        ]
        ann, bob, cyd = [user['account_id'] for user in free[:3]]
        file = self.world.path('pairs.csv')
        file.write_text(
            f'user,group,note\n{ann},{first["name"]},x\n{bob},{second["id"]},\n'
            f'{cyd},{first["id"]},\n{ann},nowhere,\n'
        )
        window = self.start()
        self.select(free[:2])
        window.click('From a File…')
        window.insensitive('Review Plan')
        window.click('Choose File…')
        chooser.answer(window, 'Choose a Table', file)
        window.label('pairs.csv')
        window.label('3 users · 1 row not used')
        self.correct_column()
        window.label('1 user of the file isn’t selected; nothing is done to this one.')
        window.label('Rows that aren’t used').click()
        window.label('Line 5: there is no group “nowhere”')
        self.show('file')
        window.click('Select Them Too')
        window.label('Memberships to add: 3')
        self.scroll_to('What should be done to 3 users?')
        run = self.run_plan('Add 3 users to 2 groups.')
        self.assertEqual(run['counts']['done'], 3, run)
        after = self.truth()
        added = {user: after[user] - before[user] for user in after if after[user] != before[user]}
        self.assertEqual(added, {ann: {first['id']}, bob: {second['id']}, cyd: {first['id']}})


if __name__ == '__main__':
    tap.main()
