#!/bin/bash
# build.sh [--suite NAME] [--kernel cloud|generic] [--arm64] [--out DIR] [--cache DIR] [--print-dir]
#          [--refresh]
# Makes everything a machine downloads: boot programs, kernel, ramdisk, disk image, manifest.json.
# The result stands in CACHE/HASH, HASH being over everything it is made from, and is made only
# once. The last line printed is the directory.
#   --suite      Debian release of image and ramdisk: trixie (default) or bookworm
#   --kernel     cloud (default): virtual machines, AHCI and NVMe; generic: all hardware
#   --arm64      also what ARM64 machines download; an emulator runs what belongs into their image, which
#                takes some minutes more
#   --out        also leave the result in this directory
#   --cache      default /var/cache/edgeztp/assets
#   --print-dir  print the directory of the result, made or not, and make nothing
#   --refresh    make it again, with the packages of today
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=build/lib.sh
. "$here/build/lib.sh"

suite=trixie flavour=cloud out='' cache=/var/cache/edgeztp/assets print_dir='' refresh='' architectures=amd64
while [ $# -gt 0 ]; do
  case $1 in
  --suite) suite=${2:?--suite NAME} && shift ;;
  --kernel) flavour=${2:?--kernel cloud|generic} && shift ;;
  --arm64) architectures='amd64 arm64' ;;
  --out) out=${2:?--out DIR} && shift ;;
  --cache) cache=${2:?--cache DIR} && shift ;;
  --print-dir) print_dir=yes ;;
  --refresh) refresh=yes ;;
  *) die "unknown argument $1: see the head of $0" ;;
  esac
  shift
done
export SUITE=$suite KERNEL IMAGE_NAME ARCHITECTURES=$architectures
# What GRUB does on its way to a disk: the server sends the same to the signed GRUB.
export LOCALDISK=src/main/resources/org/edgeztp/assets/grub/localdisk.cfg
case $suite in
bookworm) IMAGE_NAME=debian-12 ;;
trixie) IMAGE_NAME=debian-13 ;;
*) die "unknown suite $suite: trixie or bookworm" ;;
esac
case $flavour in
cloud) KERNEL=linux-image-cloud ;;
generic) KERNEL=linux-image ;;
*) die "unknown kernel $flavour: cloud or generic" ;;
esac

# The recipe: every file here, by name and content, and what was chosen.
recipe_hash() {
  {
    echo "$suite $flavour $architectures"
    cd "$here" && find build.sh build "$LOCALDISK" -type f -print0 | sort -z | xargs -0 sha256sum
  } | sha256sum | cut -c1-16
}

# discard DIRECTORY...: gone, but never what is mounted below it.
discard() { rm -rf --one-file-system "$@"; }

# make: the result, in $work. The build mounts /dev, /proc and /sys into its trees. It does so in
# namespaces of its own: when it is killed, all its processes and mounts are gone before anything is
# deleted here. In the background, so that a signal need not wait for it.
make() {
  unshare --mount --propagation private --pid --fork --kill-child --mount-proc \
    "$here/build/make.sh" "$work/result" "$work" &
  builder=$!
  wait "$builder"
  builder=
}

clean_up() {
  # shellcheck disable=SC2046
  if [ -n "$builder" ]; then
    # The first process of the namespace; unshare ends when all others in there are gone with it.
    kill -KILL $(<"/proc/$builder/task/$builder/children") || true
    wait "$builder" || true
  fi
  discard "$work"
}

# replace OLD NEW: a whole directory in the place of another.
replace() {
  discard "$1.old"
  [ ! -e "$1" ] || mv "$1" "$1.old"
  mv "$2" "$1"
  discard "$1.old"
}

dir=$cache/$(recipe_hash)
if [ -n "$print_dir" ]; then
  echo "$dir"
  exit
fi
mkdir -p "$cache"
exec 9>"$cache/.lock"
flock --nonblock 9 || { say "another build is running; waiting for it" && flock 9; }
# Whoever holds the lock is alone: what an interrupted build left is nobody's.
discard "$cache"/.half-*

if [ -n "$refresh" ] || [ ! -f "$dir/manifest.json" ]; then
  [ "$(id -u)" -eq 0 ] || die "must be root: file owners in the image, and chroot"
  started=$SECONDS
  builder=
  work=$(mktemp -d "$cache/.half-XXXXXX")
  trap clean_up EXIT
  trap 'exit 130' INT TERM
  chmod 755 "$work"
  make
  replace "$dir" "$work/result"
  say "made in $((SECONDS - started)) s"
else
  say "already made"
fi
if [ -n "$out" ]; then
  discard "$out.half"
  cp -a "$dir" "$out.half"
  replace "$out" "$out.half"
  dir=$out
fi
echo "$dir"
