# shellcheck shell=sh disable=SC2154
# Tests the hardware of this machine and tells the server what came of it; the server judges. Nothing
# is written to its disks. Sourced by the init of the ramdisk, which offers say, post, tell_log and refused
# (see ztp.sh there).
load={{ load }}               # seconds for which memory and processors are exercised; 0: not at all
surface={{ surface }}         # how much of each disk is read: none, sample or full
throughput={{ throughput }}   # Mbit/s to try for; 0: measured once

{% include "task/json.sh" %}
set -u
work=/run/ztp/tests
rm -rf $work
mkdir -p $work
log=$work/log
: >$log

# fail CAUSE: ends the task; the server learns why.
fail() {
  say "the tests ended: $1"
  tail -n 60 $log | tail -c 16000 >$work/last
  tell_log $log
  post failed -d step=tests --data-urlencode "cause=$1" --data-urlencode "log@$work/last" ||
    refused "$reason"
  exit 1
}

# hundredths: of a second, since the machine started.
hundredths() { cut -d' ' -f1 /proc/uptime | tr -d . | sed 's/^0*//'; }

# tell WORDS: how far it is; news every five seconds, and each minute that it goes on. An operator may
# have ended it: then the server refuses, and the machine starts over.
told='' told_at=-6000
tell() {
  now=$(hundredths)
  [ "$1" = "$told" ] && pause=6000 || pause=500
  [ "$now" -ge $((told_at + pause)) ] || return 0
  told=$1 told_at=$now
  say "$1"
  post progress --data-urlencode "step=$1" || refused "$reason"
}

# await PID WORDS: until the process ends; WORDS is a command that says how far it is.
await() {
  while kill -0 "$1" 2>/dev/null; do
    tell "$($2)"
    sleep 0.5
  done
  wait "$1"
}

# total FILE...: the sum of the numbers in those that are there.
total() { cat "$@" 2>/dev/null | awk '{ sum += $1 } END { printf "%d", sum }'; }

throttled() { total /sys/devices/system/cpu/cpu*/thermal_throttle/core_throttle_count; }

machine_checks() { dmesg | grep -c '\[Hardware Error\]'; }

loading() {
  past=$((($(hundredths) - since) / 100))
  echo "memory and processors: $((10 * ((past < load ? past : load) * 10 / load))) % of $load s"
}

# Nine tenths of what is free, a thread for each processor, and what comes back is compared.
test_load() {
  mib=$(awk '/^MemAvailable:/ { printf "%d", $2 / 1024 * 9 / 10 }' /proc/meminfo)
  before=$(machine_checks) hot=$(throttled) since=$(hundredths)
  stressapptest -W -s "$load" -M "$mib" -m "$(grep -c '^processor' /proc/cpuinfo)" \
    >$work/load 2>&1 &
  await $! loading
  cat $work/load >>$log
  errors=$(sed -n 's/.*Stats: Found \([0-9]*\) hardware incidents.*/\1/p' $work/load)
  [ -n "$errors" ] || fail "stressapptest: $(grep -i error $work/load | tail -n 1)"
  printf '{"memoryBytes": %s, "seconds": %s, "errors": %s, "machineChecks": %s, "throttled": %s}' \
    $((mib << 20)) "$load" "$errors" $(($(machine_checks) - before)) $(($(throttled) - hot)) \
    >$work/load.json
}

# read_disk DISK BYTES: reads slices of the disk past all caches, and writes how far it is and what came of it.
read_disk() {
  block=4096
  # Numbers of blocks are 32 bits wide in badblocks.
  while [ $(($2 / block)) -ge $((1 << 32)) ]; do block=$((block * 2)); done
  blocks=$(($2 / block))
  slices=64 length=$(((8 << 20) / block)) whole=false
  if [ $surface = full ] || [ $blocks -le $((slices * length)) ]; then
    slices=100 length=$(((blocks + 99) / 100)) whole=true
  fi
  : >"$work/bad.$1"
  i=0
  while [ $i -lt $slices ]; do
    from=$(((blocks - length) * i / (slices - 1)))
    badblocks -b $block -e 20 "/dev/$1" $((from + length - 1)) $from >>"$work/bad.$1" 2>>$log ||
      echo "disk $1 cannot be read: $(tail -n 1 $log)" >$work/unread
    i=$((i + 1))
    echo $((10 * (i * 10 / slices))) >"$work/done.$1"
    if [ "$(wc -l <"$work/bad.$1")" -ge 100 ] || [ -e $work/unread ]; then whole=false i=$slices; fi
  done
  bad=$(sort -nu "$work/bad.$1" | wc -l)
  first=$(sort -nu "$work/bad.$1" | head -n 1)
  bytes=$((slices * length * block))
  printf '{"bytes": %s, "whole": %s, "bad": %s, "first": %s}' \
    $((bytes < $2 ? bytes : $2)) $whole "$bad" $((${first:-0} * block)) >"$work/surface.$1"
}

reading() {
  printf 'reading disks:'
  for disk in $disks; do printf ' %s %s %%' "$disk" "$(cat "$work/done.$disk")"; done
}

# All disks at once.
test_surfaces() {
  for disk in $disks; do
    echo 0 >"$work/done.$disk"
    read_disk "$disk" "$(lsblk -d -n -b -o SIZE "/dev/$disk")" &
    readers="${readers-} $!"
  done
  for reader in ${readers-}; do await "$reader" reading; done
  [ ! -e $work/unread ] || fail "$(cat $work/unread)"
}

# What the disks tell of themselves, after they were read.
disk_results() {
  comma=
  printf '['
  for disk in $disks; do
    timeout 60 smartctl --json=c -i -H -A "/dev/$disk" >"$work/smart.$disk" 2>>$log
    [ -s "$work/smart.$disk" ] || echo null >"$work/smart.$disk"
    printf '%s{"name": "%s", "serial": %s, ' "$comma" "$disk" \
      "$(lsblk -d -n -o SERIAL "/dev/$disk" | json)"
    printf '"smart": %s, ' "$(cat "$work/smart.$disk")"
    printf '"surface": %s}' "$(cat "$work/surface.$disk" 2>/dev/null || echo null)"
    comma=', '
  done
  printf ']'
}

# measure: downloads from the server for two seconds, into nothing.
measure() {
  bytes=0 since=$(hundredths) took=0
  while [ $took -lt 200 ]; do
    # With a range it is no boot.
    got=$(curl -s -r 0- -o /dev/null -w '%{size_download}' --max-time 10 "$ztp_url/ramdisk")
    # 28: not all of it within that time, which is an answer too.
    case $? in 0 | 28) ;; *) fail "the download from the server broke off" ;; esac
    bytes=$((bytes + got)) took=$(($(hundredths) - since))
  done
}

# Others may be served at the same time: the best of six tries within a minute counts.
test_network() {
  best=0 most=0 hundredths=1 try=0
  while [ $try -eq 0 ] || { [ $best -lt "$throughput" ] && [ $try -lt 6 ]; }; do
    [ $try -eq 0 ] || sleep 8
    tell "throughput from the server: try $((try + 1))"
    measure
    rate=$((bytes / 1250 / took))
    [ $rate -lt $best ] || best=$rate most=$bytes hundredths=$took
    try=$((try + 1))
  done
  printf '{"bytes": %s, "hundredths": %s}' "$most" "$hundredths" >$work/network.json
}

disks=$(lsblk -d -n -r -e 1,2,7,11 -o NAME,TYPE,RM | awk '$2 == "disk" && $3 == 0 { print $1 }')
test_network
[ $surface = none ] || test_surfaces
[ "$load" -eq 0 ] || test_load
tell "what the disks tell of themselves"
printf '{"load": %s, "disks": %s, "network": %s}\n' "$(cat $work/load.json 2>/dev/null || echo null)" \
  "$(disk_results)" "$(cat $work/network.json)" >$work/report.json
tell_log $log $work/report.json
if post tested -H 'Content-Type: application/json' --data-binary @$work/report.json; then
  say "told the server how its hardware stands the tests"
else
  refused "$reason"
fi
