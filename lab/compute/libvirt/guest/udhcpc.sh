#!/bin/sh
# What udhcpc runs in the guest: sets what the server gave, tells the switches where the guest is, and the console what it got.
case $1 in
bound | renew)
  ip address replace $ip/$mask dev $interface
  [ -z "$router" ] || ip route replace default via ${router%% *} dev $interface
  arping -q -U -c 1 -I $interface $ip
  echo "$1 $ip $(cut -d' ' -f1 /proc/uptime)" | tee -a /run/leases >/dev/ttyS0
  ;;
esac
