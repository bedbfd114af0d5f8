#!/bin/sh
# onie.sh INTERFACE FOLDER: one pass of ONIE over the network, in its order and with its headers, by
# BusyBox alone, as rootconf's discover, exec_installer and functions tell. Prints what it asked for and
# the answer to it; the output of an installer goes to the log server as well. Exits with 0 where ONIE
# reboots, with 1 where it begins anew.
# The environment tells of the switch, in "blind" what its ONIE does not look at (exact, http), and
# in "start" how a shell of this BusyBox starts a script.
set -u
interface=$1
folder=$2
: "${onie_serial_num?} ${onie_eth_addr?} ${onie_machine?} ${onie_switch_asic?} ${blind?} ${start?}"
onie_machine_rev=0
onie_arch=x86_64
onie_operation=os-install
export onie_serial_num onie_eth_addr onie_vendor_id=42623 onie_machine onie_machine_rev onie_arch
export onie_platform="$onie_arch-$onie_machine-r$onie_machine_rev" onie_version=2023.02
installer=$folder/installer
answer=$folder/answer
LEASE=$folder/lease
export LEASE

hex() {
  printf %s "$1" | hexdump -ve '1/1 "%.2x"'
}

text() {
  printf %b "$(echo "$1" | sed 's/../\\x&/g')"
}

address() {
  # shellcheck disable=SC2046,SC2183
  printf '%d.%d.%d.%d' $(echo "$1" | sed 's/../0x& /g')
}

# told NAME: of the lease; nothing where it has not that.
told() {
  sed -n "s/^$1=//p" "$LEASE"
}

# sub CODE TEXT: a sub-option.
sub() {
  printf '%02x%02x%s' "$1" ${#2} "$(hex "$2")"
}

# piece FROM LENGTH DIGITS
piece() {
  echo "$3" | cut -c"$(($1 + 1))-$(($1 + $2))"
}

# exact DIGITS: the installer's URL in an option 125.
exact() {
  rest=$1
  while [ -n "$rest" ]; do
    length=$((0x$(piece 8 2 "$rest") * 2))
    [ "$(piece 0 8 "$rest")" != 0000a67f ] || subs "$(piece 10 $length "$rest")"
    rest=$(piece $((10 + length)) 999 "$rest")
  done
}

subs() {
  subs=$1
  while [ -n "$subs" ]; do
    size=$((0x$(piece 2 2 "$subs") * 2))
    [ "$(piece 0 2 "$subs")" != 01 ] || text "$(piece 4 $size "$subs")"
    subs=$(piece $((4 + size)) 999 "$subs")
  done
}

lease() {
  own=$(sub 3 "$onie_machine")$(sub 4 "$onie_arch")$(sub 5 "$onie_machine_rev")
  udhcpc -q -n -t 2 -T 2 -i "$interface" -s "${0%/*}/lease.sh" -V "onie_vendor:$onie_platform" \
    -C -x "61:00$(hex "$onie_serial_num")" -x "77:$(hex onie_dhcp_user_class)" \
    -x "125:$(printf '%08x%02x' $onie_vendor_id $((${#own} / 2)))$own" \
    -O 7 -O 43 -O 54 -O 66 -O 67 -O 72 -O 114 -O 125 2>"$folder/udhcpc"
}

# The log daemon has a /dev of its own, or it would take this host's log.
log_to() {
  mkdir "$folder/dev"
  mount -t tmpfs tmpfs "$folder/dev"
  : >"$folder/dev/null"
  mount -o bind /dev/null "$folder/dev/null"
  mount -o move "$folder/dev" /dev
  syslogd -n -L -O "$folder/syslog" -R "$1" &
  daemon=$!
  until [ -e /dev/log ]; do usleep 10000; done
}

# run URL: the installer that came from there.
run() {
  echo "runs $1"
  export onie_exec_url="$1"
  {
    sh -c "$start" "$installer"
    echo $? >"$folder/code"
  } 2>&1 | tee "$folder/console" | logger -t os-install -p local0.info
  echo "ended with $(cat "$folder/code")"
  [ "$(cat "$folder/code")" = 0 ]
}

# try URL
try() {
  rm -f "$installer"
  case $1 in
  http://*) by_http "$1" ;;
  tftp://*) by_tftp "$1" ;;
  *) return 1 ;;
  esac 2>"$answer" || {
    echo "$1: $(sed -n 's/^wget: server returned error: //p; s/^tftp: //p' "$answer")"
    return 1
  }
  run "$1"
}

by_http() {
  wget -q -T 3 -O "$installer" -U "onie/1.0 (Linux-$(uname -r)$onie_version; BusyBox-v1.25.1)" \
    --header "ONIE-SERIAL-NUMBER: $onie_serial_num" --header "ONIE-ETH-ADDR: $onie_eth_addr" \
    --header "ONIE-VENDOR-ID: $onie_vendor_id" --header "ONIE-MACHINE: $onie_machine" \
    --header "ONIE-MACHINE-REV: $onie_machine_rev" --header "ONIE-ARCH: $onie_arch" \
    --header "ONIE-SECURITY-KEY: " --header "ONIE-OPERATION: $onie_operation" \
    --header "ONIE-VERSION: $onie_version" "$1"
}

by_tftp() {
  path=${1#tftp://}
  tftp -g -l "$installer" -r "${path#*/}" "${path%%/*}"
}

blind_for() {
  case " $blind " in *" $1 "*) return 0 ;; *) return 1 ;; esac
}

# Every name on every server, where none is asked twice.
http_names() {
  for server in $(printf '%s\n' "$www" "$siaddr" "$(told serverid)" | awk 'NF && !seen[$0]++'); do
    nc -w 10 "$server" 80 -e /bin/true >/dev/null 2>&1 || continue
    for name in $names; do
      try "http://$server/$name" && return
    done
  done
  return 1
}

waterfall() {
  # shellcheck disable=SC2046,SC2183
  digits=$(printf '%02X%02X%02X%02X' $(told ip | tr . ' '))
  folders=$(echo "$onie_eth_addr" | tr : -)
  for length in 8 7 6 5 4 3 2 1; do
    folders="$folders $(piece 0 $length "$digits")"
  done
  for server in $siaddr $(told tftp) $tftp_servers; do
    for path in $(for each in $folders; do echo "$each/onie-installer-$onie_platform"; done) $names; do
      try "tftp://$server/$path" && return
      ! grep -q timeout "$answer" || break
    done
  done
  return 1
}

discover() {
  if ! blind_for exact; then
    try "$(exact "$(told opt125)")" && return
    try "$(text "$(told opt114)")" && return
  fi
  if ! blind_for http; then
    http_names && return
  fi
  for file in $(told bootfile); do
    for server in $siaddr $(told tftp) $tftp_servers; do
      try "tftp://$server/$file" && return
    done
  done
  waterfall
}

ip link set dev "$interface" down
ip link set dev "$interface" address "$onie_eth_addr" up
lease || exit 1
siaddr=$(told siaddr)
www=$(address "$(told opt72)")
tftp_servers=$(address "$(told opt150)")
names=
for name in "$onie_platform" "$onie_arch-$onie_machine" "$onie_machine" "$onie_arch-$onie_switch_asic" \
  "$onie_arch" ""; do
  name=onie-installer${name:+-$name}
  names="$names $name $name.bin"
done
log_to "$(address "$(told opt7)")"
discover
code=$?
# Whoever reboots lets the log out first.
logger -t onie "ends with $code"
until grep -q "onie: ends with" "$folder/syslog"; do usleep 10000; done
kill $daemon
exit $code
