#!/bin/bash
# settle.sh TREE MASKS: what turns a fresh Debian tree into an image: nothing of its own identity,
# no mirror, only the units it needs, its initrd and its boot loaders made.
set -euo pipefail
tree=$1 masks=$2
in_tree() { chroot "$tree" "$@"; }

in_tree systemctl --quiet enable systemd-networkd.service
in_tree systemctl --quiet disable systemd-networkd-wait-online.service
mkdir -p "$tree/etc/systemd/system-generators"
sed 's/[[:space:]]*#.*//; /^$/d' "$masks" | while read -r name; do
  case $name in
  *-generator) ln -sf /dev/null "$tree/etc/systemd/system-generators/$name" ;;
  *) ln -sf /dev/null "$tree/etc/systemd/system/$name" ;;
  esac
done

# Identity is the installer's to give.
rm -f "$tree"/etc/ssh/ssh_host_* "$tree/etc/hostname" "$tree/etc/resolv.conf"
: >"$tree/etc/machine-id"
rm -f "$tree/var/lib/dbus/machine-id" "$tree/etc/apt/sources.list"
# What the mirror's state makes necessary stays; a proxy of the building host does not.
sed -n '/^Acquire::Check-/p' "$tree/etc/apt/apt.conf.d/99mmdebstrap" >"$tree/etc/apt/apt.conf.d/51-ztp-mirror"
rm -f "$tree/etc/apt/apt.conf.d/99mmdebstrap" "$tree/etc/dpkg/dpkg.cfg.d/99mmdebstrap"
rm -rf "$tree"/var/cache/debconf/*-old "$tree"/var/lib/dpkg/*-old \
  "$tree/var/log"/{apt,dpkg.log,alternatives.log}

# Asks a package's questions before it is unpacked, of a person who is not there.
rm -f "$tree/etc/apt/apt.conf.d/70debconf"

in_tree ldconfig
in_tree journalctl --update-catalog
# The hook ztp and the script ztp of local-block stand in for these (see there).
for script in hooks/udev hooks/dmsetup hooks/lvm2 hooks/mdadm \
  scripts/local-block/mdadm scripts/local-bottom/mdadm; do
  in_tree dpkg-divert --local --rename --divert "/usr/share/initramfs-tools/${script//\//.}" \
    --add "/usr/share/initramfs-tools/$script" >/dev/null
done
in_tree update-initramfs -u -k all >/dev/null
"$(dirname "$0")/boot-loaders.sh" "$tree"
