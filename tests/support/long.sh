#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# long.sh: what takes too long for every day: the tests of the suite `long`, the window under the
# checkers, all tests on Debian 13, and the Flatpak, built, installed and opened. Every part runs;
# the last line counts the parts.
set -u

cd "$(dirname "$0")/../.." || exit 1
passed=0
failed=0

part ()
{
  local name=$1
  shift
  echo "=== $name"
  if "$@" </dev/null; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "=== $name FAILED"
  fi
}

long_tests ()
{
  [ -f build/test/build.ninja ] || meson setup build/test || return 1
  ninja -C build/test && LC_ALL=C.UTF-8 python3 tools/run-tests.py build/test --setup long
}

# The newest GTK that Debian has, in a system of its own, with a clone of what is committed.
debian_13 ()
{
  local root=$PWD/build/debian13/root source=$PWD/build/debian13/source
  if [ "$(id -u)" != 0 ]; then
    echo "only root can make another Debian"
    return 1
  fi
  if [ ! -x "$root/usr/bin/git" ]; then
    tests/support/debian-root.sh make "$root" trixie || return 1
  fi
  rm -rf "$source"
  git clone -q . "$source" || return 1
  tests/support/debian-root.sh run "$root" "$source" ./dev test
}

flatpak_installed ()
{
  # The session below has a home of its own; the installation is in this one.
  export FLATPAK_USER_DIR=${FLATPAK_USER_DIR:-$HOME/.local/share/flatpak}
  ./dev flatpak \
    && tests/support/ui-session.sh /usr/bin/python3 tests/support/flatpak-opens.py
}

part "long tests" long_tests
part "the window under the checkers" ./dev asan --window
part "the window's leaks" ./dev asan --leaks
part "Debian 13" debian_13
part "Flatpak" flatpak_installed
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
