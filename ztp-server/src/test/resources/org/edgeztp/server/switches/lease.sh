#!/bin/sh
# What udhcpc runs: takes the address, and leaves what else it was told in the file LEASE.
case $1 in
deconfig) ip addr flush dev "${interface:?}" ;;
bound)
  ip addr add "${ip:?}/${mask:?}" dev "$interface"
  env >"$LEASE"
  ;;
esac
