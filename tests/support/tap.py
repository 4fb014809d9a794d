# SPDX-License-Identifier: GPL-3.0-or-later
"""unittest that speaks TAP, so that Meson counts each test: end a test program with tap.main()."""

import sys
import traceback
import unittest


class TapResult(unittest.TestResult):
    """Prints one TAP line for each test, and below it, as comments, what went wrong."""

    def __init__(self):
        super().__init__()
        self.told = 0
        self.errors_of_test = []

    def tell(self, ok, test, directive=''):
        self.told += 1
        name = test.id().replace('__main__.', '')
        print(f'{"ok" if ok else "not ok"} {self.told} {name}{directive}')
        for error in self.errors_of_test:
            for line in ''.join(traceback.format_exception(*error)).splitlines():
                print(f'# {line}')
        self.errors_of_test = []
        sys.stdout.flush()

    def addSuccess(self, test):
        self.tell(True, test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.errors_of_test.append(err)
        self.tell(False, test)

    def addError(self, test, err):
        super().addError(test, err)
        self.errors_of_test.append(err)
        self.tell(False, test)

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err:
            self.errors_of_test.append((err[0], err[1], err[2]))

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.tell(True, test, f' # SKIP {reason}')

    def stopTest(self, test):
        super().stopTest(test)
        if self.errors_of_test:  # only its subtests failed: nothing was told yet
            self.tell(False, test)


class TapRunner:
    """What unittest.main() wants: something that runs a suite and gives its result."""

    def run(self, suite):
        result = TapResult()
        suite(result)
        print(f'1..{result.told}')
        return result


def main():
    """Runs the tests of the calling program; exits 1 when one failed, or none was there."""
    program = unittest.main(module='__main__', testRunner=TapRunner(), exit=False)
    sys.exit(0 if program.result.wasSuccessful() and program.result.told else 1)
