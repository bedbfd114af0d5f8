# shellcheck shell=bash
# Small things that the build scripts share. To be sourced.

say() { printf 'image: %s\n' "$*"; }

die() {
  printf 'image: %s\n' "$*" >&2
  exit 1
}

# The first word of each line of a list, without its comments.
words_of() { sed 's/[[:space:]]*#.*//; /^$/d' "$1"; }

# words_of_both LIST ARCHITECTURE: those of LIST.txt and, where there is one, of LIST.ARCHITECTURE.txt.
words_of_both() {
  words_of "$1.txt"
  [ ! -f "$1.$2.txt" ] || words_of "$1.$2.txt"
}

# packages_of LIST ARCHITECTURE: the same, joined by commas, as mmdebstrap and apt take them.
packages_of() {
  words_of_both "$1" "$2" | paste -sd, -
}

# named STEM ARCHITECTURE [ENDING]: the name of a file that is there for each architecture.
named() {
  case $2 in
  amd64) echo "$1${3-}" ;;
  *) echo "$1-$2${3-}" ;;
  esac
}

# The only kernel of a file system tree.
kernel_version() {
  local versions=("$1"/usr/lib/modules/*)
  [ "${#versions[@]}" -eq 1 ] || die "not exactly one kernel in the image: ${versions[*]}"
  basename "${versions[0]}"
}

# debian TREE SUITE ARCHITECTURE VARIANT PACKAGES [ARG...]: packages of the suite, as a tree.
debian() {
  local tree=$1 suite=$2 architecture=$3 variant=$4 packages=$5
  shift 5
  local options=() line
  while IFS= read -r line; do options+=(--aptopt="$line"); done < <(mirror_apt_options)
  mirror_sources "$suite" |
    mmdebstrap --quiet --mode=root --architectures="$architecture" --skip=check/qemu \
      --variant="$variant" --include="$packages" "${options[@]}" "$@" "$suite" "$tree" -
}
