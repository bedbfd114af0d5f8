# shellcheck shell=sh disable=SC2154
# Tells the server what this machine is made of. Sourced by the init of the ramdisk, which offers
# say, post, tell_log and refused (see ztp.sh there).

# The text of a file as a JSON string: what firmware vendors write is not always clean.
json_string() {
  printf '"%s"' "$(tr -d '\000-\037\177' <"$1" 2>/dev/null | sed 's/[\\"]/\\&/g; s/ *$//')"
}

# Only disks: no RAM disks, floppies, loops or optical drives (by major number).
disks() {
  lsblk -J -b -d -e 1,2,7,11 -o NAME,TYPE,SIZE,ROTA,RM,RO,TRAN,VENDOR,MODEL,SERIAL,WWN |
    sed '1d;$d;s/^ *"blockdevices": *//'
}

dmi=/sys/class/dmi/id
firmware=bios
[ ! -d /sys/firmware/efi ] || firmware=uefi
{
  printf '{"cpus": %s, ' "$(grep -c '^processor' /proc/cpuinfo)"
  printf '"memoryBytes": %s, ' "$(awk '/^MemTotal:/ {printf "%.0f", $2 * 1024}' /proc/meminfo)"
  printf '"firmware": "%s", ' "$firmware"
  printf '"vendor": %s, ' "$(json_string $dmi/sys_vendor)"
  printf '"product": %s, ' "$(json_string $dmi/product_name)"
  printf '"serial": %s, ' "$(json_string $dmi/product_serial)"
  printf '"uuid": %s, ' "$(json_string $dmi/product_uuid)"
  printf '"disks": %s, ' "$(disks)"
  printf '"links": %s}\n' "$(/usr/bin/ip -j link)"
} >/run/ztp/hardware.json

if post hardware -H 'Content-Type: application/json' --data-binary @/run/ztp/hardware.json; then
  say "told the server what this machine is made of"
  tell_log
else
  refused "$reason"
fi
