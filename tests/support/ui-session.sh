#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# ui-session.sh COMMAND…: runs COMMAND on a display of its own (Xvfb with openbox), with a session
# bus of its own and the accessibility bus, in an empty home. Gives back COMMAND's exit status.
#
#   UM_SERVICES   further services the bus may start, such as org.freedesktop.secrets. There are
#                 none by default: the stock bus starts portals and a locked keyring on its own.
#   UM_HOME       a home to use, and to keep, instead of an empty one
#   UM_SCREEN     size and depth of the display (1280x800x24)
#   UM_PRELOAD    libraries to preload into COMMAND alone (for the leak checker)
#   UM_WM         another window manager than openbox
#
# All it starts is ended by process id when COMMAND ends, or when this script is told to end.
set -u

here=$(cd "$(dirname "$0")" && pwd)

for tool in Xvfb dbus-run-session gdbus "${UM_WM:-openbox}"; do
  if ! command -v "$tool" >/dev/null; then
    echo "ui-session.sh: $tool is missing (./dev test installs it)" >&2
    exit 99
  fi
done

XDG_RUNTIME_DIR=$(mktemp -d "${TMPDIR:-/tmp}/um-run.XXXXXX")
chmod 700 "$XDG_RUNTIME_DIR"
export XDG_RUNTIME_DIR
home=
if [ -z "${UM_HOME:-}" ]; then
  home=$(mktemp -d "${TMPDIR:-/tmp}/um-home.XXXXXX")
fi
export HOME=${UM_HOME:-$home}
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_STATE_HOME WAYLAND_DISPLAY DISPLAY
unset DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS

xvfb=
session=
# shellcheck disable=SC2317 # called by the traps
clean_up ()
{
  for pid in $session $xvfb; do
    kill "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
  done
  rm -rf "$XDG_RUNTIME_DIR"
  [ -z "$home" ] || rm -rf "$home"
}
trap clean_up EXIT
trap 'exit 143' TERM
trap 'exit 130' INT

mkdir -p "$XDG_RUNTIME_DIR/services" "$XDG_RUNTIME_DIR/at-spi" "$HOME/.config/gtk-4.0"
for service in org.a11y.Bus ${UM_SERVICES:-}; do
  cp "/usr/share/dbus-1/services/$service.service" "$XDG_RUNTIME_DIR/services/"
done
sed "s#@SERVICES@#$XDG_RUNTIME_DIR/services#" "$here/session.conf.in" \
  >"$XDG_RUNTIME_DIR/session.conf"
if [ ! -e "$HOME/.config/gtk-4.0/settings.ini" ]; then
  printf '[Settings]\ngtk-font-name=Cantarell 11\ngtk-cursor-blink=0\n' \
    >"$HOME/.config/gtk-4.0/settings.ini"
fi

exec 9>"$XDG_RUNTIME_DIR/display"
Xvfb -displayfd 9 -screen 0 "${UM_SCREEN:-1280x800x24}" -nolisten tcp -dpi 96 \
  >"$XDG_RUNTIME_DIR/xvfb.log" 2>&1 </dev/null &
xvfb=$!
exec 9>&-
for _ in $(seq 400); do
  [ -s "$XDG_RUNTIME_DIR/display" ] && break
  kill -0 "$xvfb" 2>/dev/null || break
  sleep 0.05
done
if [ ! -s "$XDG_RUNTIME_DIR/display" ]; then
  echo "ui-session.sh: Xvfb didn't start" >&2
  cat "$XDG_RUNTIME_DIR/xvfb.log" >&2
  exit 99
fi
DISPLAY=:$(cat "$XDG_RUNTIME_DIR/display")
export DISPLAY
export GDK_BACKEND=x11 GIO_USE_VFS=local
export LC_ALL=${LC_ALL:-C.UTF-8} GTK_A11Y=${GTK_A11Y:-atspi}
export GSETTINGS_BACKEND=${GSETTINGS_BACKEND:-memory} GSK_RENDERER=${GSK_RENDERER:-cairo}

# The inner shell starts what belongs to the bus, runs the command, and ends the window manager.
# What services print isn't the command's output.
# shellcheck disable=SC2016 # expanded by the inner shell
dbus-run-session --config-file="$XDG_RUNTIME_DIR/session.conf" -- bash -c '
  exec 3>"$XDG_RUNTIME_DIR/session.log"
  gdbus call --session --dest org.a11y.Bus --object-path /org/a11y/bus \
    --method org.a11y.Bus.GetAddress >&3 2>&3
  "${UM_WM:-openbox}" >&3 2>&3 3>&- </dev/null &
  manager=$!
  exec 3>&-
  if [ -n "${UM_PRELOAD:-}" ]; then
    LD_PRELOAD=$UM_PRELOAD "$@" >&4 4>&-
  else
    "$@" >&4 4>&-
  fi
  status=$?
  kill "$manager" 2>/dev/null
  wait "$manager" 2>/dev/null
  exit "$status"' _ "$@" <&0 4>&1 >"$XDG_RUNTIME_DIR/services.log" \
  2> >(grep -v -E 'dbus-daemon|SpiRegistry|X connection to' >&2) &
session=$!
wait "$session"
status=$?
session=
exit "$status"
