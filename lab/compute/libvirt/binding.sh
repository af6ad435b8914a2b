#!/bin/bash
# Inside a throw-away root above Stein's, with the machine's network: libvirt-python for Python 2.7 in Stein's virtual environment.
# usage: binding.sh libvirt-python==VERSION
set -euo pipefail
apt-get install -y gcc libc6-dev python2.7-dev pkg-config libvirt-dev
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp /usr/share/libvirt/api/libvirt{,-qemu,-lxc}-api.xml "$work"
# The last release for Python 2.7 is older than this libvirt, and its generator stops at two functions that it does not know: it must not see them.
python3 - "$work/libvirt-api.xml" <<'P'
import re
import sys
with open(sys.argv[1]) as api:
    text = api.read()
for name in ('virDomainAuthorizedSSHKeysGet', 'virDomainAuthorizedSSHKeysSet'):
    text = re.sub(r"\s*<function name='%s'.*?</function>" % name, '', text, flags=re.S)
    text = re.sub(r"\s*<exports symbol='%s'[^>]*/>" % name, '', text)
with open(sys.argv[1], 'w') as api:
    api.write(text)
P
sed "s#=.*/\(libvirt.*-api.xml\)#=$work/\1#" "$(pkg-config --variable=pcfiledir libvirt)/libvirt.pc" >"$work/libvirt.pc"
PKG_CONFIG_PATH=$work /opt/stein/venv/bin/pip install -q --no-deps --no-build-isolation --no-cache-dir "$1"
/opt/stein/venv/bin/python -c 'import libvirt; print(libvirt.getVersion())'
