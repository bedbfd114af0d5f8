#!/bin/bash
# image.sh ARCHITECTURE TREE RESULT: the image of an installed machine. Leaves the file system tree in
# TREE and RESULT/NAME.ext4.zst, with RESULT/NAME.packages that says what is in it: name, version and
# architecture of a package a line; and RESULT/NAME.facts for the manifest. Wants SUITE, IMAGE_NAME and
# KERNEL in the environment.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=lib.sh
. "$here/lib.sh"
# shellcheck source=mirror.sh
. "$here/mirror.sh"
architecture=$1 tree=$2 result=$3
name=$(named "$IMAGE_NAME" "$architecture")

say "Debian $SUITE for the machines, kernel $KERNEL-$architecture"
packages=$(packages_of "$here/image/packages" "$architecture"),$KERNEL-$architecture
debian "$tree" "$SUITE" "$architecture" minbase "$packages" \
  --setup-hook="cp -R '$here/image/tree/.' \"\$1\"" \
  --dpkgopt="$here/image/tree/etc/dpkg/dpkg.cfg.d/50-ztp" \
  --customize-hook="'$here/image/settle.sh' \"\$1\" '$here/image/masks.txt'"

dpkg-query --admindir="$tree/var/lib/dpkg" --show \
  --showformat='${Package} ${Version} ${Architecture}\n' >"$result/$name.packages"

# shellcheck source=ext4.sh
. "$here/ext4.sh"
say "file system of $(du -sm "$tree" | cut -f1) MiB"
ext4_of "$tree" "$result/$name.ext4"
printf '"rawSize": %s, "kernel": "%s", "architecture": "%s"' \
  "$(stat -c %s "$result/$name.ext4")" "$(kernel_version "$tree")" "$architecture" >"$result/$name.facts"
say "compressing it"
zstd --quiet --rm -T0 -12 "$result/$name.ext4"
