#!/usr/bin/python3
"""openstack-register [--check]

Brings Keystone's service accounts and catalogue to what $WANTED says, in JSON: {"region": NAME,
"services": [{"name", "type", "url"}], "accounts": {NAME: PASSWORD}}. With --check nothing is changed, and the exit
code is 1 when something would be. Signs in as `openstack` of /etc/openstack/clouds.yaml.
"""
import json
import os
import sys

import openstack
from keystoneauth1.exceptions.http import Unauthorized

CHECK = "--check" in sys.argv
WANTED = json.loads(os.environ["WANTED"])
CLOUD = openstack.connect(cloud="openstack")
KEYSTONE = CLOUD.identity
DOMAIN = "default"
ROLES = ("admin", "service")


def make(what, change):
    """Makes a change, or with --check ends at the first that would be made."""
    if CHECK:
        sys.exit(f"to do: {what}")
    print(what)
    return change()


def opens(name, password):
    """Whether the password of an account is this one."""
    auth = dict(CLOUD.config.config["auth"], username=name, password=password, project_name="service")
    try:
        openstack.connect(auth=auth, region_name=WANTED["region"]).authorize()
        return True
    except (Unauthorized, openstack.exceptions.SDKException):
        return False


def account(name, password, project, roles):
    user = KEYSTONE.find_user(name, domain_id=DOMAIN) or make(
        f"account {name}", lambda: KEYSTONE.create_user(name=name, domain_id=DOMAIN, password=password))
    held = {given.role["id"] for given in KEYSTONE.role_assignments(user_id=user.id, scope_project_id=project.id)}
    for role in roles:
        if role.id not in held:
            make(f"role {role.name} of {name}",
                 lambda role=role: CLOUD.grant_role(role.id, user=user.id, project=project.id))
    if not opens(name, password):
        make(f"password of {name}", lambda: KEYSTONE.update_user(user, password=password))


def service(name, kind, url):
    found = next(KEYSTONE.services(type=kind), None) or make(
        f"service {name}", lambda: KEYSTONE.create_service(name=name, type=kind))
    there = {end.interface: end for end in KEYSTONE.endpoints(service_id=found.id) if end.region_id == WANTED["region"]}
    for interface in ("public", "internal", "admin"):
        if interface not in there:
            make(f"{interface} endpoint of {name}", lambda interface=interface: KEYSTONE.create_endpoint(
                service_id=found.id, interface=interface, region_id=WANTED["region"], url=url))
        elif there[interface].url != url:
            make(f"{interface} endpoint of {name}",
                 lambda end=there[interface]: KEYSTONE.update_endpoint(end, url=url))


shared = KEYSTONE.find_project("service", domain_id=DOMAIN) or make(
    "project service", lambda: KEYSTONE.create_project(name="service", domain_id=DOMAIN))
given_roles = [KEYSTONE.find_role(role) or make(f"role {role}", lambda role=role: KEYSTONE.create_role(name=role))
               for role in ROLES]
for wanted in WANTED["services"]:
    service(wanted["name"], wanted["type"], wanted["url"])
for wanted, secret in WANTED["accounts"].items():
    account(wanted, secret, shared, given_roles)
