# shellcheck shell=sh disable=SC2154
# Wipes disks of this machine and powers it off. Sourced by the init of the ramdisk, which offers
# say, post, tell_log and refused (see ztp.sh there).
# No disk is touched before all of them were looked at: what this machine's installation did not put there stops it
# until an operator names it.
named={{ disks | sh }}         # a name, serial number or WWN a line; none: the disks with our installation
confirmed={{ confirmed | sh }} # a label a line
begun={{ begun }}              # whether these disks were looked at before, and their wipe was cut off

set -u
work=/run/ztp
log=$work/log
: >$log

# fail CAUSE [CODE]: ends the task; the server learns why. The codes are those of CAUSES.md.
fail() {
  say "wipe failed: $1"
  tail -n 60 $log | tail -c 16000 >$work/last
  tell_log $log
  post failed -d step=wipe --data-urlencode "cause=$1" -d "code=${2:-WIPE_FAILED}" \
    --data-urlencode "log@$work/last" || refused "$reason"
  exit 1
}

# field DISK COLUMN: what lsblk tells of a disk.
field() {
  lsblk -d -n -b -o "$2" "/dev/$1" 2>>$log | sed 's/^ *//;s/ *$//'
}

# is_in LIST WORD: whether a line of the list is the word.
is_in() {
  [ -n "$2" ] && printf '%s\n' "$1" | grep -q -x -F -e "$2"
}

# contents DISK: what blkid finds on it and on its partitions, as DEVICE|TYPE|LABEL; the UUID stands for a
# label that is missing. What looks like two things at once, or cannot be read, is told as well.
contents() {
  for device in $(lsblk -n -r -p -o NAME "/dev/$1" 2>>$log || echo "/dev/$1"); do
    found=$(blkid -p -o export -s TYPE -s LABEL -s UUID "$device" 2>>$log)
    [ $? -ne 8 ] || found="TYPE=ambiguous"
    dd if="$device" bs=512 count=1 >/dev/null 2>>$log || found="TYPE=unreadable"
    printf '%s\n' "$found" | awk -v device="$device" '
      { at = index($0, "="); value[substr($0, 1, at - 1)] = substr($0, at + 1) }
      END {
        label = value["LABEL"] != "" ? value["LABEL"] : value["UUID"] != "" ? value["UUID"] : device
        if (value["TYPE"] != "") print device "|" value["TYPE"] "|" label
      }'
  done
}

# is_ours: whether the contents of a disk, read from the input, are an installation of ours.
is_ours() {
  grep -q -E '\|ext4\|ztp-(root|boot)$|\|LVM2_member\|ztp|\|linux_raid_member\|ztp:'
}

# chosen DISK: whether the disk is to be wiped.
chosen() {
  if [ -z "$named" ]; then
    contents "$1" | is_ours
  else
    is_in "$named" "$1" || is_in "$named" "/dev/$1" || is_in "$named" "$(field "$1" SERIAL)" ||
      is_in "$named" "$(field "$1" WWN)"
  fi
}

# name_of DISK: what it is called wherever it is plugged in; its device name when it tells nothing.
name_of() {
  name=$(field "$1" SERIAL)
  [ -n "$name" ] || name=$(field "$1" WWN)
  echo "${name:-$1}"
}

# guard DISK: stops at what was not put there by us and is not confirmed.
guard() {
  [ $begun = false ] || [ "$(name_of "$1")" = "$1" ] || return 0
  contents "$1" >$work/contents
  ours=no
  ! is_ours <$work/contents || ours=yes
  while IFS='|' read -r device type label; do
    case $ours:$type:$label in
    yes:*:ztp-* | yes:vfat:EFI | yes:LVM2_member:ztp* | yes:linux_raid_member:ztp:*) ;;
    *)
      is_in "$confirmed" "$label" ||
        fail "$device of disk $1 (serial '$(field "$1" SERIAL)') holds $type '$label', which this machine's installation did not make; nothing was wiped. To wipe it all the same, wipe again with --confirm '$label'" WIPE_REFUSED
      ;;
    esac
  done <$work/contents
}

# sample DISK BYTES COMMAND: runs the command with the device and the number of each sampled block of 4 KiB, the
# first and the last among them.
samples=64
sample() {
  i=0
  while [ $i -lt $samples ]; do
    "$3" "/dev/$1" $(((($2 >> 12) - 1) * i / (samples - 1))) || return 1
    i=$((i + 1))
  done
}

# Random bytes, so that what reads as zeros afterwards was wiped and not empty before.
mark() {
  dd if=/dev/urandom of="$1" bs=4096 seek="$2" count=1 conv=notrunc 2>>$log
}

reads_zero() {
  [ "$(dd if="$1" bs=4096 skip="$2" count=1 2>>$log | tr -d '\000' | head -c 1 | wc -c)" -eq 0 ]
}

# is_zero DISK BYTES: whether all samples read as zeros from the disk itself.
is_zero() {
  sync
  echo 3 >/proc/sys/vm/drop_caches
  sample "$1" "$2" reads_zero
}

# minding PID WORDS: waits for the process, and tells once a minute that it is not forgotten.
minding() {
  waited=0
  while kill -0 "$1" 2>/dev/null; do
    [ $((waited % 60)) -ne 0 ] || curl -s -o /dev/null --max-time 10 -d "step=$2" "$ztp_url/progress"
    sleep 1
    waited=$((waited + 1))
  done
  wait "$1"
}

# field_of TEXT NAME: the number behind a name in what nvme tells.
field_of() {
  printf '%d' "$(printf '%s\n' "$1" | sed -n "s/^$2 *: *//p" | head -n 1)"
}

# nvme_format DISK: the drive erases all that it ever held, spare blocks among it. Which namespaces it takes for that
# is the drive's choice, so it is done where there is one. Sets the method.
nvme_format() {
  controller=$(nvme id-ctrl "/dev/$1" 2>>$log) || return 1
  fna=$(field_of "$controller" fna)
  [ $(($(field_of "$controller" oacs) & 2)) -ne 0 ] || return 1
  [ "$(nvme list-ns "/dev/$1" --all 2>>$log | grep -c '^\[')" -eq 1 ] || return 1
  erase=1 name=formatted
  [ $((fna & 4)) -eq 0 ] || erase=2 name=crypto-erased
  nvme format "/dev/$1" --ses=$erase --force --timeout=7200000 >>$log 2>&1 &
  minding $! "the drive $1 formats itself" || return 1
  method=$name
}

# What a drive is locked with while it erases itself; a drive that lost its power meanwhile wants it.
password=edgeztp

# ata_erase DISK: the same of a SATA disk. What froze the drive, mostly the firmware, keeps it from that.
ata_erase() {
  security=$(hdparm -I "/dev/$1" 2>>$log | sed -n '/^Security:/,/^[A-Z]/p' | tr -s '\t ' ' ')
  is_in "$security" " supported" && is_in "$security" " not frozen" || return 1
  kind=--security-erase name=secure-erased
  ! is_in "$security" " supported: enhanced erase" || kind=--security-erase-enhanced
  is_in "$security" " enabled" ||
    hdparm --user-master u --security-set-pass $password "/dev/$1" >>$log 2>&1 || return 1
  hdparm --user-master u $kind $password "/dev/$1" >>$log 2>&1 &
  if minding $! "the drive $1 erases itself"; then
    method=$name
  else
    hdparm --user-master u --security-disable $password "/dev/$1" >>$log 2>&1
    return 1
  fi
}

# erase_itself DISK: by what the drive can do. Sets the method.
erase_itself() {
  case $(field "$1" TRAN) in
  nvme) nvme_format "$1" ;;
  sata) ata_erase "$1" ;;
  *) return 1 ;;
  esac
}

# overwrite DISK BYTES: zeros, a GiB at a time, so that somebody who waits sees how far it is.
overwrite() {
  at=0
  while [ $at -lt "$2" ]; do
    length=$(($2 - at < 1 << 30 ? $2 - at : 1 << 30))
    blkdiscard -f -z -o $at -l $length "/dev/$1" >>$log 2>&1 || return 1
    at=$((at + length))
    curl -s -o /dev/null --max-time 10 -d "step=wipe-$1&done=$at&total=$2" "$ztp_url/progress"
  done
}

# wipe DISK: first what makes it something, so that a disk whose wipe is cut off boots nothing.
wipe() {
  bytes=$(field "$1" SIZE)
  since=$(cut -d. -f1 /proc/uptime)
  say "wiping $1, $((bytes >> 20)) MiB"
  for device in $(lsblk -n -r -p -o NAME "/dev/$1" | sort -r); do
    wipefs -q -a -f "$device" >>$log 2>&1 || fail "wipefs of $device failed"
  done
  sample "$1" "$bytes" mark || fail "disk $1 cannot be written to"
  sync
  if erase_itself "$1" && is_zero "$1" "$bytes"; then
    say "$1: $method"
  elif blkdiscard -f "/dev/$1" >>$log 2>&1 && is_zero "$1" "$bytes"; then
    method=discarded
  elif overwrite "$1" "$bytes"; then
    method=overwritten
    is_zero "$1" "$bytes" || fail "disk $1 was overwritten with zeros and does not read as zeros"
  else
    fail "disk $1 cannot be overwritten"
  fi
  post wiped-disk -d "disk=$1" -d "bytes=$bytes" -d "method=$method" -d "samples=$samples" \
    -d "seconds=$(($(cut -d. -f1 /proc/uptime) - since))" \
    --data-urlencode "model=$(field "$1" MODEL)" --data-urlencode "serial=$(field "$1" SERIAL)" \
    --data-urlencode "wwn=$(field "$1" WWN)" || refused "$reason"
}

# Disks behind slow controllers show up late.
for _ in 1 2 3 4 5; do
  disks=
  for disk in $(lsblk -d -n -r -o NAME,TYPE,RO | awk '$2 == "disk" && $3 == 0 { print $1 }'); do
    ! chosen "$disk" || disks="$disks $disk"
  done
  [ -z "$disks" ] || break
  sleep 1
done
lsblk -o NAME,TYPE,SIZE,FSTYPE,LABEL,SERIAL,WWN >>$log 2>&1
[ -n "$disks" ] ||
  fail "no disk to wipe: ${named:-none has an installation of ours on it, and none is named with --disk}" WIPE_REFUSED
for disk in $disks; do guard "$disk"; done
# From here on they cannot be told by what is on them: a wipe that is cut off goes on with these.
post wiping --data-urlencode "disks=$(for disk in $disks; do name_of "$disk"; done)" || refused "$reason"
for disk in $disks; do wipe "$disk"; done
tell_log $log
post wiped || refused "$reason"
say "wiped:$disks; powering off"
sync
poweroff -f
