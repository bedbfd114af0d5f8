#!/bin/bash
# ramdisk.sh ARCHITECTURE TREE TOOLS RESULT: kernel and ramdisk, RESULT/vmlinuz and
# RESULT/ramdisk.cpio.zst, with the architecture in their names unless it is amd64. The kernel and its
# drivers are those of TREE; the programs come from TOOLS, packages of the same suite, so that
# nothing depends on the host. Leaves TOOLS with the packages unpacked.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=lib.sh
. "$here/lib.sh"
# shellcheck source=mirror.sh
. "$here/mirror.sh"
architecture=$1 tree=$2 tools=$3 result=$4
root=$tools.ramdisk

programs=(sbin/sfdisk sbin/mkfs.vfat sbin/resize2fs sbin/dmidecode bin/zstd bin/curl bin/lsblk bin/ip
  bin/sha256sum sbin/blkid sbin/wipefs sbin/blkdiscard sbin/lvm sbin/mdadm sbin/mke2fs sbin/mkfs.xfs
  sbin/mkswap sbin/dropbear bin/dropbearkey bin/socat bin/ipmiutil
  sbin/smartctl bin/stressapptest sbin/badblocks sbin/hdparm sbin/nvme)

case $architecture in
amd64) loader=/usr/lib64/ld-linux-x86-64.so.2 ;;
arm64) loader=/usr/lib/ld-linux-aarch64.so.1 ;;
*) die "no ramdisk is made for $architecture" ;;
esac

# Prints the shared libraries that a program of TOOLS needs.
libraries_of() {
  chroot "$tools" "$loader" --list "$1" | grep -oE '/[^ ]+' | sort -u
}

# copy PATH: a program or library of TOOLS, to the same place in the ramdisk.
copy() {
  [ -e "$root/$1" ] || install -D "$tools/$1" "$root/$1"
}

# driver NAME: a module and those it needs, unpacked. One that the kernel lacks is left out.
driver() {
  local needed file target
  needed=$(chroot "$tree" modprobe --set-version "$kernel" --show-depends "$1" 2>/dev/null) || return 0
  for file in $(sed -n 's/^insmod \([^ ]*\).*/\1/p' <<<"$needed"); do
    target=$modules/$(basename "${file%.xz}")
    case $file in
    *.xz) xz -dc "$tree$file" >"$target" ;;
    *) cp "$tree$file" "$target" ;;
    esac
  done
}

say "programs for the ramdisk"
# mmdebstrap's shell expands the hook, not this one. The directories of a merged /usr stand before the packages come: extracting does not make them.
# shellcheck disable=SC2016
debian "$tools" "$SUITE" "$architecture" extract "$(packages_of "$here/ramdisk/packages" "$architecture")" \
  --setup-hook='for d in bin sbin lib lib64; do mkdir -p "$1/usr/$d"; ln -s "usr/$d" "$1/$d"; done'

for d in bin sbin lib lib64; do mkdir -p "$root/usr/$d" && ln -s "usr/$d" "$root/$d"; done
mkdir -p "$root"/{dev,proc,sys,run,tmp,mnt,etc,root}
install "$tools/usr/bin/busybox" "$root/usr/bin/busybox"
for applet in $("$tools/usr/bin/busybox" --list); do
  [ "$applet" = busybox ] || ln -s busybox "$root/usr/bin/$applet"
done
for program in "${programs[@]}"; do
  rm -f "$root/usr/bin/$(basename "$program")"
done
for program in "${programs[@]}"; do
  copy "usr/$program"
  for library in $(libraries_of "/usr/$program"); do copy "$library"; done
done

say "drivers for the ramdisk"
kernel=$(kernel_version "$tree")
modules=$root/usr/lib/modules/$kernel
mkdir -p "$modules"
for name in $(words_of_both "$here/ramdisk/modules" "$architecture"); do driver "$name"; done
cp "$tree/usr/lib/modules/$kernel"/modules.{builtin*,order} "$modules/"
depmod --basedir "$root" "$kernel"

install "$here/ramdisk/init" "$root/init"
install "$here/ramdisk/udhcpc.script" "$root/usr/lib/udhcpc.script"
install -m 644 "$here/ramdisk/ztp.sh" "$root/usr/lib/ztp.sh"

say "packing the ramdisk"
install -m 644 "$tree/boot/vmlinuz-$kernel" "$result/$(named vmlinuz "$architecture")"
(cd "$root" && find . -print0 | sort -z | cpio --null --create --format=newc --owner=0:0 --quiet) |
  zstd --quiet -19 -T0 >"$result/$(named ramdisk "$architecture" .cpio.zst)"
