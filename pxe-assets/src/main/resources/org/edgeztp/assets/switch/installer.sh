#!/bin/sh
# EdgeZTP installs a switch: ONIE runs this, and reboots when it exits with 0.
# All it needs is ONIE's BusyBox, whose wget tells of an HTTP error no more than its status line.
run={{ runUrl | sh }}
image_name={{ imageName | sh }}
image_size={{ imageSize }}
image_sha256={{ imageSha256 }}

set -u
umask 077
work=$(mktemp -d /tmp/edgeztp.XXXXXX) || exit 1
reporter=
trap 'rm -rf "$work"; [ -z "$reporter" ] || kill "$reporter" 2>/dev/null' EXIT
image=$work/installer
log=$work/log
reason=
: >"$log"

say() {
  echo "EdgeZTP: $*" | tee -a "$log"
}

# form: its input as a value of an HTML form.
form() {
  tr -cd '\11\12\40-\176' | sed 's/%/%25/g; s/&/%26/g; s/+/%2B/g; s/=/%3D/g'
}

# refused: whether the server answered the last wget, and will answer the next one alike.
refused() {
  reason=$(sed -n 's/.*HTTP\/1\.[01] \(4.*\)/\1/p' "$work/answer")
  [ -n "$reason" ]
}

# post PART FORM: tells the server. Goes on until it is heard or refused.
post() {
  until wget -q -T 20 -O /dev/null --post-data "$2" "$run/$1" 2>"$work/answer"; do
    ! refused || return 1
    sleep 3
  done
}

# fail CAUSE [EXIT CODE]: ends the installation; the server learns why.
fail() {
  say "failed at step $step: $1"
  post failed "step=$step&cause=$(echo "$1" | form)&log=$(tail -c 12000 "$log" | form)" ||
    say "the server takes no report: $reason"
  exit "${2:-1}"
}

fetched() {
  stat -c %s "$image" 2>/dev/null || echo 0
}

# Tells the server how far the image is, beside the work: silent, as ONIE waits for its output to end.
report_progress() {
  while sleep 5; do
    wget -q -T 5 -O /dev/null --post-data "step=image&done=$(fetched)&total=$image_size" \
      "$run/progress"
  done
}

# The whole image, in as many pieces as it takes: a server that is away only delays it.
fetch() {
  while [ "$(fetched)" -lt $image_size ]; do
    before=$(fetched)
    wget -q -c -T 30 -O "$image" "$run/file/switch-installer" 2>"$work/answer" || {
      ! refused || fail "the image is refused: $reason"
      ! grep -q 'No space' "$work/answer" || fail "no room in memory for $image_size bytes"
    }
    [ "$(fetched)" -gt "$before" ] || sleep 2
  done
}

step=start
post started "" || {
  say "not installed, the server says: $reason"
  exit 1
}
begun=$(cut -d. -f1 /proc/uptime)

step=image
say "fetching $image_name, $((image_size >> 20)) MiB"
report_progress >/dev/null 2>&1 &
reporter=$!
fetch
kill "$reporter"
reporter=
sum=$(sha256sum "$image" | cut -d' ' -f1)
[ "$sum" = "$image_sha256" ] || fail "SHA-256 of $image_name is $sum, expected $image_sha256"

step=install
say "running $image_name"
chmod 700 "$image"
{
  "$image" 2>&1
  echo $? >"$work/exit"
} | tee -a "$log"
code=$(cat "$work/exit")
[ "$code" = 0 ] || fail "$image_name ended with exit code $code" "$code"

step=report
post installed "root_disk=its own storage&seconds=$(($(cut -d. -f1 /proc/uptime) - begun))" ||
  say "the server takes no report: $reason"
say "installed $image_name"
