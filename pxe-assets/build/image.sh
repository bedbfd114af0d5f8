#!/bin/bash
# image.sh TREE RESULT: the image of an installed machine. Leaves the file system tree in TREE and
# RESULT/NAME.ext4.zst, with RESULT/NAME.packages that says what is in it: name, version and
# architecture of a package a line. Wants SUITE, IMAGE_NAME and KERNEL_PACKAGE in the environment.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=lib.sh
. "$here/lib.sh"
# shellcheck source=mirror.sh
. "$here/mirror.sh"
tree=$1 result=$2

say "Debian $SUITE for the machines, kernel $KERNEL_PACKAGE"
debian "$tree" "$SUITE" minbase "$(commas_of "$here/image/packages.txt"),$KERNEL_PACKAGE" \
  --setup-hook="cp -R '$here/image/tree/.' \"\$1\"" \
  --dpkgopt="$here/image/tree/etc/dpkg/dpkg.cfg.d/50-ztp" \
  --customize-hook="'$here/image/settle.sh' \"\$1\" '$here/image/masks.txt'"

dpkg-query --admindir="$tree/var/lib/dpkg" --show \
  --showformat='${Package} ${Version} ${Architecture}\n' >"$result/$IMAGE_NAME.packages"

# shellcheck source=ext4.sh
. "$here/ext4.sh"
say "file system of $(du -sm "$tree" | cut -f1) MiB"
ext4_of "$tree" "$result/$IMAGE_NAME.ext4"
stat -c %s "$result/$IMAGE_NAME.ext4" >"$tree.raw-size"
say "compressing it"
zstd --quiet --rm -T0 -12 "$result/$IMAGE_NAME.ext4"
