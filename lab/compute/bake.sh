#!/bin/bash
# Runs once inside the layer's root, not booted: builds the rpms of both releases from /srv/recipes, makes the repositories and
# installs Liberty with dnf, as an operator did years ago.
set -euo pipefail
log=/var/log/stackleap-rpms
mkdir -p $log
cd /srv/recipes

# build SPEC: the folder of the spec is the release
build() {
  release=$(basename "$(dirname "$1")") name=$(basename "$1" .spec)
  mkdir -p "top/$release/$name"
  rpmbuild -bb --define "_topdir /srv/recipes/top/$release/$name" --define "_rpmdir /srv/repo/$release" \
    --define '_build_name_fmt %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm' --define 'debug_package %{nil}' \
    --define '__os_install_post %{nil}' --define '_build_id_links none' "$1" >"$log/$release-$name.log" 2>&1 ||
    { tail -n 20 "$log/$release-$name.log" >&2; exit 255; }
}
export -f build
export log
mkdir -p /srv/repo/{liberty,stein}
printf '%s\n' specs/*/*.spec | xargs -P 2 -I{} bash -c 'build {}'
for release in liberty stein; do createrepo_c --quiet /srv/repo/$release; done

dnf --quiet --assumeyes --setopt=liberty.baseurl=file:///srv/repo/liberty install $(cat installed) >$log/dnf.log 2>&1 ||
  { tail -n 20 $log/dnf.log >&2; exit 1; }
systemctl enable --quiet openvswitch neutron-ovs-cleanup neutron-openvswitch-agent openstack-nova-compute libvirtd puppet
install -d -o nova -g nova /var/lib/nova/domains
rm -rf /srv/recipes
