#!/bin/bash
# list.sh [DIR]: what was added, one line each: architecture, size, whether its files are still what they
# were, and what it is.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=build/lib.sh
. "$here/build/lib.sh"
case ${1-} in
-h | --help) sed -n '2,3s/^# //p' "$0" | sed 's/^list\.sh/ztp assets list/' && exit ;;
-*) die "unknown argument $1: ztp assets list takes a folder alone" ;;
esac
[ $# -le 1 ] || die "unknown argument $2: ztp assets list takes one folder"
folder=${1:-/var/cache/edgeztp/installers}
[ $# -eq 0 ] || [ -d "$folder" ] || die "$folder is no folder"
shopt -s nullglob

# kernel_architecture FILE: as Linux's Documentation/arch/x86/boot.rst and arm64/booting.rst have it.
kernel_architecture() {
  if [ "$(tail -c +515 "$1" | head -c 4)" = HdrS ]; then
    echo amd64
  elif [ "$(tail -c +57 "$1" | head -c 4)" = ARMd ]; then
    echo arm64
  else
    echo -
  fi
} 2>/dev/null

manifests=("$folder"/*/manifest.json)
[ ${#manifests[@]} -gt 0 ] || say "nothing was added to $folder" >&2
for manifest in "${manifests[@]}"; do
  at=$(dirname "$manifest") state=whole what=installer architecture=-
  # The lines of the manifest that tell of a file.
  while read -r name sum; do
    echo "$sum  $at/$name" | sha256sum --check --status 2>/dev/null || state="changed: $name"
  done < <(sed -nE 's/^ *("file": )?"([^"]+)"[:,] \{?"size": [0-9]+, "sha256": "([0-9a-f]+)".*/\2 \3/p' "$manifest")
  if grep -q '^  "image": ' "$manifest"; then
    architecture=$(sed -n 's/.*"architecture": "\([^"]*\)".*/\1/p' "$manifest")
    what=$(sed -n 's/.*"system": "\([^"]*\)", "format": "\([^"]*\)".*/\1, disk image, was \2/p' "$manifest")
  elif [ -f "$at/switch-installer" ]; then
    what='installer of a switch'
  else
    architecture=$(kernel_architecture "$at/kernel")
  fi
  printf '%-28s %-6s %6s MiB  %-8s %s\n' "$(basename "$at")" "$architecture" "$(du -sm "$at" | cut -f1)" "$state" "$what"
done
