# shellcheck shell=bash
# Programs of another architecture. To be sourced, by whoever has a mount namespace of its own.

# runs ARCHITECTURE: makes this kernel hand programs of Debian's architecture to an emulator, where
# nothing does so yet. The kernel keeps the emulator open (F), so that it works in every tree.
runs() {
  [ "$1" != "$(dpkg --print-architecture)" ] || return 0
  [ "$1" = arm64 ] || die "no emulator is known for $1"
  local emulator known formats=/proc/sys/fs/binfmt_misc
  emulator=$(command -v qemu-aarch64-static || command -v qemu-aarch64) ||
    die "programs of $1 need an emulator: apt install qemu-user-static"
  # It is kept open and works in trees that have none of its libraries.
  ! ldd "$emulator" 2>/dev/null | grep -q '=>' || die "$emulator needs libraries: apt install qemu-user-static"
  mount -t binfmt_misc binfmt_misc $formats || die "this kernel has no binfmt_misc: programs of $1 do not run"
  for known in "$formats"/*aarch64*; do
    ! grep -qs '^flags: .*F' "$known" || return 0
  done
  # The start of an ELF file of 64 bits, little-endian, for machine 183, and which of it counts.
  printf '%s' ':ztp-aarch64:M::\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00:' \
    '\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff:' "$emulator:F" >$formats/register
}
