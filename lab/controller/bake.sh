#!/bin/bash
# Runs once inside the controller's root, not booted, in a network namespace of its own: everything of Stein that is slow to
# make (schemas by Stein's own tools, keys, users, catalogue) is made here, so that `up` has only to boot.
# usage: bake.sh TENANTS   where TENANTS is JSON: [{"name", "project", "user"}]
set -euo pipefail
tenants=$1
lab=/usr/local/lib/stackleap-lab
export PATH=/opt/stein/venv/bin:$PATH PYTHONWARNINGS=ignore LANG=C.UTF-8
log=/var/log/stein/bake
mkdir -p $log /var/lib/glance/images /var/lib/stein/{glance,neutron,nova,cinder} /opt/stackleap/neutron-extension /srv/repo

# Every configuration names the controller by its address in the lab.
ip link set lo up
ip address add 10.77.0.2/24 dev lo

install -d -o mysql -g root /run/mysqld
mariadbd --user=mysql >$log/mariadb.log 2>&1 &
database=$!
# A failure must not leave servers behind in the root.
trap 'kill $(jobs -p) 2>/dev/null; wait' EXIT
for _ in $(seq 150); do mysqladmin ping >/dev/null 2>&1 && break; sleep 0.2; done
for name in keystone placement glance cinder neutron nova_api nova_cell0 nova; do
  echo "CREATE DATABASE $name CHARACTER SET utf8; GRANT ALL ON $name.* TO 'stein'@'%' IDENTIFIED BY 'stein';"
done | mysql

# step NAME COMMAND...: the output is worth reading only when it failed
step() {
  local name=$1
  shift
  "$@" >"$log/$name.log" 2>&1 || { echo "$name failed:" >&2; tail -n 20 "$log/$name.log" >&2; return 1; }
}

nova() { nova-manage --config-file /etc/stein/nova/nova.conf "$@"; }
nova_databases() {
  step nova-api nova api_db sync
  step nova-cell0 nova cell_v2 map_cell0 --database_connection 'mysql+pymysql://stein:stein@10.77.0.2:3306/nova_cell0?charset=utf8'
  step nova nova db sync
  step nova-cell1 nova cell_v2 create_cell --name cell1
}
keystone() { keystone-manage --config-file /etc/stein/keystone/keystone.conf "$@"; }
others() {
  url=http://10.77.0.2:5000/v3
  step keystone keystone db_sync
  step fernet keystone fernet_setup --keystone-user root --keystone-group root
  step credential keystone credential_setup --keystone-user root --keystone-group root
  step bootstrap keystone bootstrap --bootstrap-password stein --bootstrap-region-id RegionOne \
    --bootstrap-public-url $url --bootstrap-internal-url $url --bootstrap-admin-url $url
  step placement placement-manage --config-dir /etc/stein/placement db sync
  step glance glance-manage --config-file /etc/stein/glance/glance-api.conf db_sync
  step neutron neutron-db-manage --config-file /etc/stein/neutron/neutron.conf --config-file /etc/stein/neutron/ml2_conf.ini upgrade heads
  step cinder cinder-manage --config-file /etc/stein/cinder/cinder.conf db sync
}
nova_databases &
novas=$!
others
wait $novas

OS_KEYSTONE_CONFIG_FILES=/etc/stein/keystone/keystone.conf \
  python $lab/serve.py keystone.server.wsgi:initialize_public_application 5000 >$log/keystone-server.log 2>&1 &
keystone=$!
for _ in $(seq 150); do curl -sf http://10.77.0.2:5000/v3 >/dev/null && break; sleep 0.2; done
step catalogue python $lab/catalogue.py "$tenants"
kill $keystone

# RabbitMQ makes its own database at its first start.
su rabbitmq -s /bin/sh -c '/usr/lib/rabbitmq/bin/rabbitmq-server' >$log/rabbitmq.log 2>&1 &
for _ in $(seq 150); do rabbitmqctl await_startup >/dev/null 2>&1 && break; sleep 0.2; done
rabbitmqctl stop >/dev/null

mysqladmin shutdown
wait $database
# The base masks what hypervisors do not need.
for unit in mariadb.service rabbitmq-server.service epmd.service epmd.socket openvswitch-switch.service; do
  if [ "$(readlink /etc/systemd/system/$unit)" = /dev/null ]; then rm /etc/systemd/system/$unit; fi
  systemctl enable --quiet $unit 2>/dev/null
done
systemctl enable --quiet $(cd /etc/systemd/system && ls stein-*.service liberty-*.service stackleap-*.service | grep -v stein-public) 2>/dev/null
epmd -kill >/dev/null 2>&1 || true
trap - EXIT
