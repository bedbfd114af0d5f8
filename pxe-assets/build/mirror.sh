# shellcheck shell=bash
# Where Debian packages come from: what this host's own apt is configured with. To be sourced.
# apt itself reads its configuration (deb822 .sources and one-line .list alike), so this file
# parses neither. EDGEZTP_MIRROR and EDGEZTP_SECURITY_MIRROR overrule what apt says.

# Prints "URI RELEASE COMPONENT" for every package index that apt is configured with.
mirror_indexes() {
  # apt expands these, not the shell.
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
    sort -u
}

# mirror_choose main|security, fed by mirror_indexes: prints the base URI, or nothing.
# A repository of a third party may have a component called main as well; Debian's own
# archives are mirrored under a path that ends in /debian or /debian-security.
mirror_choose() {
  awk -v want="$1" '
    $3 != "main" || $1 !~ /^(https?|file):/ { next }
    { sub(/\/+$/, "", $1); security = ($2 ~ /-security$/ || $1 ~ /-security$/) }
    want == "security" && security { print $1; exit }
    want == "main" && !security && $1 ~ /\/debian$/ { print $1; exit }
  '
}

# mirror_uri main|security: the base URI; nothing if there is none.
mirror_uri() {
  local overruled=${EDGEZTP_MIRROR-}
  [ "$1" = main ] || overruled=${EDGEZTP_SECURITY_MIRROR-}
  if [ -n "$overruled" ]; then
    printf '%s\n' "${overruled%/}"
  else
    mirror_indexes | mirror_choose "$1"
  fi
}

# mirror_sources SUITE: one-line apt sources for that suite, with its security updates when
# this host knows a security mirror.
mirror_sources() {
  local main security
  main=$(mirror_uri main)
  if [ -z "$main" ]; then
    echo "no Debian mirror in this host's apt configuration: set EDGEZTP_MIRROR" >&2
    return 1
  fi
  security=$(mirror_uri security)
  printf 'deb %s %s main\n' "$main" "$1"
  if [ -n "$security" ]; then
    printf 'deb %s %s-security main\n' "$security" "$1"
  else
    echo "image: no security mirror in this host's apt configuration; going on without" >&2
  fi
}

# Options of this host's apt that decide whether its mirror can be used at all: a mirror that
# is a snapshot has Release files that have run out, and a proxy may be the only way out.
mirror_apt_options() {
  local name value
  for name in Acquire::Check-Valid-Until Acquire::Check-Date \
    Acquire::http::Proxy Acquire::https::Proxy; do
    value=$(apt-config dump --format '%v%n' "$name")
    [ -z "$value" ] || printf '%s "%s";\n' "$name" "$value"
  done
  echo 'Acquire::Languages "none";'
}
