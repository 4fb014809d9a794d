#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Opens the installed Flatpak and looks for its window; inside ui-session.sh."""

import sys

from uia import App, wait

ID = 'io.github.usermanagement.UserManagement'

app = App(['flatpak', 'run', '--user', ID], name='user-management')
window = app.root.find('frame', timeout=30)
wait(lambda: 'User Management' in app.windows().values(), 30, 'the window')
print(f'the Flatpak opened a window named {window.name!r}')
app.close()
sys.exit(0)
