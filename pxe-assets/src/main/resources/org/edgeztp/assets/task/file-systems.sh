# The kernel finds a partition by its own UUID: that of the file system is the image's.
mount_root() {
  must resize2fs -f "$root"
  must mount -t ext4 "$root" /mnt
  case $root in
  /dev/*/*) root_source=$(echo "$root" | sed 's|/dev/\(.*\)/|/dev/mapper/\1-|') ;;
  *) root_source=PARTUUID=$(blkid -p -o value -s PART_ENTRY_UUID "$root") ;;
  esac
  echo "$root_source / ext4 noatime,errors=remount-ro 0 1" >/mnt/etc/fstab
}

# By their paths: the shell would take BusyBox's own mke2fs and mkswap.
# filesystem KIND PLACE MOUNT: made, filled with what the image has there, and mounted. GRUB of Debian
# 12 reads neither orphan_file nor metadata_csum_seed.
filesystem() {
  device=$(place "$2")
  uuid=$(cat /proc/sys/kernel/random/uuid)
  label=ztp-data
  [ "$3" != /boot ] || label=ztp-boot
  case $1 in
  ext4) must /usr/sbin/mke2fs -q -F -t ext4 -m 1 -O ^orphan_file,^metadata_csum_seed -L $label -U "$uuid" "$device" ;;
  xfs)
    # The image has the ramdisk's own kernel, and all of its modules.
    must chroot /mnt modprobe xfs
    must mkfs.xfs -q -f -L $label -m "uuid=$uuid" "$device"
    ;;
  esac
  must mkdir -p "/mnt$3"
  must mount -t "$1" "$device" /mnt/mnt
  must chroot /mnt cp -a "$3/." /mnt/
  must umount /mnt/mnt
  must chroot /mnt find "$3" -mindepth 1 -delete
  must mount -t "$1" "$device" "/mnt$3"
  # Loaders look for /boot in the partition that holds it.
  [ "$3" != /boot ] || must ln -s . /mnt/boot/boot
  # XFS checks itself when it is mounted.
  pass=2
  [ "$1" != xfs ] || pass=0
  echo "UUID=$uuid $3 $1 noatime 0 $pass" >>/mnt/etc/fstab
}

# swap PLACE
swap() {
  uuid=$(cat /proc/sys/kernel/random/uuid)
  must /usr/sbin/mkswap -q -L ztp-swap -U "$uuid" "$(place "$1")"
  echo "UUID=$uuid none swap sw 0 0" >>/mnt/etc/fstab
}

make_file_systems() {
  mount_root
{{ makeFileSystems }}  [ $mirrored = false ] || { echo "HOMEHOST ztp" && mdadm --detail --scan; } >/mnt/etc/mdadm/mdadm.conf
  echo 'LABEL=EFI /boot/efi vfat noauto,umask=0077 0 0' >>/mnt/etc/fstab
}
