#!/bin/bash
# make.sh RESULT WORK: all parts of the result, in the order in which they need each other.
# Wants SUITE, ARCHITECTURES, IMAGE_NAME and KERNEL in the environment.
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=lib.sh
. "$here/lib.sh"
# shellcheck source=foreign.sh
. "$here/foreign.sh"
result=$1 work=$2

mkdir "$result"
for architecture in $ARCHITECTURES; do
  runs "$architecture"
  tree=$work/tree.$architecture tools=$work/tools.$architecture
  "$here/image.sh" "$architecture" "$tree" "$result"
  "$here/ramdisk.sh" "$architecture" "$tree" "$tools" "$result"
  "$here/bootfiles.sh" "$architecture" "$tree" "$tools" "$result"
done
"$here/manifest.sh" "$result"
