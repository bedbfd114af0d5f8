#!/bin/bash
# disk-image.sh FILE ARCHITECTURE ASSETS RESULT: what the installer writes to a disk, of an image that was made
# elsewhere: a disk as qcow2 or raw with an ext4 root file system, such a file system alone, or a tar of one;
# each may be compressed by gzip, xz or zstd. Leaves RESULT/root.ext4.zst, RESULT/packages (name, version
# and architecture a line), and RESULT/facts for the manifest.
#   ARCHITECTURE  Debian's name of the one it must be for; empty: whatever it is for
#   ASSETS        boot assets, whose image has the BIOS boot loader that the installer's partitions want
# What is in a disk is read and written by e2fsprogs and never mounted: the host's kernel is not for file
# systems of unknown origin.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=build/lib.sh
. "$here/build/lib.sh"
# shellcheck source=build/ext4.sh
. "$here/build/ext4.sh"
file=$(readlink -f "$1") wanted=$2 assets=$(readlink -m "$3") result=$(readlink -f "$4")
PATH=$PATH:/usr/sbin:/sbin
export DEBUGFS_PAGER=cat

[ -f "$file" ] || die "$1 is no file"
# Nobody else looks into it: there may be programs in it that run as root.
work=$result/.image
mkdir -m 700 "$work"
cd "$work"

# bytes FILE OFFSET COUNT: as hexadecimal digits.
bytes() { od -An -v -tx1 -j "$2" -N "$3" "$1" | tr -d ' \n'; }

unpack() {
  local how
  case $(bytes "$file" 0 6) in
  1f8b*) how=gzip ;;
  fd377a585a00) how=xz ;;
  28b52ffd*) how=zstd ;;
  *) return 0 ;;
  esac
  "$how" -q -d -c <"$file" | dd of=unpacked bs=1M iflag=fullblock conv=sparse status=none ||
    die "$file is damaged: $how cannot unpack it"
  file=$work/unpacked
}

# Sets format, and makes root.ext4.
convert() {
  case $(bytes "$file" 0 4) in
  514649fb)
    format=qcow2
    qcow2
    from_disk
    ;;
  *)
    if [ "$(bytes "$file" 257 5)" = 7573746172 ]; then
      format=tar
      from_tar
    else
      format=raw
      from_disk
    fi
    ;;
  esac
}

# By QEMU's docs/interop/qcow2.rst: where the name of a backing file begins, and whether the data are in another
# file. Both would have any file of this host copied into the image.
qcow2() {
  [ "$(bytes "$file" 8 8)" = 0000000000000000 ] ||
    die "it is only what differs from another image: merge them with 'qemu-img convert -O qcow2'"
  if [ "$(bytes "$file" 4 4)" != 00000002 ] && [ $((0x$(bytes "$file" 79 1) & 4)) -ne 0 ]; then
    die "its data are in another file: bring them together with 'qemu-img convert -O qcow2'"
  fi
  command -v qemu-img >/dev/null || die "qcow2 needs qemu-img, of the package qemu-utils"
  # 3 are clusters that nothing uses. Without this, what a cut image lacks is zeros.
  qemu-img check -q -f qcow2 "$file" >log 2>&1 || [ $? -eq 3 ] || die "qemu-img finds it damaged: $(tail -n 1 log)"
  qemu-img convert -q -f qcow2 -O raw "$file" disk || die "qemu-img cannot read it"
  file=$work/disk
}

# type_at OFFSET SIZE: what file system is there.
type_at() { blkid -p -O "$1" -S "$2" -o value -s TYPE "$file" || true; }

# is_root OFFSET
is_root() { debugfs -R 'stat /usr/lib/os-release' "$file?offset=$1" 2>/dev/null | grep -q '^Inode'; }

from_disk() {
  local size start sectors type seen=()
  size=$(stat -c %s "$file")
  if [ "$(type_at 0 "$size")" = ext4 ]; then
    cp --sparse=always "$file" root.ext4
    return
  fi
  while read -r start sectors; do
    if [ $(((start + sectors) * 512)) -gt "$size" ]; then
      seen+=("cut off")
      continue
    fi
    type=$(type_at $((start * 512)) $((sectors * 512)))
    if [ "$type" = ext4 ] && is_root $((start * 512)); then
      dd if="$file" of=root.ext4 bs=1M iflag=skip_bytes,count_bytes skip=$((start * 512)) \
        count=$((sectors * 512)) conv=sparse status=none
      return
    fi
    seen+=("${type:-none}")
  done < <(partx --show --noheadings --output START,SECTORS "$file" 2>/dev/null)
  [ ${#seen[@]} -gt 0 ] ||
    die "it is no qcow2, no tar, no ext4 file system and has no partitions: other disks become one by 'qemu-img convert -O qcow2'"
  die "none of its partitions is an ext4 root file system (they are ${seen[*]}): give the root file system as a tar"
}

from_tar() {
  [ "$(id -u)" -eq 0 ] || die "a tar has to be unpacked by root, for the owners of its files"
  mkdir tree
  tar -x -f "$file" -C tree --numeric-owner -p --xattrs --xattrs-include='*' --exclude='dev/*' --exclude='./dev/*' ||
    die "the tar is damaged"
  ext4_of tree root.ext4
  rm -rf --one-file-system tree
}

# sound: the file system is, or has been made so.
sound() {
  local status=0
  e2fsck -f -y root.ext4 >log 2>&1 || status=$?
  [ $status -lt 4 ] || die "its file system is damaged, or has features that e2fsck does not know: $(tail -n 1 log)"
}

# has PATH, read_file PATH, list DIRECTORY: in the file system.
has() { debugfs -R "stat $1" root.ext4 2>/dev/null | grep -q '^Inode'; }
read_file() { debugfs -R "cat $1" root.ext4 2>/dev/null; }
list() { debugfs -R "ls -p $1" root.ext4 2>/dev/null | cut -d/ -f6; }

# A value of os-release, without what JSON or the screen would take for its own.
told() { sed -n "s/^$1=//p" release | head -n 1 | tr -cd '[:alnum:] ()./_+-'; }

check() {
  local path package missing=() kernels
  read_file /usr/lib/os-release >release
  system=$(told PRETTY_NAME) suite=$(told VERSION_CODENAME)
  [ "$(told ID)" = debian ] ||
    die "it has ${system:-no /usr/lib/os-release}: images of Debian can be written, others are installed by their own installer"
  [[ $suite =~ ^[a-z]+$ ]] || die "its /usr/lib/os-release names no release (VERSION_CODENAME)"

  # e_machine of the ELF header.
  case $(read_file /usr/lib/systemd/systemd | head -c 20 | tail -c 2 | od -An -tx1 | tr -d ' ') in
  3e00) architecture=amd64 loader=x64 platform=x86_64-efi ;;
  b700) architecture=arm64 loader=aa64 platform=arm64-efi ;;
  '') die "it lacks /usr/lib/systemd/systemd: machines start with systemd" ;;
  *) die "its systemd is for neither amd64 nor arm64" ;;
  esac
  [ "${wanted:-$architecture}" = "$architecture" ] || die "it is for $architecture, not for $wanted"

  while read -r path package; do
    has "$path" || missing+=("$package ($path)")
  done <<NEEDED
/usr/sbin/sshd openssh-server
/usr/bin/ssh-keygen openssh-client
/usr/sbin/useradd passwd
/usr/lib/systemd/systemd-networkd systemd
/usr/lib/shim/shim$loader.efi.signed shim-signed
/usr/lib/grub/$platform-signed/grub$loader.efi.signed grub-efi-$architecture-signed
NEEDED
  [ ${#missing[@]} -eq 0 ] || die "it lacks $(IFS=, && echo "${missing[*]}"): install that in it"

  mapfile -t kernels < <(list /boot | sed -n 's/^vmlinuz-//p')
  [ ${#kernels[@]} -eq 1 ] || die "it has ${#kernels[@]} kernels in /boot (${kernels[*]}), and there must be one"
  kernel=${kernels[0]}
  [[ $kernel =~ ^[A-Za-z0-9.+~_-]+$ ]] || die "'$kernel' is no version of a kernel"
  has "/boot/initrd.img-$kernel" || die "it lacks /boot/initrd.img-$kernel"
  has "/usr/lib/modules/$kernel" || die "it lacks the drivers of its kernel, /usr/lib/modules/$kernel"
  has /usr/bin/ruby || has /opt/cinc/bin/cinc-client || has /opt/chef/bin/chef-client ||
    say "note: it has no ruby, Chef or Cinc: recipes will not run, scripts and playbooks will"
  if has /usr/bin/cloud-init; then
    say "note: it has cloud-init, which may set up network and accounts otherwise than the profile says"
  fi
}

# put SOURCE TARGET [MODE]: commands that replace a file.
put() {
  printf 'rm %s\ncd %s\nwrite %s %s\ncd /\n' "$2" "$(dirname "$2")" "$1" "$(basename "$2")"
}

# What the installer takes for granted: devices for what it runs in there, a card that asks DHCP, one host key, which it makes, package sources that it
# writes, and the boot loader that BIOS machines need between its partitions.
settle() {
  local name folder configs="etc/systemd/network/20-ztp.network etc/ssh/sshd_config.d/20-ztp.conf"
  if [ $architecture = amd64 ]; then bios_loader; fi
  cp "$here/build/image/tree/etc/systemd/network/20-ztp.network" "$here/build/image/tree/etc/ssh/sshd_config.d/20-ztp.conf" .
  chmod 644 20-ztp.*
  {
    for name in $(list /etc/ssh | grep '^ssh_host_'); do echo "rm /etc/ssh/$name"; done
    for folder in /etc/netplan /etc/systemd/network /etc/apt/sources.list.d; do
      for name in $(list $folder | grep -E '^[A-Za-z0-9_-][A-Za-z0-9._-]*$'); do echo "rm $folder/$name"; done
    done
    printf 'rm /etc/resolv.conf\nrm /etc/apt/sources.list\n'
    printf 'rm /var/lib/systemd/random-seed\n'
    for name in $configs; do
      printf 'mkdir /%s\n' "$(dirname "$name")"
      put "$(basename "$name")" "/$name"
    done
    # What the installer runs in it, before the kernel's own /dev is there.
    printf 'mkdir /dev\ncd /dev\n'
    for name in 'null c 1 3' 'zero c 1 5' 'full c 1 7' 'random c 1 8' 'urandom c 1 9' 'tty c 5 0'; do
      printf 'mknod %s\nset_inode_field %s mode 020666\n' "$name" "${name%% *}"
    done
    printf 'cd /\n'
    for name in systemd-networkd ssh; do
      printf 'symlink /etc/systemd/system/multi-user.target.wants/%s.service /usr/lib/systemd/system/%s.service\n' $name $name
    done
    if [ $architecture = amd64 ]; then
      printf 'mkdir /boot/grub\nmkdir /boot/grub/i386-pc\n'
      for name in boot.img core.img; do put $name /boot/grub/i386-pc/$name; done
    fi
  } >commands
  # What is there already or is not there to be removed is no failure; what counts is looked at below.
  debugfs -w -f commands root.ext4 >log 2>&1 || true
  for name in $configs; do
    read_file "/$name" | cmp -s - "$(basename "$name")" || die "/$name cannot be written: $(tail -n 1 log)"
  done
  if [ $architecture = amd64 ]; then
    read_file /boot/grub/i386-pc/core.img | cmp -s - core.img || die "the boot loader cannot be written: is the file system full?"
  fi
}

# GRUB's core is patched for the installer's partitions (boot-loaders.sh); another's would look elsewhere.
bios_loader() {
  local image name
  [ -f "$assets/manifest.json" ] ||
    die "there are no boot assets in $assets, from whose image the boot loader is taken: build them with 'ztp assets', or name them with --assets"
  image=$(find "$assets" -maxdepth 1 -name '*.ext4.zst' ! -name '*-arm64.*' | sort | tail -n 1)
  [ -n "$image" ] || die "the boot assets in $assets have no image for amd64, from which the boot loader is taken"
  zstd -q -d -f "$image" -o built.ext4
  for name in boot.img core.img; do
    debugfs -R "dump /boot/grub/i386-pc/$name $name" built.ext4 2>/dev/null
    [ -s $name ] || die "the image in $assets has no $name"
    chmod 644 $name
  done
  rm built.ext4
}

# As ext4.sh makes it: the label that GRUB looks for, and without what the GRUB of Debian 12 cannot read.
shrink() {
  tune2fs -L ztp-root -O ^orphan_file,^metadata_csum_seed root.ext4 >log 2>&1 || die "its file system cannot be changed: $(tail -n 1 log)"
  sound
  resize2fs -M root.ext4 >log 2>&1 || die "its file system cannot be made smaller: $(tail -n 1 log)"
}

packages() {
  mkdir -p dpkg/updates dpkg/info
  read_file /var/lib/dpkg/status >dpkg/status
  # shellcheck disable=SC2016
  dpkg-query --admindir=dpkg --show --showformat='${Package} ${Version} ${Architecture}\n' >"$result/packages" 2>/dev/null || true
  chmod 644 "$result/packages"
}

say "reading it"
unpack
convert
sound
check
say "$system for $architecture, kernel $kernel"
settle
shrink
packages
printf '"rawSize": %s, "kernel": "%s", "architecture": "%s", "origin": {"suite": "%s", "system": "%s", "format": "%s"}' \
  "$(stat -c %s root.ext4)" "$kernel" "$architecture" "$suite" "$system" "$format" >"$result/facts"
say "compressing $(($(stat -c %s root.ext4) >> 20)) MiB"
zstd --quiet -T0 -12 root.ext4 -o "$result/root.ext4.zst"
cd "$result"
rm -rf --one-file-system "$work"
