#!/bin/sh
# CUMULUS-AUTOPROVISIONING
# EdgeZTP sets a switch up: its own system runs this, SONiC after its other sections, Cumulus Linux
# and others as the only script they are given. Tells the server of each step and of the result.
run={{ runUrl | sh }}
hostname={{ hostname | sh }}
script={{ script }}

set -u
umask 077
work=$(mktemp -d /tmp/edgeztp.XXXXXX) || exit 1
trap 'rm -rf "$work"' EXIT
log=$work/log
: >"$log"
begun=$(cut -d. -f1 /proc/uptime)
sections=0

say() {
  echo "EdgeZTP: $*" | tee -a "$log"
}

# post PART CURL-ARGUMENTS...: tells the server. Goes on until it is heard or refused.
post() {
  part=$1
  shift
  while :; do
    status=$(curl -s -o "$work/answer" -w '%{http_code}' --max-time 20 "$@" "$run/$part")
    case $status in
    2??) return 0 ;;
    4??)
      say "the server refuses $part: $(cat "$work/answer")"
      return 1
      ;;
    esac
    sleep 3
  done
}

# fail SECTION CAUSE: ends the setup; the server learns why.
fail() {
  say "failed at $1: $2"
  tail -c 12000 "$log" >"$work/last"
  post setup-failed --data-urlencode "section=$1" --data-urlencode "cause=$2" \
    --data-urlencode "log@$work/last"
  exit 1
}

# section NAME STATUS
section() {
  sections=$((sections + 1))
  post section --data-urlencode "name=$1" --data-urlencode "status=$2"
}

# What SONiC has done before it came here; it tells nobody itself.
earlier_sections() {
  command -v ztp >/dev/null || return 0
  ztp status | sed -n 's/^\([0-9][A-Za-z0-9_-]*\) *: *\([A-Z-]*\).*/\1 \2/p' >"$work/sections"
  while read -r name status; do
    case $status in
    SUCCESS) section "$name" "$status" ;;
    FAILED)
      section "$name" "$status"
      fail "$name" "SONiC could not apply it"
      ;;
    esac
  done <"$work/sections"
}

run_script() {
  curl -s -f --max-time 60 -o "$work/script" "$run/script" || fail script "it cannot be fetched"
  chmod 700 "$work/script"
  {
    "$work/script" 2>&1
    echo $? >"$work/exit"
  } | tee -a "$log"
  code=$(cat "$work/exit")
  [ "$code" = 0 ] || fail script "it ended with exit code $code"
  section script SUCCESS
}

# A new name can take a system a while to take.
await_name() {
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    [ "$(uname -n)" != "$hostname" ] || return
    sleep 3
  done
}

earlier_sections
[ $script = false ] || run_script
post converged -d "sections=$sections" -d "seconds=$(($(cut -d. -f1 /proc/uptime) - begun))" ||
  exit 1
await_name
post acceptance --data-urlencode "hostname=$(uname -n)" --data-urlencode "kernel=$(uname -r)" ||
  exit 1
say "set up"
