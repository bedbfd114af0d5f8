# shellcheck shell=sh disable=SC2154
# Tells the server what this machine is made of. Sourced by the init of the ramdisk, which offers
# say, post, tell_log, refused, identify_disks and hear (see ztp.sh there).

{% include "task/hardware.sh" %}
# uptime: in whole seconds.
uptime() { cut -d. -f1 /proc/uptime; }

# wake CARD: a card that is down shows neither link nor neighbour. It gets no address, as routers that
# it hears of may not be ours.
wake() {
  [ "$1" != "$card" ] || return 0
  echo 1 >"/proc/sys/net/ipv6/conf/$1/disable_ipv6"
  ip link set "$1" up
  hear "$1"
}

# is_silent CARD: whether a switch may be heard there yet. A link takes seconds to come up; one that has no
# speed is virtual, and no switch stands behind it.
is_silent() {
  [ ! -s "/run/ztp/lldp/$1" ] || return 1
  if [ "$(cat "/sys/class/net/$1/carrier")" = 1 ]; then
    [ "$(cat "/sys/class/net/$1/speed" || echo 0)" -gt 0 ]
  else
    [ "$1" != "$card" ] && [ "$(uptime)" -lt $((since + 5)) ]
  fi 2>/dev/null
}

# Switches tell of themselves when a link comes up, and every 30 seconds.
await_neighbours() {
  while [ "$(uptime)" -lt $((since + 32)) ]; do
    silent=no
    for device in /sys/class/net/*/device; do
      net=${device%/device}
      ! is_silent "${net##*/}" || silent=yes
    done
    [ $silent = yes ] || return 0
    sleep 0.5
  done
}

since=$(uptime)
for device in /sys/class/net/*/device; do
  net=${device%/device}
  wake "${net##*/}"
done
await_neighbours
identify_disks

hardware >/run/ztp/hardware.json

if post hardware -H 'Content-Type: application/json' --data-binary @/run/ztp/hardware.json; then
  say "told the server what this machine is made of"
  tell_log
else
  refused "$reason"
fi
