# shellcheck shell=sh disable=SC2154
# What init and the task scripts share in the ramdisk. To be sourced.
#   $ztp_url   everything of this run, as http://SERVER/run/TOKEN
#   $reason    why the server refused, after a post or fetch that returned 1

answer=/run/ztp/answer
console_log=/run/ztp/console

# say WORDS: a line on every console of the machine, for whoever stands before it, and in the log.
say() {
  echo "EdgeZTP: $*" >>"$console_log"
  for console in $(cat /sys/class/tty/console/active); do
    echo "EdgeZTP: $*" >"/dev/$console"
  done
}

# identify_disks: writes serial numbers and WWNs of disks to where lsblk looks for them: it knows them
# from udev alone, which is not here.
identify_disks() {
  mkdir -p /run/udev/data
  for block in /sys/block/*; do
    {
      # Of virtio, of NVMe, and of SCSI and SATA, where a header of four bytes stands before it.
      serial=$(cat "$block/serial" || cat "$block/device/serial" || tail -c +5 "$block/device/vpd_pg80")
      wwn=$(cat "$block/wwid" || cat "$block/device/wwid")
    } 2>/dev/null
    {
      echo "E:ID_SERIAL_SHORT=$(echo "$serial" | tr -cd '\041-\176')"
      echo "$wwn" | sed -n 's/^naa\./0x/; s/^\(0x\|eui\.\|nvme\.\)/E:ID_WWN=\1/p'
    } >"/run/udev/data/b$(cat "$block/dev")"
  done
}

# hear CARD: keeps in /run/ztp/lldp/CARD what the switch behind a card tells of itself by LLDP. Two
# minutes at most, in the background. The card is up: socat would end on one that is not. The hexadecimal digits are a sockaddr_ll without its family.
hear() {
  mkdir -p /run/ztp/lldp
  index=$(cat "/sys/class/net/$1/ifindex")
  index=$(printf '%02x%02x0000' $((index & 255)) $((index >> 8)))
  # The whole path: the shell would take its own ip, which knows no such thing.
  /usr/bin/ip maddress add 01:80:c2:00:00:0e dev "$1"
  timeout 120 socat -u "SOCKET-RECVFROM:17:3:$((0xcc88)):x88cc${index}000000000000000000000000" \
    "CREATE:/run/ztp/lldp/$1" 2>/dev/null &
}

# refused REASON: the server does not want this; let it choose again at the next boot.
refused() {
  say "refused: $1"
  say "starting over in 10 seconds"
  sleep 10
  reboot -f
}

# ask PATH CURL_ARG...: asks the server until it answers, however long it is away. The answer's
# body is in $answer, its status in $status. Returns 0 for 2xx, 1 for a refusal (4xx). What breaks off
# is no answer, whatever its status says.
ask() {
  path=$1
  shift
  pause=1
  while :; do
    status=$(curl -s -o "$answer" -w '%{http_code}' --connect-timeout 5 \
      --speed-limit 1 --speed-time 40 "$@" "$ztp_url/$path") || status=000
    case $status in
    2??)
      [ $pause -eq 1 ] || say "the server answers again"
      return 0
      ;;
    4??)
      reason=$(head -c 300 "$answer" | head -n 1 | tr -cd '\040-\176')
      [ -n "$reason" ] || reason="the server answered $status and no reason"
      return 1
      ;;
    esac
    say "no answer from the server ($status); asking again in $pause s"
    sleep $pause
    pause=$((pause < 15 ? pause * 2 : 30))
  done
}

# tell_log FILE...: gives the server what the console showed, these logs and the kernel's. Once: a task
# ends whether it has them or not.
tell_log() {
  { cat "$console_log" "$@" && dmesg; } 2>/dev/null | tail -c 200000 >/run/ztp/told
  curl -s -o /dev/null --max-time 20 -H 'Content-Type: text/plain' --data-binary @/run/ztp/told \
    "$ztp_url/log" || say "the server did not take the log"
}

# post PATH CURL_ARG...: tells the server something; as ask.
post() { ask "$@" -X POST; }
