#!/bin/bash
# Inside a Liberty host's root that is not booted, with the machine's network: Debian's libvirtd and qemu beside the rpms.
# usage: install.sh PACKAGE…
set -euo pipefail
# The rpm libvirt-daemon owns these, too: the real ones go elsewhere, and the rpm's libvirtd runs the real one.
real=/usr/lib/stackleap-lab
mkdir -p $real
dpkg-divert --quiet --add --no-rename --divert $real/libvirtd /usr/sbin/libvirtd
dpkg-divert --quiet --add --no-rename --divert $real/libvirtd.service /lib/systemd/system/libvirtd.service
# no service may start while packages are installed
printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
chmod 755 /usr/sbin/policy-rc.d
apt-get install -y -o Dpkg::Options::=--force-confold "$@"
apt-get clean
rm /usr/sbin/policy-rc.d
# CentOS 7 has none of these sockets. libvirt-guests is there, as on every host; started and stopped, it would shut all guests down.
systemctl mask --quiet libvirtd.socket libvirtd-ro.socket libvirtd-admin.socket libvirtd-tcp.socket libvirtd-tls.socket
systemctl disable --quiet libvirt-guests
systemctl enable --quiet virtlogd.socket libvirtd
usermod -a -G libvirt nova
