# shellcheck shell=sh disable=SC2154
# Lets people log in to this ramdisk as root, until the server wants something else of the machine. Sourced by the
# init of the ramdisk, which offers say, post, tell_log and refused (see ztp.sh there).
authorized_keys={{ authorizedKeys | sh }} # a public key a line

set -u
work=/run/ztp/rescue
log=/run/ztp/log
mkdir -p $work /root/.ssh /dev/pts
: >$log

# fail CAUSE: ends the task; the server learns why.
fail() {
  say "no rescue: $1"
  tell_log $log
  post failed -d step=rescue --data-urlencode "cause=$1" -d code=RESCUE_FAILED --data-urlencode "log@$log" ||
    refused "$reason"
  exit 1
}

# open: an SSH server with a host key that this boot made; no password opens it.
open() {
  mount -t devpts devpts /dev/pts 2>>$log || fail "no terminals: $(tail -n 1 $log)"
  echo root:x:0:0:root:/root:/bin/sh >/etc/passwd
  chmod 700 /root /root/.ssh
  printf '%s\n' "$authorized_keys" >/root/.ssh/authorized_keys
  dropbearkey -t ed25519 -f $work/key >$work/made 2>>$log || fail "no host key: $(tail -n 1 $log)"
  grep '^ssh-ed25519 ' $work/made >$work/public || fail "no public host key"
  dropbear -s -r $work/key -P $work/pid 2>>$log || fail "SSH does not start: $(tail -n 1 $log)"
}

# It may be here already, when the server sent the task once more.
[ -e $work/public ] || open
say "rescue: ssh root@$(cat /run/ztp/address)"
while post rescued --data-urlencode "host_key@$work/public"; do sleep 3; done
# File systems that somebody mounted and left: written out, and clean.
sync
echo u >/proc/sysrq-trigger
refused "$reason"
