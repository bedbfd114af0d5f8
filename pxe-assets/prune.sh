#!/bin/bash
# prune.sh --config FILE... [--site FILE]... [--days N] [--remove] [--cache DIR] [--installers DIR]
# Lists built boot assets and what was added that nothing needs any more, with what each frees. Stays, whatever:
# what these files name, or the configuration of a server that runs here, the newest build, and that
# of this version.
#   --config      of a server; all that there are on this host
#   --site        profiles that ztp apply put in force: their file, or what 'ztp get profiles -o json' prints
#   --days        nor what was built or added in the last N days (30)
#   --remove      remove it
#   --cache       default /var/cache/edgeztp/assets
#   --installers  default /var/cache/edgeztp/installers
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=build/lib.sh
. "$here/build/lib.sh"

cache=/var/cache/edgeztp/assets installers=/var/cache/edgeztp/installers days=30 remove='' site='' named=() started=()
while [ $# -gt 0 ]; do
  case $1 in
  -h | --help) sed -n '2,11s/^# \{0,1\}//p' "$0" | sed 's/^prune\.sh/ztp assets prune/' && exit ;;
  --config) named+=("${2:?--config FILE}") && shift ;;
  --site) site=yes && named+=("${2:?--site FILE}") && shift ;;
  --days)
    [[ ${2-} =~ ^[0-9]{1,5}$ ]] || die "--days N: a number of days"
    days=$2 && shift
    ;;
  --remove) remove=yes ;;
  --cache) cache=${2:?--cache DIR} && shift ;;
  --installers) installers=${2:?--installers DIR} && shift ;;
  *) die "unknown argument $1: see ztp assets prune --help" ;;
  esac
  shift
done
[ ${#named[@]} -gt 0 ] || die "name the configuration of each server on this host, with --config FILE"
for file in "${named[@]}"; do
  [ -r "$file" ] || die "$file cannot be read"
done
cache=$(readlink -m "$cache") installers=$(readlink -m "$installers")
shopt -s nullglob
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Adds the configurations that servers on this host were started with.
running() {
  local line arguments i file found=''
  for line in /proc/[0-9]*/cmdline; do
    { mapfile -t -d '' arguments <"$line"; } 2>/dev/null || continue
    [[ " ${arguments[*]} " == *" serve "* ]] || continue
    for ((i = 1; i < ${#arguments[@]}; i++)); do
      case ${arguments[i]} in
      --config=*) file=${arguments[i]#*=} ;;
      --config) file=${arguments[i + 1]-} ;;
      *) continue ;;
      esac
      file=$(cd "${line%/*}/cwd" 2>/dev/null && readlink -m "$file") || continue
      started+=("$(readlink -f "${line%/*}/cwd")")
      [ -r "$file" ] || die "a server runs by $file, which cannot be read: be root"
      named+=("$file") found=$file
    done
  done
  # What ztp apply put in force is in its database alone.
  [ -z "$found" ] || [ -z "$remove" ] || [ -n "$site" ] ||
    die "a server runs by $found: give what is in force there with --site FILE; 'ztp get profiles -o json' has it"
}

# Where the paths in the files lead, for links to a build: those that look like one, and whatever
# 'assets' is, from where the file is and from where the server was started.
leads() {
  local file from
  (grep -hoE '/[A-Za-z0-9._/-]+' "${named[@]}" || true) | sort -u | xargs -r -d '\n' readlink -m
  for file in "${named[@]}"; do
    for from in "$(dirname "$file")" "${started[@]}"; do
      sed -nE "s/^assets:[[:space:]]*['\"]?([^'\"#]*[^'\"#[:space:]]).*/\1/p" "$file" |
        (cd "$from" && xargs -r -d '\n' readlink -m) || true
    done
  done
}

# is_named WORD: in one of the files.
is_named() { grep -qFw -e "$1" "${named[@]}"; }

young() { [ -n "$(find "$1/manifest.json" -newermt "$days days ago" 2>/dev/null)" ]; }

# In MiB. What is linked from elsewhere frees nothing.
frees() { find "$1" -type f -links 1 -printf '%b\n' | awk '{ sum += $1 } END { printf "%d", sum / 2048 }'; }

total=0
# go FOLDER
go() {
  local mib
  mib=$(frees "$1")
  total=$((total + mib))
  printf '%6s MiB  %s  %s\n' "$mib" "$(date -r "$1/manifest.json" +%F)" "$1"
  [ -z "$remove" ] || rm -rf --one-file-system "$1"
}

running
leads >"$work/leads"
if [ -d "$cache" ]; then
  exec 9>"$cache/.lock"
  flock --nonblock 9 || die "a build is running: wait for it"
fi
[ -d "$cache" ] || [ -d "$installers" ] || die "there is neither $cache nor $installers"
newest=$( (find "$cache" -mindepth 2 -maxdepth 2 -name manifest.json -printf '%T@ %h\n' 2>/dev/null || true) | sort -n | tail -n 1 | cut -d' ' -f2-)
present=$("$here/build.sh" --cache "$cache" --print-dir)
for folder in "$cache"/[0-9a-f]*; do
  case $folder in "$newest" | "$present") continue ;; esac
  [ -f "$folder/manifest.json" ] || continue
  young "$folder" || is_named "$(basename "$folder")" || grep -qxF "$(readlink -m "$folder")" "$work/leads" || go "$folder"
done
for folder in "$installers"/*; do
  name=$(basename "$folder")
  [ -f "$folder/manifest.json" ] || continue
  # A profile names a twin for ARM64 by what both are called.
  young "$folder" || is_named "$name" || is_named "${name%-a*64}" || go "$folder"
done
if [ -n "$remove" ]; then
  say "removed, $total MiB"
else
  say "$total MiB that nothing names; --remove removes it"
fi
