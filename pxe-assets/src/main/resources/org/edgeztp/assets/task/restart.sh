# shellcheck shell=sh disable=SC2154
# This machine is installed by a program with a kernel of its own, which the next boot brings.
# Sourced by the init of the ramdisk, which offers say (see ztp.sh there).
say "starting over into the installer"
reboot -f
