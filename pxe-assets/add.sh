#!/bin/bash
# add.sh NAME --kernel FILE --initrd FILE [--file NAME=FILE]... [--suite NAME] [--repository PATH] [--to DIR]
# add.sh NAME --debian-installer [--suite NAME] [--to DIR]
# add.sh NAME --onie-installer FILE [--to DIR]
# add.sh NAME --disk-image FILE [--arch amd64|arm64] [--assets DIR] [--to DIR]
# Makes something known to profiles as "image: NAME": a vendor's installer, a system that runs from
# memory, what ONIE installs a switch with, or a disk image. Copies the files and writes a manifest with their
# SHA-256.
#   --file              what else it loads: installer.iso (Ubuntu), rootfs (Fedora CoreOS),
#                       disk-image (Flatcar), or any name that your own system asks for
#   --suite             Debian release that Debian's installer installs
#   --repository        where its packages are below this server's mirror, for example debian
#   --debian-installer  take kernel and initrd from Debian's package of them, of --suite (trixie)
#   --disk-image        Debian as qcow2 or raw with an ext4 root file system, or a tar of one, compressed or not; it
#                       is checked, and made into what the installer writes
#   --arch              refuse it when it is for another architecture
#   --assets            boot assets, from whose image its BIOS boot loader is taken; default: those last built
#   --to                default /var/cache/edgeztp/installers; configuration key "installers"
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=build/lib.sh
. "$here/build/lib.sh"
# shellcheck source=build/mirror.sh
. "$here/build/mirror.sh"

usage() { sed -n '2,20s/^# \{0,1\}//p' "$0" | sed 's/^add\.sh/ztp assets add/'; }

case ${1-} in
'' | -h | --help) usage && exit ;;
esac
name=$1 to=/var/cache/edgeztp/installers suite='' repository='' debian='' disk='' architecture='' assets=''
declare -A files=()
shift
while [ $# -gt 0 ]; do
  case $1 in
  --kernel) files[kernel]=${2:?--kernel FILE} && shift ;;
  --initrd) files[initrd]=${2:?--initrd FILE} && shift ;;
  --file)
    [[ ${2-} == *?=?* ]] || die "--file NAME=FILE"
    files[${2%%=*}]=${2#*=} && shift
    ;;
  --suite) suite=${2:?--suite NAME} && shift ;;
  --repository) repository=${2:?--repository PATH} && shift ;;
  --debian-installer) debian=yes ;;
  --onie-installer) files[switch-installer]=${2:?--onie-installer FILE} && shift ;;
  --disk-image) disk=${2:?--disk-image FILE} && shift ;;
  --arch)
    [[ ${2-} =~ ^(amd64|arm64)$ ]] || die "--arch amd64 or --arch arm64"
    architecture=$2 && shift
    ;;
  --assets) assets=${2:?--assets DIR} && shift ;;
  --to) to=${2:?--to DIR} && shift ;;
  *) die "unknown argument $1: see ztp assets add --help" ;;
  esac
  shift
done

for word in "$name" "${!files[@]}"; do
  [[ $word =~ ^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$ ]] || die "'$word' is no name for it: letters, digits, dots and dashes"
  [ "$word" != manifest.json ] || die "the manifest is written here"
done
[[ $suite =~ ^[a-z]*$ ]] || die "'$suite' is no suite"
[[ $repository =~ ^([A-Za-z0-9][A-Za-z0-9._+-]*(/[A-Za-z0-9][A-Za-z0-9._+-]*)*)?$ && $repository != *..* ]] ||
  die "'$repository' is no path below the mirror"
if [ -n "$disk" ]; then
  [ -z "${!files[*]}$suite$repository$debian" ] || die "--disk-image stands alone: the image says the rest"
elif [ -n "$architecture$assets" ]; then
  die "--arch and --assets belong to --disk-image"
fi
for file in "${files[@]}"; do
  [ -f "$file" ] || die "$file is no file"
done

mkdir -p "$to"
work=$(mktemp -d "$to/.half-XXXXXX")
trap 'rm -rf --one-file-system "$work"' EXIT
chmod 755 "$work"

# The package of today's installer; the host's own sources are left alone.
fetch_debian_installer() {
  local package state=$work/.apt folder
  suite=${suite:-trixie} repository=${repository:-debian}
  mkdir -p "$state"/lists/partial "$state"/archives/partial
  mirror_sources "$suite" >"$state/sources.list"
  mirror_apt_options >"$state/apt.conf"
  local options=(-c "$state/apt.conf" -o APT::Sandbox::User=root -o Dir::Etc::SourceList="$state/sources.list" -o Dir::Etc::SourceParts=-
    -o Dir::State::Lists="$state/lists" -o Dir::Cache="$state" -o Dir::Cache::Archives="$state/archives")
  apt-get -qq "${options[@]}" update
  package=$(apt-cache "${options[@]}" search --names-only '^debian-installer-[0-9]+-netboot-amd64$' |
    cut -d' ' -f1 | sort -V | tail -n 1)
  [ -n "$package" ] || die "no package debian-installer-*-netboot-amd64 in $suite"
  say "fetching $package"
  (cd "$state" && apt-get -qq "${options[@]}" download "$package")
  dpkg-deb --fsys-tarfile "$state/$package"_*.deb |
    tar -x -C "$state" --wildcards --no-anchored 'amd64/text/debian-installer/amd64/linux' \
      'amd64/text/debian-installer/amd64/initrd.gz'
  folder=$(dirname "$(find "$state" -path '*/text/*' -name initrd.gz)")
  files[kernel]=$folder/linux files[initrd]=$folder/initrd.gz
}

entry() { printf '"size": %s, "sha256": "%s"' "$(stat -c %s "$1")" "$(sha256sum "$1" | cut -d' ' -f1)"; }

# The disk image, with its manifest.
add_disk() {
  "$here/disk-image.sh" "$disk" "$architecture" "${assets:-$("$here/build.sh" --print-dir)}" "$work"
  printf '{\n  "image": {\n    "file": "root.ext4.zst", %s,\n    %s\n  }\n}\n' \
    "$(entry "$work/root.ext4.zst")" "$(<"$work/facts")" >"$work/manifest.json"
  rm "$work/facts"
}

# Files as they are, with their manifest.
add_files() {
  local file separator=
  {
    printf '{\n  "files": {'
    for file in "${!files[@]}"; do
      install -m 644 "${files[$file]}" "$work/$file"
      printf '%s\n    "%s": {%s}' "$separator" "$file" "$(entry "$work/$file")"
      separator=,
    done
    printf '\n  }'
    [ -z "$suite" ] || printf ',\n  "suite": "%s"' "$suite"
    [ -z "$repository" ] || printf ',\n  "repository": "%s"' "$repository"
    printf '\n}\n'
  } >"$work/manifest.json"
  rm -rf "$work/.apt"
}

[ -z "$debian" ] || fetch_debian_installer
if [ -n "$disk" ]; then
  add_disk
elif [ -z "${files[switch-installer]-}" ] && { [ -z "${files[kernel]-}" ] || [ -z "${files[initrd]-}" ]; }; then
  die "it needs --kernel and --initrd, --onie-installer, or --disk-image"
else
  add_files
fi

rm -rf --one-file-system "${to:?}/$name.old"
[ ! -e "$to/$name" ] || mv "$to/$name" "$to/$name.old"
mv "$work" "$to/$name"
rm -rf --one-file-system "${to:?}/$name.old"
say "added; profiles name it with: image: $name"
echo "$to/$name"
