# shellcheck shell=bash
# Small things that the build scripts share. To be sourced.

say() { printf 'image: %s\n' "$*"; }

die() {
  printf 'image: %s\n' "$*" >&2
  exit 1
}

# The first word of each line of a list, without its comments.
words_of() { sed 's/[[:space:]]*#.*//; /^$/d' "$1"; }

# The same, joined by commas, as mmdebstrap and apt take them.
commas_of() { words_of "$1" | paste -sd, -; }

# The only kernel of a file system tree.
kernel_version() {
  local versions=("$1"/usr/lib/modules/*)
  [ "${#versions[@]}" -eq 1 ] || die "not exactly one kernel in the image: ${versions[*]}"
  basename "${versions[0]}"
}

# debian TREE SUITE VARIANT PACKAGES [ARG...]: packages of the suite, as a tree.
debian() {
  local tree=$1 suite=$2 variant=$3 packages=$4
  shift 4
  local options=() line
  while IFS= read -r line; do options+=(--aptopt="$line"); done < <(mirror_apt_options)
  mirror_sources "$suite" |
    mmdebstrap --quiet --mode=root --variant="$variant" --include="$packages" \
      "${options[@]}" "$@" "$suite" "$tree" -
}
