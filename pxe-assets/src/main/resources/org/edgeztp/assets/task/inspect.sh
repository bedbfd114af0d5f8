# shellcheck shell=sh disable=SC2154
# Tells the server what this machine is made of. Sourced by the init of the ramdisk, which offers
# say, post, tell_log and refused (see ztp.sh there).

# The input as a JSON string: what firmware vendors write is not always clean.
json() {
  printf '"%s"' "$(tr -d '\000-\037\177' | sed 's/[\\"]/\\&/g; s/^ *//; s/ *$//')"
}

# The text of a file as a JSON string; empty when it cannot be read.
json_of() {
  head -c 4096 "$1" 2>/dev/null | json
}

# What a link points at, without its path, as a JSON string; empty when there is none.
json_link() {
  basename "$(readlink "$1")" | json
}

# fields PAIR...: a JSON object of KEY=FILE pairs.
fields() {
  comma=
  printf '{'
  for pair in "$@"; do
    printf '%s"%s": %s' "$comma" "${pair%%=*}" "$(json_of "${pair#*=}")"
    comma=', '
  done
  printf '}'
}

# list COMMAND ITEM...: a JSON array of what the command prints for each item that is there.
list() {
  command=$1
  comma=
  shift
  printf '['
  for item in "$@"; do
    [ -e "$item" ] || continue
    printf '%s' "$comma"
    $command "$item"
    comma=', '
  done
  printf ']'
}

# The processors, all of one model. What tells no socket has one.
processor() {
  awk -F': *' '
    /^model name/ { model = $2 }
    /^physical id/ { socket = $2; sockets[socket] = 1 }
    /^core id/ { cores[socket " " $2] = 1 }
    END {
      gsub(/[\\"]/, "", model)
      for (one in sockets) s++
      for (one in cores) c++
      printf "{\"model\": \"%s\", \"sockets\": %d, \"cores\": %d}", model, s, c
    }' /proc/cpuinfo
}

# Only disks: no RAM disks, floppies, loops or optical drives (by major number).
disks() {
  lsblk -J -b -d -e 1,2,7,11 -o NAME,TYPE,SIZE,ROTA,RM,RO,TRAN,VENDOR,MODEL,SERIAL,WWN |
    sed '1d;$d;s/^ *"blockdevices": *//'
}

# What is on the disks, read from them: lsblk knows it from udev alone.
volumes() {
  comma=
  printf '['
  lsblk -n -r -b -e 1,2,7,11 -o NAME,SIZE,PKNAME | while read -r name size disk; do
    tags=$(blkid -p -o export -s TYPE -s LABEL "/dev/$name" 2>/dev/null)
    [ $? -ne 8 ] || tags=TYPE=ambiguous
    [ -n "$disk" ] || [ -n "$tags" ] || continue
    printf '%s{"name": "%s", "disk": "%s", "size": %s, ' "$comma" "$name" "${disk:-$name}" "$size"
    printf '"type": %s, ' "$(printf '%s\n' "$tags" | sed -n 's/^TYPE=//p' | json)"
    printf '"label": %s}' "$(printf '%s\n' "$tags" | sed -n 's/^LABEL=//p' | json)"
    comma=', '
  done
  printf ']'
}

# The PCI address of a device; that of the card for what is on the card.
slot() {
  readlink -f "$1" | grep -oE '[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]' | tail -n 1 | json
}

# card DEVICE: a network card, by the link to its device.
card() {
  net=${1%/device}
  printf '{"name": "%s", "type": %s, "address": %s, ' "${net##*/}" "$(json_of "$net/type")" \
    "$(json_of "$net/address")"
  printf '"carrier": %s, "speed": %s, ' "$(json_of "$net/carrier")" "$(json_of "$net/speed")"
  printf '"driver": %s, "slot": %s}' "$(json_link "$1/driver")" "$(slot "$1")"
}

# The display controllers and processing accelerators, by the files with their PCI class.
accelerators() {
  grep -lE '^0x(03|12)' /sys/bus/pci/devices/*/class 2>/dev/null
}

# accelerator FILE: one of them.
accelerator() {
  pci=${1%/class}
  printf '{"slot": "%s", "class": %s, "vendor": %s, "device": %s, "driver": %s}' "${pci##*/}" \
    "$(json_of "$1")" "$(json_of "$pci/vendor")" "$(json_of "$pci/device")" \
    "$(json_link "$pci/driver")"
}

# A card that is down shows neither link nor speed.
for device in /sys/class/net/*/device; do
  net=${device%/device}
  ip link set "${net##*/}" up
done

dmi=/sys/class/dmi/id
firmware=bios
[ ! -d /sys/firmware/efi ] || firmware=uefi
{
  printf '{"cpus": %s, ' "$(grep -c '^processor' /proc/cpuinfo)"
  printf '"memoryBytes": %s, ' "$(awk '/^MemTotal:/ {printf "%.0f", $2 * 1024}' /proc/meminfo)"
  printf '"processor": %s, ' "$(processor)"
  printf '"firmware": "%s", ' "$firmware"
  printf '"system": %s, ' "$(fields vendor=$dmi/sys_vendor product=$dmi/product_name \
    serial=$dmi/product_serial uuid=$dmi/product_uuid)"
  printf '"release": %s, ' "$(fields vendor=$dmi/bios_vendor version=$dmi/bios_version \
    date=$dmi/bios_date)"
  printf '"board": %s, ' "$(fields vendor=$dmi/board_vendor name=$dmi/board_name \
    version=$dmi/board_version serial=$dmi/board_serial)"
  printf '"chassis": %s, ' "$(fields vendor=$dmi/chassis_vendor type=$dmi/chassis_type \
    serial=$dmi/chassis_serial tag=$dmi/chassis_asset_tag)"
  printf '"tpm": %s, ' "$(json_of /sys/class/tpm/tpm0/tpm_version_major)"
  # shellcheck disable=SC2046
  printf '"accelerators": %s, ' "$(list accelerator $(accelerators))"
  printf '"disks": %s, ' "$(disks)"
  printf '"volumes": %s, ' "$(volumes)"
  printf '"cards": %s}\n' "$(list card /sys/class/net/*/device)"
} >/run/ztp/hardware.json

if post hardware -H 'Content-Type: application/json' --data-binary @/run/ztp/hardware.json; then
  say "told the server what this machine is made of"
  tell_log
else
  refused "$reason"
fi
