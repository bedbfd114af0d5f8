# shellcheck shell=bash
# A tree into an ext4 file system, without mounts or loop devices. To be sourced.

# ext4_of TREE FILE: as small as it goes; the installer grows it to its partition. orphan_file and
# metadata_csum_seed are left out because the GRUB of Debian 12 reads neither. Sizes of blocks and
# inodes are those of a large file system: mke2fs would choose small ones for a small image.
ext4_of() {
  local tree=$1 file=$2 kib
  kib=$(du -sk --apparent-size "$tree" | cut -f1)
  truncate -s "$((kib * 13 / 10 + 64 * 1024))K" "$file"
  mke2fs -q -t ext4 -L ztp-root -b 4096 -i 16384 -m 1 -J size=16 \
    -O ^orphan_file,^metadata_csum_seed -E nodiscard,lazy_itable_init=0 \
    -d "$tree" "$file"
  resize2fs -M "$file" >/dev/null 2>&1
}
