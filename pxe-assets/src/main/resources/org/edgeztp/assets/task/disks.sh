# The smallest of the wanted disks with room. Removable ones are never taken, and those on USB or in a
# storage network, which may be somebody else's, only when they are asked for.
# choose_disks [BYTES]: of at least that size, as words.
choose_disks() {
  NAMES=$wanted_names SERIALS=$wanted_serials WWNS=$wanted_wwns TRANSPORT=$wanted_transport \
    ROTATIONAL=$wanted_rotational NEEDED=${1:-$needed} LEAST=$wanted_least MOST=$wanted_most \
    awk -F '[ ]' '
    $2 != "disk" || $3 != 0 { next }
    !among("NAMES", $1) && !among("NAMES", "/dev/" $1) { next }
    !among("SERIALS", $5) || !among("WWNS", $6) || !among("TRANSPORT", $7) { next }
    !among("ROTATIONAL", $8) { next }
    !named() && $7 ~ /^(usb|sbp|fc|fcoe|iscsi)$/ { next }
    $4 + 0 >= ENVIRON["NEEDED"] + 0 && $4 + 0 >= ENVIRON["LEAST"] + 0 && $4 + 0 <= ENVIRON["MOST"] + 0 {
      print "/dev/" $1
    }
    function among(list, word) {
      return ENVIRON[list] == "" || index("\n" ENVIRON[list] "\n", "\n" word "\n")
    }
    function named() { return ENVIRON["NAMES"] ENVIRON["SERIALS"] ENVIRON["WWNS"] ENVIRON["TRANSPORT"] != "" }
    ' $work/disks | head -n $copies | paste -s -d ' ' -
}

# Prints the storage controllers (PCI class 01) that no driver took, as SLOT (VENDOR:DEVICE).
driverless() {
  for device in /sys/bus/pci/devices/*; do
    case $(cat "$device/class") in
    0x01*) [ -e "$device/driver" ] || echo "${device##*/} ($(cat "$device/vendor"):$(cat "$device/device"))" ;;
    esac
  done
}

# Why the disks will not do.
no_disk() {
  cat $work/disks >>$log
  needs="at least $((needed / 1000000 + 1)) MB"
  [ $copies -eq 1 ] || needs="$needs, two of them,"
  small=$(choose_disks 0)
  [ "$(echo "$small" | wc -w)" -lt $copies ] ||
    fail "no wanted disk of $needs in this machine; $small is too small" DISK_TOO_SMALL
  idle=$(driverless 2>>$log | tr '\n' ' ')
  if [ -n "$idle" ] && ! grep -q ' disk 0 ' $work/disks; then
    fail "no disk in this machine, and no driver for its storage controller $idle" NO_DISK_DRIVER
  fi
  fail "no wanted disk of $needs in this machine; removable ones, USB and storage networks do not count" NO_DISK_MATCHES
}

# Disks behind slow controllers show up late: wait for them to show up.
find_disks() {
  copies=1
  [ $mirrored = false ] || copies=2
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    lsblk -d -n -b -r -x SIZE -o NAME,TYPE,RM,SIZE,SERIAL,WWN,TRAN,ROTA >$work/disks 2>>$log
    disks=$(choose_disks)
    [ "$(echo "$disks" | wc -w)" -lt $copies ] || return 0
    sleep 1
  done
  no_disk
}

# guard DISK: stops at volumes that somebody else may need, whole disks or parts of them. Those of an
# installation of ours have names of ours (volume_group, mirror).
guard() {
  for device in $(lsblk -n -r -p -o NAME "$1"); do
    found=$(blkid -p -o export -s TYPE -s LABEL -s UUID "$device" 2>>$log)
    [ $? -ne 8 ] || found="TYPE=ambiguous"
    found=" $(echo "$found" | tr '\n' ' ')"
    case $found in
    *" UUID=ztp"* | *" LABEL=ztp:"*) ;;
    *TYPE=LVM2_member* | *TYPE=linux_raid_member* | *TYPE=zfs_member* | *TYPE=ceph_bluestore* | *TYPE=ambiguous*)
      fail "$device holds${found}which no installation of ours made; nothing was written" DISK_NOT_OURS
      ;;
    esac
  done
}

# partition_of DISK NUMBER: the name of a partition.
partition_of() {
  case $1 in
  *[0-9]) echo "${1}p$2" ;;
  *) echo "$1$2" ;;
  esac
}

# place NUMBER or GROUP/VOLUME: the device to make a file system on.
place() {
  case $1:$mirrored in
  */*) echo "/dev/$1" ;;
  *:true) echo "/dev/md$1" ;;
  *) partition_of "$disks" "$1" ;;
  esac
}

# 21686148: BIOS boot, where boot-loaders.sh in the image expects it. C12A7328: EFI system. Numbers
# are sectors of 512 bytes, as everywhere in sfdisk.
partition() {
  must sfdisk --quiet --wipe always --wipe-partitions always "$1" <<'SFDISK'
label: gpt
start=2048, size=2048, type=21686148-6449-6E6F-744E-656564454649, name=bios
size=128MiB, type=C12A7328-F81F-11D2-BA4B-00A0C93EC93B, name=efi
{{ table }}SFDISK
  for number in $numbers; do
    part=$(partition_of "$1" "$number")
    for _ in 1 2 3 4 5 6 7 8 9 10; do
      [ ! -b "$part" ] || break
      sleep 0.2
    done
    [ -b "$part" ] || fail "the kernel shows no partition $part"
    # What lay there before.
    must wipefs -q -a "$part"
  done
}

# mirror NUMBER: RAID 1 over that partition of both disks. The metadata of what the boot loader reads
# lies at its end: firmware sees a plain file system in each half.
mirror() {
  metadata=1.2
  [ "$1" -ne 3 ] || metadata=1.0
  # shellcheck disable=SC2046
  must mdadm --create "/dev/md$1" --run --quiet --level=1 --metadata=$metadata --bitmap=internal \
    --homehost=ztp --name="$1" --raid-devices=2 $(for disk in $disks; do partition_of "$disk" "$1"; done)
}

# volume_group NAME NUMBER: on that partition. The UUID of the physical volume says whose it is.
volume_group() {
  uuid=$(sed 's/-//g; s/^.../ztp/; s/^\(.\{6\}\)\(....\)\(....\)\(....\)\(....\)\(....\)/\1-\2-\3-\4-\5-\6-/' \
    /proc/sys/kernel/random/uuid)
  must lvm pvcreate -ff --yes --uuid "$uuid" --norestorefile "$(place "$2")"
  must lvm vgcreate --yes "$1" "$(place "$2")"
}

# volume GROUP NAME LVCREATE_ARG...
volume() {
  group=$1 name=$2
  shift 2
  must lvm lvcreate --yes --wipesignatures y --name "$name" "$@" "$group"
}

make_devices() {
  export DM_DISABLE_UDEV=1
  modprobe -qa dm_mod raid1
  for disk in $disks; do partition "$disk"; done
  if [ $mirrored = true ]; then
    # The disks are made the same when the system runs: the image comes first.
    must sysctl -q -w dev.raid.speed_limit_max=1000
    for number in $numbers; do mirror "$number"; done
  fi
{{ makeVolumes }}  root=$(place {{ root }})
}
