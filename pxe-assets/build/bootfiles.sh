#!/bin/bash
# bootfiles.sh ARCHITECTURE TREE TOOLS RESULT: what firmware loads by name. iPXE and the signed loaders come from
# TOOLS, GRUB for localdisk.efi from TREE. Wants SUITE and LOCALDISK in the environment.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=lib.sh
. "$here/lib.sh"
architecture=$1 tree=$2 tools=$3 result=$4

say "boot programs"
# Those of iPXE are in one package for all architectures.
if [ "$architecture" = amd64 ]; then
  install -m 644 "$tools/usr/lib/ipxe/undionly.kpxe" "$result/undionly.kpxe"
  for ipxe in "$tools/usr/lib/ipxe/ipxe-amd64.efi" "$tools/boot/ipxe.efi"; do
    # Debian 12 keeps the program in /boot, Debian 13 names the architecture.
    [ ! -f "$ipxe" ] || install -m 644 "$ipxe" "$result/ipxe.efi"
  done
  [ -f "$result/ipxe.efi" ] || die "no ipxe.efi in the package ipxe of $SUITE"

  ipxe_arm64=$tools/usr/lib/ipxe/ipxe-arm64.efi
  if [ -f "$ipxe_arm64" ]; then
    install -m 644 "$ipxe_arm64" "$result/ipxe-arm64.efi"
  else
    say "the package ipxe of $SUITE has no program for ARM64: such machines are told so"
  fi
  # iPXE on a CD, for BIOS and UEFI: what a management controller inserts where the card's own boot does not work.
  iso=$tools/usr/lib/ipxe/ipxe.iso
  [ -f "$iso" ] || die "no ipxe.iso in the package ipxe of $SUITE"
  install -m 644 "$iso" "$result/ipxe.iso"
  # Secure Boot: shim, which Microsoft signed, loads what Debian signed, by this very name.
  install -m 644 "$tools/usr/lib/shim/shimx64.efi.signed" "$result/shimx64.efi"
  install -m 644 "$tools/usr/lib/grub/x86_64-efi-signed/grubnetx64.efi.signed" "$result/grubx64.efi"
fi

# In a memory disk, because a configuration built in by -c is read before GRUB knows "if". That one
# only names the other: Debian's GRUB 2.12 forgets its -p when UEFI HTTP boot loaded it, and looks
# beside its own URL.
mkdir -p "$tree/tmp/localdisk/boot/grub"
install -m 644 "$here/../$LOCALDISK" "$tree/tmp/localdisk/boot/grub/grub.cfg"
tar -C "$tree/tmp/localdisk" --owner=0 --group=0 -cf "$tree/tmp/localdisk.tar" boot
echo 'normal (memdisk)/boot/grub/grub.cfg' >"$tree/tmp/localdisk.cfg"
case $architecture in
amd64) platform=x86_64-efi ;;
arm64) platform=arm64-efi ;;
esac
chroot "$tree" grub-mkimage -O "$platform" -p '(memdisk)/boot/grub' -m /tmp/localdisk.tar \
  -c /tmp/localdisk.cfg -o /tmp/localdisk.efi memdisk tar part_gpt part_msdos ext2 fat iso9660 normal configfile linux \
  chain search search_label search_fs_file test echo sleep serial terminal minicmd halt reboot gzio
install -m 644 "$tree/tmp/localdisk.efi" "$result/$(named localdisk "$architecture" .efi)"
rm -r "$tree"/tmp/localdisk*
