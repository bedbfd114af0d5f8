# shellcheck shell=sh disable=SC2154
# Writes an image to this machine's disk, or to two that mirror each other, and makes them bootable by
# BIOS and UEFI alike.
# Sourced by the init of the ramdisk, which offers say, ask, post, tell_log and refused (see ztp.sh there).
# The packed image is held in memory, and no disk is touched before its SHA-256 is right.
image_size={{ imageSize }}
image_sha256={{ imageSha256 }}
needed={{ needed }} # of a disk, in bytes
wanted_names={{ wantedNames | sh }}
wanted_serials={{ wantedSerials | sh }}
wanted_wwns={{ wantedWwns | sh }}
wanted_transport={{ wantedTransport | sh }}
wanted_rotational={{ wantedRotational | sh }}
wanted_least={{ wantedLeast }}
wanted_most={{ wantedMost }}
mirrored={{ mirrored }}
numbers={{ numbers | sh }} # of the partitions after those of the boot loaders
groups={{ groups | sh }}
hostname={{ hostname | sh }}
kernel_args={{ kernelArgs | sh }}
suite={{ suite | sh }}
mirror={{ mirrorUrl | sh }}
check_valid_until={{ checkValidUntil }}
authorized_keys={{ authorizedKeys | sh }}
name_servers={{ nameServers | sh }}
own_address={{ ownAddress | sh }}

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

{% include "task/disks.sh" %}
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

# zstd writes the device itself: a pipe to dd costs several times as much on a small machine.
write_image() {
  must zstd -q -d -f --no-sparse $image -o "$root"
  rm $image
}

{% include "task/file-systems.sh" %}
{% include "task/system.sh" %}
# So that nothing is in use when the machine restarts.
close_devices() {
  awk '$2 == "/mnt" || index($2, "/mnt/") == 1 { print $2 }' /proc/mounts | sort -r | while read -r at; do
    must umount "$at"
  done
  for group in $groups; do must lvm vgchange --activate n "$group"; done
  [ $mirrored = false ] || must mdadm --stop --scan
  must sync
}

configure_packages() {
  cat >/mnt/etc/apt/sources.list.d/ztp.sources <<SOURCES
Types: deb
URIs: $mirror/debian
Suites: $suite
Components: main
Check-Valid-Until: $check_valid_until
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: $mirror/debian-security
Suites: $suite-security
Components: main
Check-Valid-Until: $check_valid_until
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
SOURCES
}

begin start
post started || refused "$reason"
begun=$(cut -d. -f1 /proc/uptime)
begin disk
find_disks
for disk in $disks; do guard "$disk"; done
begin image
fetch_image
begin write
say "writing $disks"
make_devices
write_image
begin filesystem
make_file_systems
begin boot BOOT_LOADER_FAILED
for disk in $disks; do install_boot_loaders "$disk"; done
configure_boot
begin configure
configure_identity
configure_users
configure_network
configure_packages
begin sync
close_devices
begin report
tell_log $log
post installed --data-urlencode "host_key=$(cut -d' ' -f1,2 $work/host-key)" \
  --data-urlencode "root_disk=$disks" --data-urlencode "address=$own_address" -d "seconds=$(($(cut -d. -f1 /proc/uptime) - begun))" ||
  refused "$reason"
say "installed; starting from $disks"
reboot -f
