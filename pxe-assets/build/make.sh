#!/bin/bash
# make.sh RESULT WORK: all parts of the result, in the order in which they need each other.
# Wants SUITE, IMAGE_NAME and KERNEL_PACKAGE in the environment.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=lib.sh
. "$here/lib.sh"
result=$1 work=$2

mkdir "$result"
"$here/image.sh" "$work/tree" "$result"
"$here/ramdisk.sh" "$work/tree" "$work/tools" "$result"
"$here/bootfiles.sh" "$work/tree" "$work/tools" "$result"
"$here/manifest.sh" "$result" "$(cat "$work/tree.raw-size")" "$(kernel_version "$work/tree")"
