# shellcheck shell=sh disable=SC2154
# Writes an image to this machine's disk and makes the disk bootable by BIOS and UEFI alike.
# Sourced by the init of the ramdisk, which offers say, ask, post, tell_log and refused (see ztp.sh there).
# The packed image is held in memory, and the disk is not touched before its SHA-256 is right.
image_size={{ imageSize }}
image_sha256={{ imageSha256 }}
raw_size={{ rawSize }}
root_disk={{ rootDisk | sh }}
hostname={{ hostname | sh }}
kernel_args={{ kernelArgs | sh }}
suite={{ suite | sh }}
mirror={{ mirrorUrl | sh }}
authorized_keys={{ authorizedKeys | sh }}

set -u
work=/run/ztp
log=$work/log
image=$work/image
: >$log

# begin STEP [CODE]: what is being done, for the console and for fail. The codes are those of CAUSES.md.
begin() {
  step=$1
  code=${2:-}
  say "$1, after $(cut -d' ' -f1 /proc/uptime) s"
  echo "== $1" >>$log
}

# fail CAUSE [CODE]: ends the task; the server learns why.
fail() {
  say "installation failed at step $step: $1"
  tail -n 60 $log | tail -c 16000 >$work/last
  tell_log $log
  post failed --data-urlencode "step=$step" --data-urlencode "cause=$1" -d "code=${2:-$code}" \
    --data-urlencode "log@$work/last" || refused "$reason"
  exit 1
}

# must COMMAND...: a command without which there is no installed machine.
must() {
  echo "+ $*" >>$log
  "$@" >>$log 2>&1 || fail "'$*' ended with exit code $?"
}

# The wanted disk, else the smallest one with room for the image. Removable ones are never taken, and
# those on USB or in a storage network, which may be somebody else's, only when they are asked for.
# choose_disk [BYTES]: of at least that size.
choose_disk() {
  ROOT_DISK=$root_disk NEEDED=${1:-$((raw_size + (256 << 20)))} awk -F '[ ]' '
    $2 != "disk" || $3 != 0 { next }
    ENVIRON["ROOT_DISK"] != "" && !wanted($1) && !wanted("/dev/" $1) && !wanted($5) && !wanted($6) { next }
    ENVIRON["ROOT_DISK"] == "" && $7 ~ /^(usb|sbp|fc|fcoe|iscsi)$/ { next }
    $4 + 0 >= ENVIRON["NEEDED"] + 0 { print "/dev/" $1; exit }
    function wanted(name) { return name == ENVIRON["ROOT_DISK"] }' $work/disks
}

# Prints the storage controllers (PCI class 01) that no driver took, as SLOT (VENDOR:DEVICE).
driverless() {
  for device in /sys/bus/pci/devices/*; do
    case $(cat "$device/class") in
    0x01*) [ -e "$device/driver" ] || echo "${device##*/} ($(cat "$device/vendor"):$(cat "$device/device"))" ;;
    esac
  done
}

# Why none of the disks will do.
no_disk() {
  cat $work/disks >>$log
  needs="at least $((raw_size / 1000000 + 269)) MB"
  small=$(choose_disk 0)
  [ -z "$small" ] || fail "no disk ${root_disk:+$root_disk }of $needs in this machine; $small is too small" DISK_TOO_SMALL
  idle=$(driverless 2>>$log | tr '\n' ' ')
  if [ -n "$idle" ] && ! grep -q ' disk 0 ' $work/disks; then
    fail "no disk in this machine, and no driver for its storage controller $idle" NO_DISK_DRIVER
  fi
  fail "no disk ${root_disk:+$root_disk }of $needs in this machine; removable ones, USB and storage networks do not count" NO_DISK_MATCHES
}

# Disks behind slow controllers show up late: wait for one to show up.
find_disk() {
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    lsblk -d -n -b -r -x SIZE -o NAME,TYPE,RM,SIZE,SERIAL,WWN,TRAN >$work/disks 2>>$log
    disk=$(choose_disk)
    [ -z "$disk" ] || return 0
    sleep 1
  done
  no_disk
}

# 21686148: BIOS boot, where boot-loaders.sh in the image expects it. C12A7328: EFI system.
# 0FC63DAF: Linux. Numbers are sectors of 512 bytes, as everywhere in sfdisk.
partition() {
  root_uuid=$(cat /proc/sys/kernel/random/uuid)
  must sfdisk --quiet --wipe always --wipe-partitions always "$disk" <<SFDISK
label: gpt
start=2048, size=2048, type=21686148-6449-6E6F-744E-656564454649, name=bios
size=128MiB, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name=efi
type=0FC63DAF-8483-4772-8E79-3D69D8477DE4, name=root, uuid=$root_uuid
SFDISK
  case $disk in
  *[0-9]) part=${disk}p ;;
  *) part=$disk ;;
  esac
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    [ ! -b "${part}3" ] || return 0
    sleep 0.2
  done
  fail "the kernel shows no partition ${part}3"
}

# fetched: how many bytes of the image are here.
fetched() {
  stat -c %s $image 2>/dev/null || echo 0
}

# Tells the server how far the image is, every other second, beside the work.
report_progress() {
  while sleep 2; do
    curl -s -o /dev/null --max-time 10 -d "step=image&done=$(fetched)&total=$image_size" \
      "$ztp_url/progress"
  done
}

# The whole image, in as many pieces as it takes: a server that is away only delays it. What is here
# already is not asked for again.
fetch() {
  while [ "$(fetched)" -lt $image_size ]; do
    status=$(curl -s -f -C - -o $image -w '%{http_code}' --connect-timeout 5 \
      --speed-limit 1 --speed-time 30 "$ztp_url/image" 2>>$log)
    case $status in
    2??) ;;
    *) ask image -r 0-0 || refused "$reason" ;;
    esac
  done
}

fetch_image() {
  available=$(awk '/^MemAvailable:/ {printf "%.0f", $2 * 1024}' /proc/meminfo)
  [ $((image_size + (96 << 20))) -lt "$available" ] ||
    fail "the image needs $((image_size >> 20)) MiB of memory and 96 to spare, there are $((available >> 20))" MEMORY_TOO_SMALL
  report_progress &
  reporter=$!
  fetch
  kill $reporter
  sum=$(/usr/bin/sha256sum $image | cut -d' ' -f1)
  [ "$sum" = "$image_sha256" ] || fail "SHA-256 of the image is $sum, expected $image_sha256" IMAGE_CHECKSUM
}

# zstd writes the partition itself: a pipe to dd costs several times as much on a small machine.
write_image() {
  must zstd -q -d -f --no-sparse $image -o "${part}3"
  rm $image
}

# The loaders come ready from the image (boot-loaders.sh): 440 bytes of code into the MBR, GRUB's
# core into the BIOS boot partition, and for UEFI shim and the signed GRUB, which start with Secure
# Boot and without. That GRUB looks for its configuration in EFI/debian of where it was read from.
install_boot_loaders() {
  must dd if=/mnt/boot/grub/i386-pc/boot.img of="$disk" bs=440 count=1 conv=notrunc
  must dd if=/mnt/boot/grub/i386-pc/core.img of="${part}1" bs=64k
  must mkfs.vfat -F 32 -n EFI "${part}2"
  mkdir -p /mnt/boot/efi
  must mount -t vfat "${part}2" /mnt/boot/efi
  must mkdir -p /mnt/boot/efi/EFI/BOOT /mnt/boot/efi/EFI/debian
  must cp /mnt/usr/lib/shim/shimx64.efi.signed /mnt/boot/efi/EFI/BOOT/BOOTX64.EFI
  must cp /mnt/usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed /mnt/boot/efi/EFI/BOOT/grubx64.efi
  cat >/mnt/boot/efi/EFI/debian/grub.cfg <<'GRUB'
regexp --set=1:disk '^\(([^,]+)' "$cmdpath"
search --no-floppy --set=root --label ztp-root --hint "$disk,gpt3"
set prefix=($root)/boot/grub
configfile $prefix/grub.cfg
GRUB
  must umount /mnt/boot/efi
}

# The first menu. update-grub, run on the machine later, writes its own with the same arguments.
configure_boot() {
  for kernel in /mnt/boot/vmlinuz-*; do version=${kernel#*/vmlinuz-}; done
  arguments="console=tty0 console=ttyS0,115200n8${kernel_args:+ $kernel_args}"
  mkdir -p /mnt/etc/default/grub.d
  echo "GRUB_CMDLINE_LINUX=\"$arguments\"" >/mnt/etc/default/grub.d/ztp.cfg
  cat >/mnt/boot/grub/grub.cfg <<GRUB
if serial --unit=0 --speed=115200; then
  terminal_input console serial
  terminal_output console serial
fi
linux /boot/vmlinuz-$version root=PARTUUID=$root_uuid ro $arguments quiet
initrd /boot/initrd.img-$version
echo "EdgeZTP: starting Linux $version"
boot
GRUB
  cat >/mnt/etc/fstab <<FSTAB
PARTUUID=$root_uuid / ext4 noatime,errors=remount-ro 0 1
LABEL=EFI /boot/efi vfat noauto,umask=0077 0 0
FSTAB
}

configure_identity() {
  echo "$hostname" >/mnt/etc/hostname
  printf '127.0.0.1 localhost\n127.0.1.1 %s %s\n::1 localhost ip6-localhost\n' \
    "$hostname" "${hostname%%.*}" >/mnt/etc/hosts
  tr -d - </proc/sys/kernel/random/uuid >/mnt/etc/machine-id
  mkdir -p /mnt/root/.ssh
  chmod 700 /mnt/root/.ssh
  echo "$authorized_keys" >/mnt/root/.ssh/authorized_keys
  must chroot /mnt ssh-keygen -q -t ed25519 -N '' -C "$hostname" -f /etc/ssh/ssh_host_ed25519_key
  cp /mnt/etc/ssh/ssh_host_ed25519_key.pub $work/host-key
}

# The driver of the card that this machine booted from is loaded before udev comes to it.
configure_network() {
  driver=$(readlink "/sys/class/net/$card/device/driver/module")
  [ -z "$driver" ] || echo "${driver##*/}" >/mnt/etc/modules-load.d/ztp-network.conf
  [ ! -e /etc/resolv.conf ] || cp /etc/resolv.conf /mnt/etc/resolv.conf
}

configure_packages() {
  cat >/mnt/etc/apt/sources.list.d/ztp.sources <<SOURCES
Types: deb
URIs: $mirror/debian
Suites: $suite
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: $mirror/debian-security
Suites: $suite-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
}

begin start
post started || refused "$reason"
begun=$(cut -d. -f1 /proc/uptime)
begin disk
find_disk
begin image
fetch_image
begin write
say "writing $disk"
partition
write_image
begin filesystem
must resize2fs -f "${part}3"
must mount -t ext4 "${part}3" /mnt
begin boot BOOT_LOADER_FAILED
install_boot_loaders
configure_boot
begin configure
configure_identity
configure_network
configure_packages
begin sync
must umount /mnt
must sync
begin report
tell_log $log
post installed --data-urlencode "host_key=$(cut -d' ' -f1,2 $work/host-key)" \
  --data-urlencode "root_disk=$disk" -d "seconds=$(($(cut -d. -f1 /proc/uptime) - begun))" ||
  refused "$reason"
say "installed; starting from $disk"
reboot -f
