# shellcheck shell=sh
# Prints what the machine that runs this is made of. For machines with a system of their own, of which nothing is
# changed; needs lsblk and blkid, and root.

{% include "task/hardware.sh" %}
hardware
