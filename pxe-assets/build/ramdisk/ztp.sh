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
