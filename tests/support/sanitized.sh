#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# sanitized.sh LIBRARY COMMAND…: Meson's wrapper for each test of the set-up `asan`.
# A program of ours gets the address checker and LIBRARY preloaded; a script hands both on to
# the program that it starts (see UM_PRELOAD in ui-session.sh).
set -eu
library=$1
shift
UM_PRELOAD="$(cc -print-file-name=libasan.so) $library"
export UM_PRELOAD
case $(head -c 2 "$(command -v "$1")" | tr -d '\0') in
  '#!') exec "$@" ;;
esac
case $(basename "$1") in
  python3* | sh | bash | dash | env) exec "$@" ;;
esac
LD_PRELOAD=$UM_PRELOAD exec "$@"
