#!/bin/bash
# The guest's first process: devices and modules, then the measurement; the machine goes off when it is through.
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t tmpfs run /run
mount -t tmpfs tmp /tmp
mount -t 9p -o trans=virtio,version=9p2000.L,msize=262144 guest /guest
mount -t devtmpfs dev /dev 2>/dev/null
mkdir -p /run/netns /run/openvswitch
mount -t tmpfs openvswitch /etc/openvswitch
ip link set lo up
for module in openvswitch veth 8021q sch_ingress cls_flower act_mirred act_vlan; do
  modprobe "$module" || echo "no module $module"
done
python3 /guest/main.py >/guest/log 2>&1
sync
echo o >/proc/sysrq-trigger
sleep 60
