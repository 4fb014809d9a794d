#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Another Debian beside this system, to build and test in (root only; needs mmdebstrap).
#   debian-root.sh make FOLDER SUITE [PACKAGE…]   a bare system with git and these packages
#   debian-root.sh run FOLDER SOURCE COMMAND…     COMMAND there, with SOURCE at /src
# Mounts and processes live in namespaces of their own: nothing stays mounted or running.
set -euo pipefail

operation=$1
folder=$2
shift 2

# The mirror that this system itself uses; a Debian that is bare should need no other.
mirror ()
{
  # shellcheck disable=SC2016 # expanded by apt-get
  apt-get indextargets --format '$(REPO_URI)' | grep -v security | head -n 1
}

make_root ()
{
  local suite=$1 packages=git,ca-certificates
  shift
  for package; do
    packages+=,$package
  done
  mkdir -p "$folder"
  mmdebstrap --variant=minbase --include="$packages" "$suite" "$folder" "$(mirror)"
}

run_inside ()
{
  local source=$1
  shift
  mkdir -p "$folder/src"
  # shellcheck disable=SC2016 # expanded by the inner shell
  unshare --mount --pid --fork --kill-child bash -c '
    folder=$1 source=$2
    shift 2
    mount --make-rprivate /
    mount -t proc proc "$folder/proc"
    mount --rbind /dev "$folder/dev"
    mount -t sysfs sys "$folder/sys"
    mount -t tmpfs tmp "$folder/tmp"
    mount --bind "$source" "$folder/src"
    cp -L /etc/resolv.conf "$folder/etc/resolv.conf" 2>/dev/null || :
    cp /etc/hosts "$folder/etc/hosts"
    cd "$folder"
    exec chroot "$folder" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
      sh -c "cd /src && exec \"\$@\"" _ "$@"' _ "$folder" "$source" "$@"
}

case $operation in
  make) make_root "$@" ;;
  run) run_inside "$@" ;;
  *)
    echo "debian-root.sh: make or run" >&2
    exit 2
    ;;
esac
