#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The tour: the real window goes the whole way on the demo organisation, by mouse and keyboard, and
leaves numbered pictures and the exported run log. Runs within tests/support/ui-session.sh:

    tests/support/ui-session.sh /usr/bin/python3 tests/ui/tour.py --build DIR --out DIR
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from window import CHECK, Screen, Window, uia  # noqa: E402

GROUP = 'accounting'
SEARCH = 'status:active type:person email:*@* lee'


class Shown(Window):
    """The window of a program that was started already."""

    def __init__(self, app):
        self.app = app
        self.screen = Screen(app)


class Tour:
    def __init__(self, build, out):
        self.build = build
        self.out = out
        self.count = 0
        self.app = None
        self.window = None

    def start(self, theme=None):
        environment = {'UM_SIMULATOR_PATH': str(self.simulator())}
        if theme:
            environment['GTK_THEME'] = theme
        self.app = uia.App([str(self.build / 'src' / 'user-management')], environment)
        self.window = Shown(self.app)
        self.label(re.compile('Getting Started|Bulk User Actions|Run Logs'))

    def simulator(self):
        return self.build / 'src' / 'simulator' / 'user-management-simulator'

    def picture(self, name):
        time.sleep(0.35)  # until the slide or fade that a click began is over
        self.count += 1
        uia.shot(self.out / f'{self.count:02d}-{name}.png')

    def label(self, name):
        return self.window.label(name)

    def click(self, name, roles=uia.BUTTON):
        self.window.click(name, roles)

    def wait_for_windows(self, count):
        uia.wait(lambda: len(self.window.windows()) == count, what=f'{count} windows')

    def connect(self):
        self.picture('getting-started')
        self.click('Try the Demo Organisation')
        self.label(re.compile(r'2,000 of 2,000 users'))
        self.picture('select-users')

    def select(self):
        uia.key('ctrl+f')
        self.window.find(('text', 'entry'), None, lambda node: node.has('focused'))
        uia.type_(SEARCH)
        self.label(re.compile(r'^\d+ of 2,000 users'))
        self.picture('search')
        self.click('Filter')
        self.picture('filter-panel')
        self.click('Filter')
        self.click('Select All Matching')
        self.label(re.compile(r'\d+ selected'))
        self.picture('selected')
        self.click('Confirm Selection')

    def choose(self):
        self.picture('choose-action')
        self.click('Add to Groups')
        self.window.in_table('Groups', CHECK, GROUP).click()
        self.picture('groups')
        self.click('Review Plan')

    def review(self):
        self.label(re.compile(rf'^Add \d+ users to {GROUP}\.$'))
        self.picture('review-plan')
        self.click(re.compile(r'^Add \d+ Users…$'))
        self.picture('confirm')
        self.click(re.compile(r'^Add \d+ Users$'))

    def run(self):
        self.label('Add to Groups: Finished')
        self.picture('run')
        self.click('View Latest Run Log')
        self.label(re.compile('^Source: Demo Organisation'))
        self.picture('run-log')
        self.window.in_table('Results', uia.BUTTON, re.compile('^Details of ')).click()
        self.wait_for_windows(2)
        self.picture('details')
        uia.key('Escape')
        self.wait_for_windows(1)
        uia.key('alt+Left')
        self.picture('run-logs')

    def other_pages(self):
        uia.key('alt+2')
        self.picture('sources')
        uia.key('ctrl+n')
        self.label('Source Name')
        self.picture('add-source')
        uia.key('Escape')
        self.wait_for_windows(1)
        uia.key('alt+1')
        self.picture('getting-started-done')

    def stop(self):
        uia.key('ctrl+q')
        self.app.process.wait(20)

    def other_looks(self):
        self.start('Default:dark')
        uia.key('alt+3')
        self.label(re.compile(r'of 2,000 users'))
        self.picture('dark')
        for window in self.app.windows():
            uia.xdo('windowsize', '--sync', window, 410, 700)
        self.picture('narrow')
        self.stop()

    def export(self):
        cli = str(self.build / 'src' / 'cli' / 'user-management-cli')
        runs = subprocess.run([cli, 'log', 'list', '--format', 'csv'], check=True,
                              capture_output=True, text=True).stdout.splitlines()
        run = runs[1].split(',')[0]
        for suffix in ('csv', 'json'):
            text = subprocess.run([cli, 'log', 'export', run, '--format', suffix], check=True,
                                  capture_output=True, text=True).stdout
            (self.out / f'run-log.{suffix}').write_text(text, encoding='utf-8')


def use_intended_font():
    folder = pathlib.Path(os.environ['HOME']) / '.config' / 'gtk-4.0'
    folder.mkdir(parents=True, exist_ok=True)
    (folder / 'settings.ini').write_text(
        '[Settings]\ngtk-font-name=Cantarell 11\ngtk-cursor-blink=0\n', encoding='utf-8')


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--build', type=pathlib.Path, required=True)
    parser.add_argument('--out', type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    use_intended_font()
    tour = Tour(arguments.build.resolve(), arguments.out.resolve())
    tour.start()
    tour.connect()
    tour.select()
    tour.choose()
    tour.review()
    tour.run()
    tour.other_pages()
    tour.stop()
    tour.other_looks()
    tour.export()
    print(f'{tour.count} pictures and the run log')


if __name__ == '__main__':
    main()
