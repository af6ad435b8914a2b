#!/bin/sh
# Brings the lab up, keeps it while the container runs, takes it down when the container stops.
set -eu
marker=/run/stackleap-lab-is-up
down() {
  rm -f "$marker"
  node dist/cli/main.js lab down
  exit 0
}
trap down TERM INT
rm -f "$marker"
node dist/cli/main.js lab up
touch "$marker"
while :; do
  sleep 3600 &
  wait $!
done
