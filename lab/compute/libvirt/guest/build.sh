#!/bin/bash
# Inside a throw-away root, with the machine's network: a disk of 20 MiB that a PC boots, with Debian's kernel and busybox on it.
# usage: build.sh FOLDER OUT      FOLDER has init, udhcpc.sh and status.cgi
set -euo pipefail
folder=$1 out=$2
apt-get install -y busybox-static syslinux syslinux-common mtools dosfstools cpio
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
# The kernel's package is unpacked, not installed: nothing here boots it but the guest.
kernel=$(apt-cache depends linux-image-cloud-amd64 | awk '/Depends: linux-image-/ { print $2; exit }')
apt-get download "$kernel"
dpkg-deb -x "$kernel"_*.deb kernel
mkdir -p root/{bin,lib,proc,sys,dev,www/cgi-bin}
cp /bin/busybox root/bin/
for module in drivers/{virtio/virtio,virtio/virtio_ring,virtio/virtio_pci,net/virtio_net,net/net_failover,block/virtio_blk} \
  drivers/{acpi/button,input/evdev} net/core/failover; do
  cp kernel/lib/modules/*/kernel/$module.ko root/lib/
done
install -m 755 "$folder/init" root/init
install -m 755 "$folder/udhcpc.sh" root/udhcpc.sh
install -m 755 "$folder/status.cgi" root/www/cgi-bin/status
(cd root && find . | sort | cpio --quiet -o -H newc) | gzip -9 >initrd
cat >syslinux.cfg <<'S'
DEFAULT guest
PROMPT 0
TIMEOUT 0
LABEL guest
 KERNEL vmlinuz
 INITRD initrd
 APPEND console=ttyS0 quiet mitigations=off nokaslr random.trust_cpu=on panic=1
S
mkdir -p "$(dirname "$out")"
mkfs.vfat -C -n GUEST "$out" 20480 >/dev/null
export MTOOLS_SKIP_CHECK=1
mcopy -i "$out" kernel/boot/vmlinuz-* ::vmlinuz
mcopy -i "$out" initrd ::initrd
mcopy -i "$out" syslinux.cfg ::syslinux.cfg
syslinux --install "$out"
