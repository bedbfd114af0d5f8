# The processor by the names of Debian, GRUB and the UEFI specification, and its serial port.
case $(uname -m) in
aarch64) cpu=aa64 platform=arm64-efi fallback=BOOTAA64.EFI serial=ttyAMA0 ;;
*) cpu=x64 platform=x86_64-efi fallback=BOOTX64.EFI serial=ttyS0 ;;
esac

# The loaders come ready from the image (boot-loaders.sh). Of x86-64: 440 bytes of code into the MBR,
# GRUB's core into the BIOS boot partition. For UEFI shim and the signed GRUB, which start with Secure
# Boot and without. That GRUB looks for its configuration in EFI/debian of where it was read from.
# install_boot_loaders DISK
install_boot_loaders() {
  if [ $cpu = x64 ]; then
    must dd if=/mnt/boot/grub/i386-pc/boot.img of="$1" bs=440 count=1 conv=notrunc
    must dd if=/mnt/boot/grub/i386-pc/core.img of="$(partition_of "$1" 1)" bs=64k
  fi
  must mkfs.vfat -F 32 -n EFI "$(partition_of "$1" 2)"
  mkdir -p /mnt/boot/efi
  must mount -t vfat "$(partition_of "$1" 2)" /mnt/boot/efi
  must mkdir -p /mnt/boot/efi/EFI/BOOT /mnt/boot/efi/EFI/debian
  must cp /mnt/usr/lib/shim/shim$cpu.efi.signed /mnt/boot/efi/EFI/BOOT/$fallback
  must cp /mnt/usr/lib/grub/$platform-signed/grub$cpu.efi.signed /mnt/boot/efi/EFI/BOOT/grub$cpu.efi
  cat >/mnt/boot/efi/EFI/debian/grub.cfg <<'GRUB'
regexp --set=1:disk '^\(([^,]+)' "$cmdpath"
search --no-floppy --set=root --label {{ bootLabel }} --hint "$disk,gpt3"
set prefix=($root)/boot/grub
configfile $prefix/grub.cfg
GRUB
  must umount /mnt/boot/efi
}

# The first menu. update-grub, run on the machine later, writes its own with the same arguments.
configure_boot() {
  for kernel in /mnt/boot/vmlinuz-*; do version=${kernel#*/vmlinuz-}; done
  arguments="console=tty0 console=$serial,115200n8${kernel_args:+ $kernel_args}"
  mkdir -p /mnt/etc/default/grub.d
  echo "GRUB_CMDLINE_LINUX=\"$arguments\"" >/mnt/etc/default/grub.d/ztp.cfg
  cat >/mnt/boot/grub/grub.cfg <<GRUB
if serial --unit=0 --speed=115200; then
  terminal_input console serial
  terminal_output console serial
fi
linux /boot/vmlinuz-$version root=$root_source ro $arguments quiet
initrd /boot/initrd.img-$version
echo "EdgeZTP: starting Linux $version"
boot
GRUB
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

# add_user NAME SUDO KEYS
add_user() {
  must chroot /mnt useradd --create-home --user-group --shell /bin/bash "$1"
  mkdir -p "/mnt/home/$1/.ssh"
  echo "$3" >"/mnt/home/$1/.ssh/authorized_keys"
  must chroot /mnt chmod -R go= "/home/$1/.ssh"
  must chroot /mnt chown -R "$1:$1" "/home/$1/.ssh"
  [ "$2" = false ] || echo "$1 ALL=(ALL:ALL) NOPASSWD: ALL" >"/mnt/etc/sudoers.d/ztp-$1"
}

configure_users() {
  :
{% for user in users %}  add_user {{ user.name }} {{ user.sudo }} {{ user.keys | sh }}
{% endfor %}}

# The driver of the card that this machine booted from is loaded before udev comes to it.
configure_network() {
  driver=$(readlink "/sys/class/net/$card/device/driver/module")
  [ -z "$driver" ] || echo "${driver##*/}" >/mnt/etc/modules-load.d/ztp-network.conf
  [ ! -e /etc/resolv.conf ] || cp /etc/resolv.conf /mnt/etc/resolv.conf
  [ -z "$name_servers" ] || printf %s "$name_servers" >/mnt/etc/resolv.conf
{% if network is not empty %}
  # What the profile does not tell of stays down.
  rm /mnt/etc/systemd/network/20-ztp.network
{% for file in network %}  printf %s {{ file.text | sh }} >/mnt/etc/systemd/network/{{ file.name }}
{% endfor %}{% endif %}}
