{% include "task/json.sh" %}
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

# nic DEVICE: a network card, by the link to its device.
nic() {
  net=${1%/device}
  printf '{"name": "%s", "type": %s, "address": %s, ' "${net##*/}" "$(json_of "$net/type")" \
    "$(json_of "$net/address")"
  printf '"carrier": %s, "speed": %s, ' "$(json_of "$net/carrier")" "$(json_of "$net/speed")"
  printf '"lldp": "%s", ' "$(head -c 1514 "/run/ztp/lldp/${net##*/}" 2>/dev/null |
    hexdump -v -e '/1 "%02x"')"
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

# lan CHANNEL PARAMETER: the bytes of a setting of the management controller's network port, as
# hexadecimal digits (IPMI 2.0, table 23-4: 3 is its IPv4 address, 5 its hardware address).
lan() {
  timeout 5 ipmiutil cmd -q -s 00 20 30 02 "0$1" "0$2" 00 00 2>/dev/null |
    sed -n 's/^respData\[len=[0-9]*\]: [0-9a-f][0-9a-f] //p'
}

# The management controller by the first of its channels that has an address.
bmc() {
  [ -e /dev/ipmi0 ] || {
    printf null
    return
  }
  for channel in 1 2 3 4 5 6 7 8; do
    address=$(lan "$channel" 3)
    case $address in '' | '00 00 00 00'*) ;; *) break ;; esac
  done
  printf '{"address": %s, "mac": %s, ' "$(echo "$address" | json)" "$(lan "$channel" 5 | json)"
  printf '"version": %s}' "$(cat /sys/devices/platform/ipmi_bmc*/firmware_revision | json)"
} 2>/dev/null

# What this machine is made of, as JSON.
hardware() {
  dmi=/sys/class/dmi/id
  firmware=bios
  [ ! -d /sys/firmware/efi ] || firmware=uefi
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
  printf '"bmc": %s, ' "$(bmc)"
  # shellcheck disable=SC2046
  printf '"accelerators": %s, ' "$(list accelerator $(accelerators))"
  printf '"disks": %s, ' "$(disks)"
  printf '"volumes": %s, ' "$(volumes)"
  printf '"nics": %s}\n' "$(list nic /sys/class/net/*/device)"
}
