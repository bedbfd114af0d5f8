# shellcheck shell=sh disable=SC2016
# What a vendor's installer runs to tell the server how far it is, and what it asks of this server.
# Runs in Debian's installer (busybox, wget) as well as in systems with curl: sh hooks VERB ...
run={{ runUrl | sh }}
operator={{ operator | sh }}
root_keys={{ rootKeyLines | sh }}
operator_keys={{ operatorKeyLines | sh }}
kernel_args={{ kernelArgs | sh }}
disk_image={{ diskImage }}
work=/tmp/ztp.d
mkdir -p $work
begun=$work/begun

# say WORDS: a line on every console of the machine.
say() {
  for console in $(cat /sys/class/tty/console/active); do
    echo "EdgeZTP: $*" >"/dev/$console"
  done 2>/dev/null
}

# field NAME TEXT: one field of a form, encoded.
field() {
  printf '%s=' "$1"
  printf '%s' "$2" | tr -cd '\11\12\40-\176' | sed -e 's/%/%25/g' -e 's/&/%26/g' -e 's/+/%2B/g' \
    -e 's/=/%3D/g' -e 's/;/%3B/g' -e 's/ /+/g' -e 's/	/%09/g' -e 's/$/%0A/' | tr -d '\n' | sed 's/%0A$//'
}

# once PATH FORM: prints the HTTP status of one try, 000 when there was no answer. The answer's body
# is in $work/answer.
once() {
  if command -v curl >/dev/null 2>&1; then
    printf '%s' "$2" >$work/form
    curl -s -o $work/answer -w '%{http_code}' --connect-timeout 5 --max-time 60 \
      --data-binary @$work/form "$run/$1"
  else
    wget -S -T 30 -t 1 -O $work/answer --content-on-error --post-data="$2" "$run/$1" 2>$work/headers
    status=$(sed -n 's/^ *HTTP\/[0-9.]* \([0-9]*\).*/\1/p' $work/headers | tail -n 1)
    printf '%s' "${status:-000}"
  fi
}

# post PATH FORM: tells the server something; asks again until it answers. Returns 1 for a refusal,
# with the reason in $reason.
post() {
  while :; do
    case $(once "$1" "$2") in
    2??) return 0 ;;
    4??)
      reason=$(head -n 1 $work/answer)
      return 1
      ;;
    esac
    say "no answer from the server; asking again in 5 s"
    sleep 5
  done
}

# report PATH FORM: as post, but a refusal ends this boot; the server chooses again at the next.
report() {
  post "$1" "$2" && return
  say "refused: $reason"
  say "starting over in 10 seconds"
  sleep 10
  reboot -f || reboot
  exit 1
}

started() {
  report started ''
  cut -d. -f1 /proc/uptime >$begun
  say "the server knows that the installer runs"
}

# progress STEP: one line of the timeline; what is refused now does not matter.
progress() {
  once progress "$(field step "$1")" >/dev/null
}

# failed STEP CAUSE [LOG]
failed() {
  say "installation failed at step $1: $2"
  log=
  [ ! -r "${3:-}" ] || log=$(tail -n 60 "$3" | cut -c1-250)
  post failed "$(field step "$1")&$(field cause "$2")&$(field log "$log")"
}

# disk: prints the smallest fixed disk with room for a system (3 GB), as the image writer chooses.
# Neither USB nor storage networks, which may be somebody else's. Slow controllers show theirs late.
disk() {
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    found=$(for device in /sys/block/*; do
      name=${device##*/}
      case $name in loop* | ram* | zram* | sr* | fd* | md* | dm-* | nbd*) continue ;; esac
      case $(cat "$device/removable" "$device/ro" | tr -d '\n') in 00) ;; *) continue ;; esac
      case $(readlink -f "$device") in */usb[0-9]* | */fw[0-9]* | */rport-* | */session[0-9]*) continue ;; esac
      sectors=$(cat "$device/size")
      [ "$sectors" -lt 6000000 ] || echo "$sectors /dev/$(echo "$name" | tr '!' '/')"
    done | sort -n | head -n 1 | cut -d' ' -f2)
    [ -z "$found" ] || break
    sleep 1
  done
  if [ -z "$found" ]; then
    failed disk "no fixed disk of at least 3 GB in this machine" >/dev/null
    return 1
  fi
  # Debian's installer has no tee.
  echo "$found" >$work/disk
  cat $work/disk
}

# settle TARGET: what no answer file can say, done to the installed system.
settle() {
  home=$1/home/$operator
  mkdir -p "$1/root/.ssh"
  printf '%s\n' "$root_keys" >"$1/root/.ssh/authorized_keys"
  if [ -d "$home" ]; then
    mkdir -p "$home/.ssh"
    printf '%s\n' "$operator_keys" >"$home/.ssh/authorized_keys"
    chroot "$1" chown -R "$operator": "/home/$operator/.ssh"
    chmod -R go= "$home/.ssh"
  fi
  chmod -R go= "$1/root/.ssh"
  chroot "$1" ssh-keygen -A >/dev/null
  # At its first boot cloud-init would make other host keys than those reported, and lock root out.
  if [ -d "$1/etc/cloud/cloud.cfg.d" ]; then
    printf 'ssh_deletekeys: false\ndisable_root: false\n' >"$1/etc/cloud/cloud.cfg.d/99-ztp.cfg"
  fi
  if [ -x "$1/usr/sbin/restorecon" ]; then
    chroot "$1" restorecon -R /root/.ssh "/home/$operator/.ssh" /etc/ssh || true
  fi
}

# installed TARGET: the last word. The host key is how the server knows the machine again.
installed() {
  key=$(cut -d' ' -f1,2 "$1/etc/ssh/ssh_host_ed25519_key.pub") || {
    failed report "the installed system has no ed25519 host key"
    return 1
  }
  seconds=$(($(cut -d. -f1 /proc/uptime) - $(cat $begun)))
  disk=$(cat $work/disk 2>/dev/null || echo memory)
  report installed "$(field host_key "$key")&$(field root_disk "$disk")&seconds=$seconds"
  say "the server knows that the system is on $disk"
}

# memory: a system that runs from memory is installed when it is up.
memory() {
  ssh-keygen -A >/dev/null
  mkdir -p /root/.ssh
  printf '%s\n' "$root_keys" >/root/.ssh/authorized_keys
  chmod -R go= /root/.ssh
  started
  installed ''
}

# follow: tells of each step that the installer logs, and of the one that fails.
follow() {
  for log in /var/log/installer/subiquity-server-info.log /tmp/anaconda.log /var/log/syslog; do
    [ ! -e $log ] || break
  done
  last=
  while sleep 2; do
    cause=$(sed -n "s/.*WARNING \*\*: Configuring '\([a-z0-9-]*\)' failed with error code \([0-9]*\)$/\1 ended with \2/p" "$log" | tail -n 1)
    if [ -n "$cause" ]; then
      failed "${cause%% *}" "Debian's installer: $cause" "$log"
      return
    fi
    step=$(sed -n -e "s/.*INFO: Menu item '\([a-z0-9-]*\)' selected$/\1/p" \
      -e 's/.* start: subiquity\/\([A-Za-z]*\)\/.*/\1/p' \
      -e 's/.*INFO:anaconda.*: *\(Installing software\|Configuring storage\|Creating .*\)$/\1/p' "$log" | tail -n 1)
    [ -z "$step" ] || [ "$step" = "$last" ] || progress "$step"
    last=$step
  done
}

# ignition: writes Fedora CoreOS or Flatcar to the disk, from a live system of the same.
ignition() {
  target=$(disk) || return 1
  ssh-keygen -q -t ed25519 -N '' -C '' -f $work/key
  cp /opt/ztp/disk.ign $work/disk.ign
  sed -i -e "s|ZTPHOSTKEY00|$(base64 -w0 $work/key)|" -e "s|ZTPHOSTPUB00|$(base64 -w0 $work/key.pub)|" $work/disk.ign
  progress write
  if [ "$disk_image" = true ]; then
    curl -sSf -o $work/image "$run/file/disk-image" 2>$work/log || {
      failed image "the disk image cannot be fetched" $work/log
      return 1
    }
  fi
  if command -v coreos-installer >/dev/null; then
    set -- coreos-installer install "$target" --ignition-file $work/disk.ign --append-karg "console=ttyS0,115200n8"
    for argument in $kernel_args; do set -- "$@" --append-karg "$argument"; done
    [ "$disk_image" != true ] || set -- "$@" --image-file $work/image --insecure
  else
    set -- flatcar-install -d "$target" -i $work/disk.ign
    [ "$disk_image" != true ] || set -- "$@" -f $work/image
  fi
  "$@" >$work/log 2>&1 || {
    failed write "$1 ended with $?" $work/log
    return 1
  }
  mkdir -p $work/root/etc/ssh
  cp $work/key.pub $work/root/etc/ssh/ssh_host_ed25519_key.pub
  installed $work/root
  reboot
}

"$@"
