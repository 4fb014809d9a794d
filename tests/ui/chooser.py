# SPDX-License-Identifier: GPL-3.0-or-later
"""GTK's own dialog for files. It isn't on the accessibility bus: it is told by its title on the
display, and driven by keys."""

import subprocess

from window import uia

PATIENCE = 60


def is_open(window, title):
    """Whether it is there; None where windows come and go while they are asked for."""
    try:
        return title in window.app.windows().values()
    except subprocess.CalledProcessError:
        return None


def has_keys(title):
    """Whether what is typed goes there, which is later than it is seen."""
    try:
        return uia.xdo('getwindowfocus', 'getwindowname').strip() == title
    except subprocess.CalledProcessError:
        return False


def wait_for(window, title):
    uia.wait(lambda: is_open(window, title), PATIENCE, f'the dialog {title!r}')


def answer(window, title, path):
    """Types a whole path into its entry, which a slash opens where it isn't there."""
    uia.wait(lambda: has_keys(title), PATIENCE, f'{title!r} to get the keys')
    uia.key('ctrl+a')
    uia.type_(str(path))
    uia.key('shift+End', 'Delete')  # what GTK 4.18 completes while one types on
    uia.key('Return')
    uia.wait(lambda: is_open(window, title) is False, PATIENCE, f'{title!r} to be closed')
