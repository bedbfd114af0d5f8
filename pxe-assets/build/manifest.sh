#!/bin/bash
# manifest.sh RESULT RAW_SIZE KERNEL: RESULT/manifest.json, which says what is there and what it
# must hash to. Wants SUITE and IMAGE_NAME in the environment.
set -euo pipefail
cd "$1"
raw_size=$2 kernel=$3
size() { stat -c %s "$1"; }
sha256() { sha256sum "$1" | cut -d' ' -f1; }
entry() { printf '"size": %s, "sha256": "%s"' "$(size "$1")" "$(sha256 "$1")"; }

image=$IMAGE_NAME.ext4.zst
{
  printf '{\n  "built": "%s",\n  "suite": "%s",\n  "files": {' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$SUITE"
  separator=
  for file in undionly.kpxe *.efi ipxe.iso vmlinuz ramdisk.cpio.zst; do
    printf '%s\n    "%s": {%s}' "$separator" "$file" "$(entry "$file")"
    separator=,
  done
  printf '\n  },\n  "images": {\n    "%s": {"file": "%s", %s, "rawSize": %s, "kernel": "%s"}\n  }\n}\n' \
    "$IMAGE_NAME" "$image" "$(entry "$image")" "$raw_size" "$kernel"
} >manifest.json
