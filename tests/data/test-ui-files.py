#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lets gtk4-builder-tool judge each .ui file. The tool knows none of the program's own widgets, so
it gets a copy in which a plain box stands in for each, without handlers; what belongs to GTK stays.
"""

import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ElementTree
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(TOP / 'tests' / 'support'))

import tap  # noqa: E402

# What every widget has; other properties of our own widgets are unknown to a box.
COMMON = {
    'can-focus', 'can-target', 'css-classes', 'css-name', 'focusable', 'halign', 'height-request',
    'hexpand', 'margin-bottom', 'margin-end', 'margin-start', 'margin-top', 'name', 'opacity',
    'sensitive', 'tooltip-text', 'valign', 'vexpand', 'visible', 'width-request',
}  # fmt: skip


def is_ours(name):
    return name.startswith('Um')


def simplify(element):
    """Makes the element and what is below it readable for a program without our types."""
    for child in list(element):
        if child.tag in ('signal', 'binding'):
            element.remove(child)
        elif child.tag == 'object' and is_ours(child.get('class', '')):
            replace(child)
            simplify(child)
        else:
            simplify(child)


def replace(element):
    """A box with the same id and the same widgets in it."""
    element.set('class', 'GtkBox')
    for child in list(element):
        if child.tag == 'property' and child.find('object') is not None:
            child.tag = 'child'
            child.attrib.clear()
        elif child.tag == 'property' and child.get('name') not in COMMON:
            element.remove(child)
        elif child.tag == 'child':
            child.attrib.pop('type', None)


def judge(path, folder):
    tree = ElementTree.parse(path)
    simplify(tree.getroot())
    copy = Path(folder) / path.name
    tree.write(copy, encoding='utf-8', xml_declaration=True)
    command = ['gtk4-builder-tool', 'validate', str(copy)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    said = [line for line in (result.stdout + result.stderr).splitlines() if line.strip()]
    return result.returncode, said


@unittest.skipUnless(shutil.which('gtk4-builder-tool'), 'gtk4-builder-tool is missing')
class UiFiles(unittest.TestCase):
    def test_valid(self):
        paths = sorted((TOP / 'src' / 'ui').rglob('*.ui'))
        self.assertTrue(paths)
        with tempfile.TemporaryDirectory() as folder:
            for path in paths:
                with self.subTest(path=path.relative_to(TOP)):
                    self.assertEqual(judge(path, folder), (0, []))

    def test_a_fault_is_found(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / 'fault.ui'
            for fault in ('<property name="no-such">1</property>', '<object class="GtkNoSuch"/>'):
                path.write_text(f'<interface><object class="GtkBox">{fault}</object></interface>')
                with self.subTest(fault=fault):
                    self.assertNotEqual(judge(path, folder)[0], 0)


if __name__ == '__main__':
    tap.main()
