#!/bin/bash
# boot-loaders.sh TREE: makes the boot loader for BIOS of an installed x86-64 machine, so that the installer
# only copies it; the one for UEFI is shim and Debian's signed GRUB, which nobody can make. The files
# stand where grub-install puts its own, which may therefore replace them:
#   /boot/grub/i386-pc/{boot.img,core.img}   into the MBR and the BIOS boot partition
# The layout they rely on is the installer's: BIOS boot partition 1 at sector 2048, root is 3.
set -euo pipefail
tree=$1
core_sector=2048

# All that the installer's grub.cfg uses is built in: BIOS firmware reads small files slowly.
modules=(part_gpt ext2 fat normal configfile linux search search_label test echo serial terminal
  minicmd halt reboot gzio)

# le VALUE BYTES: a little-endian number.
le() {
  local value=$1 i
  for ((i = 0; i < $2; i++)); do
    # shellcheck disable=SC2059
    printf "\\x$(printf %02x $((value & 255)))"
    value=$((value >> 8))
  done
}
# patch FILE OFFSET, fed with bytes.
patch() { dd of="$1" bs=1 seek="$2" conv=notrunc status=none; }

for modules_of in "$tree"/usr/lib/grub/{i386-pc,x86_64-efi,arm64-efi}; do
  [ -d "$modules_of" ] || continue
  mkdir -p "$tree/boot/grub/${modules_of##*/}"
  # Hard links cost no space, and grub-install removes what it finds here before it copies.
  ln "$modules_of"/*.{mod,lst} "$tree/boot/grub/${modules_of##*/}/"
done
[ -d "$tree/boot/grub/i386-pc" ] || exit 0

bios=$tree/boot/grub/i386-pc
chroot "$tree" grub-mkimage -O i386-pc -p '(,gpt3)/boot/grub' -o /boot/grub/i386-pc/core.img \
  biosdisk "${modules[@]}"
sectors=$((($(stat -c %s "$bios/core.img") + 511) / 512))
truncate -s $((sectors * 512)) "$bios/core.img"
# The last entry of diskboot.img's block list, 12 bytes before the end of core.img's first sector:
# where its other sectors are, how many, and the segment they go to.
{ le $((core_sector + 1)) 8 && le $((sectors - 1)) 2 && le $((0x820)) 2; } | patch "$bios/core.img" 500

cp --remove-destination "$tree/usr/lib/grub/i386-pc/boot.img" "$bios/boot.img"
le $core_sector 8 | patch "$bios/boot.img" $((0x5c))
# Two NOPs for a jump: BIOSes that pass a wrong drive number for a hard disk (boot.S, drive check).
printf '\x90\x90' | patch "$bios/boot.img" $((0x66))
