#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# flatpak-runtime.sh SUITE FOLDER REPOSITORY BRANCH: makes org.gnome.Platform//BRANCH and
# org.gnome.Sdk//BRANCH of a Debian's packages, so that the manifest builds and runs where
# Flathub can't be reached. Root only; 4 minutes, 2 GB. GTK 4.8 with bookworm, 4.18 with trixie.
set -euo pipefail

suite=$1
folder=$2
repository=$3
branch=$4
arch=$(flatpak --default-arch)
# shellcheck disable=SC2016 # expanded by apt-get
mirror=$(apt-get indextargets --format '$(REPO_URI)' | grep -v security | head -n 1)

platform_packages=(
  libgtk-4-1 libgtk-4-common libsoup-3.0-0 libjson-glib-1.0-0 libsecret-1-0 libsqlite3-0
  glib-networking ca-certificates adwaita-icon-theme hicolor-icon-theme fonts-cantarell
  fonts-dejavu-core gsettings-desktop-schemas dconf-gsettings-backend librsvg2-common
  libgl1-mesa-dri libegl1 shared-mime-info libglib2.0-bin gtk-update-icon-cache fontconfig locales
)
sdk_packages=(
  gcc libc6-dev pkgconf meson ninja-build gettext desktop-file-utils appstream appstream-util
  libgtk-4-dev libgtk-4-bin libsoup-3.0-dev libjson-glib-dev libsecret-1-dev libsqlite3-dev
  libxml2-utils
)

make_tree ()
{
  local name=$1 IFS=,
  shift
  rm -rf "${folder:?}/$name"
  # shellcheck disable=SC2016 # $1 is expanded by the hook
  if ! mmdebstrap --variant=essential --include="$*" \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --customize-hook='printf "en_US.UTF-8 UTF-8\nde_DE.UTF-8 UTF-8\n" >"$1/etc/locale.gen"' \
    --customize-hook='chroot "$1" locale-gen >/dev/null' \
    "$suite" "$folder/$name" "$mirror" >"$folder/$name.log" 2>&1; then
    tail -n 20 "$folder/$name.log" >&2
    return 1
  fi
}

# A runtime is the /usr of a system with its /etc below; Flatpak itself lays out the rest.
export_tree ()
{
  local name=$1 runtime=$folder/$1.runtime
  rm -rf "$runtime"
  mkdir -p "$runtime/files"
  cp -al "$folder/$name/usr" "$runtime/usr"
  rm -rf "$runtime/usr/etc"
  cp -a "$folder/$name/etc" "$runtime/usr/etc"
  rm -f "$runtime/usr/etc/"{resolv.conf,mtab,hostname,machine-id,localtime,.pwd.lock}
  rm -f "$runtime/usr/etc/"{passwd-,group-,shadow,shadow-,gshadow,gshadow-}
  rm -rf "$runtime/usr/etc/apt" "$runtime/usr/etc/dpkg"
  [ -e "$runtime/usr/lib64" ] || ln -s lib "$runtime/usr/lib64"
  cat >"$runtime/metadata" <<METADATA
[Runtime]
name=org.gnome.$name
runtime=org.gnome.Platform/$arch/$branch
sdk=org.gnome.Sdk/$arch/$branch

[Environment]
GI_TYPELIB_PATH=/app/lib/girepository-1.0
XDG_DATA_DIRS=/app/share:/usr/share:/usr/share/runtime/share:/run/host/user-share:/run/host/share
METADATA
  flatpak build-export --runtime --arch="$arch" --no-update-summary \
    "$repository" "$runtime" "$branch" >/dev/null
}

mkdir -p "$folder" "$repository"
[ -f "$repository/config" ] || ostree init --repo="$repository" --mode=archive-z2
make_tree Platform "${platform_packages[@]}"
make_tree Sdk "${platform_packages[@]}" "${sdk_packages[@]}"
export_tree Platform
export_tree Sdk
flatpak build-update-repo "$repository"
rm -rf "${folder:?}/Platform" "${folder:?}/Sdk" "${folder:?}/"*.runtime
