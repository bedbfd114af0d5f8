#!/bin/bash
# manifest.sh RESULT: RESULT/manifest.json, which says what is there and what it must hash to. Takes
# the facts of each image out of RESULT. Wants SUITE in the environment.
set -euo pipefail
cd "$1"
size() { stat -c %s "$1"; }
sha256() { sha256sum "$1" | cut -d' ' -f1; }
entry() { printf '"size": %s, "sha256": "%s"' "$(size "$1")" "$(sha256 "$1")"; }

{
  printf '{\n  "built": "%s",\n  "suite": "%s",\n  "files": {' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$SUITE"
  separator=
  for file in undionly.kpxe *.efi ipxe.iso vmlinuz* ramdisk*; do
    printf '%s\n    "%s": {%s}' "$separator" "$file" "$(entry "$file")"
    separator=,
  done
  printf '\n  },\n  "images": {'
  separator=
  for image in *.ext4.zst; do
    name=${image%.ext4.zst}
    printf '%s\n    "%s": {"file": "%s", %s, %s}' "$separator" "$name" "$image" "$(entry "$image")" "$(cat "$name.facts")"
    separator=,
  done
  printf '\n  }\n}\n'
} >manifest.json
rm -- *.facts
