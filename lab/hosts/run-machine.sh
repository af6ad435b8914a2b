#!/bin/bash
# Runs one machine of the lab until it is powered off; with --keep-unit nspawn ends with 133 when the guest says reboot.
# usage: run-machine.sh NAME NAMESPACE ROOT

# nspawn puts a guest under its caller's control group. Machines that shared one would remove each other's units' groups
# ("219/CGROUP": a service in a hundred boots or so failed), so each gets its own.
groups=$(findmnt -n -o TARGET -t cgroup2 | head -n 1)
forget() {
  find "$1" -depth -type d -exec rmdir {} + 2>/dev/null
}
if [ -n "$groups" ]; then
  for old in "$groups/stackleap-$1-"*; do
    ! grep -qs '^populated 0' "$old/cgroup.events" || forget "$old"
  done
  group=$(mktemp -d "$groups/stackleap-$1-XXXXXX") && echo $$ >"$group/cgroup.procs" || exit
fi

# os-vif sets what is in /proc/sys/net, and /sys/class/net has to show the devices of the machine itself.
export SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1 SYSTEMD_NSPAWN_API_VFS_WRITABLE=network
while :; do
  systemd-nspawn -q --register=no --keep-unit --link-journal=no --resolv-conf=off --timezone=off \
    --network-namespace-path="/run/netns/$2" --capability=CAP_NET_ADMIN,CAP_NET_RAW,CAP_SYS_NICE \
    --machine="$1" --console=pipe -b -D "$3"
  [ $? = 133 ] || break
done

if [ -n "$groups" ]; then
  echo $$ >"$groups/cgroup.procs"
  forget "$group"
fi
