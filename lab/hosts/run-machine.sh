#!/bin/bash
# Runs one machine of the lab until it is powered off; with --keep-unit nspawn ends with 133 when the guest says reboot.
# usage: run-machine.sh NAME NAMESPACE ROOT
export SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1
while :; do
  systemd-nspawn -q --register=no --keep-unit --link-journal=no --resolv-conf=off --timezone=off \
    --network-namespace-path="/run/netns/$2" --capability=CAP_NET_ADMIN,CAP_NET_RAW,CAP_SYS_NICE \
    --machine="$1" --console=pipe -b -D "$3"
  [ $? = 133 ] || break
done
