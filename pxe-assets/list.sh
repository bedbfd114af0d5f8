#!/bin/bash
# list.sh [DIR]: what was added, one line each, and whether its files are still what they were.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=build/lib.sh
. "$here/build/lib.sh"
folder=${1:-/var/cache/edgeztp/installers}
shopt -s nullglob

for manifest in "$folder"/*/manifest.json; do
  state=whole
  # The lines of the manifest that tell of a file.
  while read -r name sum; do
    echo "$sum  $(dirname "$manifest")/$name" | sha256sum --check --status || state="changed: $name"
  done < <(sed -n 's/^ *"\([^"]*\)": {"size": [0-9]*, "sha256": "\([0-9a-f]*\)"}.*/\1 \2/p' "$manifest")
  size=$(du -sm "$(dirname "$manifest")" | cut -f1)
  printf '%-28s %6s MiB  %s\n' "$(basename "$(dirname "$manifest")")" "$size" "$state"
done
