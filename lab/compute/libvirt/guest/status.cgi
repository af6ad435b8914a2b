#!/bin/sh
# What a guest answers by HTTP at /cgi-bin/status.
echo 'Content-Type: application/json'
echo
printf '{"boots": %s, "bootId": "%s", "uptime": %s, "lease": "%s"}\n' "$(cat /run/boots)" "$(cat /proc/sys/kernel/random/boot_id)" \
  "$(cut -d' ' -f1 /proc/uptime)" "$(tail -n 1 /run/leases)"
