"""catalogue.py TENANTS: service users, endpoints and the old cloud's tenants, in one process (Python 2.7).

The command-line client would take two seconds for each call.
"""
import json
import sys

import pymysql
from keystoneauth1 import session
from keystoneauth1.identity import v3
from keystoneclient.v3 import client

URL = 'http://10.77.0.2:5000/v3'
# Name, user, type, address with {} for the leading digit of a public port: tenants come in by ports of their own.
CATALOGUE = [
    ('nova', 'nova', 'compute', 'http://10.77.0.2:{}8774/v2.1'),
    ('placement', 'placement', 'placement', 'http://10.77.0.2:8778'),
    ('glance', 'glance', 'image', 'http://10.77.0.2:{}9292'),
    ('neutron', 'neutron', 'network', 'http://10.77.0.2:{}9696'),
    ('cinderv2', 'cinder', 'volumev2', 'http://10.77.0.2:{}8776/v2/$(project_id)s'),
    ('cinderv3', 'cinder', 'volumev3', 'http://10.77.0.2:{}8776/v3/$(project_id)s'),
]


def connect():
    auth = v3.Password(auth_url=URL, username='admin', password='stein', project_name='admin',
                       user_domain_id='default', project_domain_id='default')
    return client.Client(session=session.Session(auth=auth), endpoint_override=URL)


def add_services(keystone, roles):
    project = keystone.projects.create('service', 'default')
    users = {}
    for name, user, kind, url in CATALOGUE:
        if user not in users:
            users[user] = keystone.users.create(user, domain='default', password='stein')
            keystone.roles.grant(roles['admin'], user=users[user], project=project)
        service = keystone.services.create(name, kind)
        for interface, digit in (('public', '1'), ('internal', ''), ('admin', '')):
            keystone.endpoints.create(service, url.format(digit), interface, region='RegionOne')


def add_tenants(keystone, roles, tenants):
    """Keystone draws the ids of what its API creates, but the tenants must keep those of the old cloud: rows go in by SQL."""
    database = pymysql.connect(host='10.77.0.2', user='stein', password='stein', database='keystone', autocommit=True)
    cursor = database.cursor()
    for tenant in tenants:
        cursor.execute("INSERT INTO project (id, name, extra, description, enabled, domain_id, parent_id, is_domain)"
                       " VALUES (%s, %s, '{}', '', 1, 'default', 'default', 0)", (tenant['project'], tenant['name']))
        cursor.execute("INSERT INTO user (id, extra, enabled, default_project_id, domain_id, created_at)"
                       " VALUES (%s, '{}', 1, %s, 'default', NOW())", (tenant['user'], tenant['project']))
        cursor.execute("INSERT INTO local_user (domain_id, user_id, name) VALUES ('default', %s, %s)",
                       (tenant['user'], tenant['name']))
        # A tenant's password is its name.
        keystone.users.update(tenant['user'], password=tenant['name'])
        keystone.roles.grant(roles['member'], user=tenant['user'], project=tenant['project'])
    database.close()


keystone = connect()
roles = {role.name: role for role in keystone.roles.list()}
add_services(keystone, roles)
add_tenants(keystone, roles, json.loads(sys.argv[1]))
