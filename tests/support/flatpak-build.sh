#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# flatpak-build.sh: builds the Flatpak and installs it for this user. The runtime is the one that
# is installed, else Flathub's where that is a remote, else one made of Debian's packages (root).
set -euo pipefail

cd "$(dirname "$0")/../.."
id=io.github.usermanagement.UserManagement
manifest=flatpak/$id.yml
branch=$(sed -n "s/^runtime-version: '\(.*\)'$/\1/p" "$manifest")
build=$PWD/build/flatpak
mkdir -p "$build"

installed ()
{
  flatpak info "org.gnome.Platform//$branch" >/dev/null 2>&1 \
    && flatpak info "org.gnome.Sdk//$branch" >/dev/null 2>&1
}

if ! installed; then
  if flatpak remotes --columns=name | grep -qx flathub; then
    remote=flathub
  elif [ "$(id -u)" = 0 ] && command -v mmdebstrap >/dev/null; then
    remote=user-management-runtime
    if [ ! -f "$build/runtime/summary" ]; then
      echo "Making a runtime of Debian's packages (about 4 minutes)"
      tests/support/flatpak-runtime.sh trixie "$build/work" "$build/runtime" "$branch"
    fi
    flatpak --user remote-add --no-gpg-verify --if-not-exists "$remote" "$build/runtime"
  else
    echo "The runtime org.gnome.Platform//$branch is missing. Install it from Flathub:" >&2
    echo "  flatpak --user remote-add --if-not-exists flathub" \
      "https://dl.flathub.org/repo/flathub.flatpakrepo" >&2
    echo "  flatpak --user install flathub org.gnome.Platform//$branch org.gnome.Sdk//$branch" >&2
    exit 1
  fi
  flatpak --user install --noninteractive -y "$remote" \
    "org.gnome.Platform//$branch" "org.gnome.Sdk//$branch"
fi

flatpak-builder --user --install --force-clean --disable-rofiles-fuse --disable-updates \
  --state-dir="$build/state" "$build/app" "$manifest"
echo "Installed. Open it with: flatpak run $id"
