#!/usr/bin/python3
"""openstack-schema DATABASE MIGRATIONS

Exit code 0 when DATABASE is at the newest of the package's MIGRATIONS (a folder of Alembic below dist-packages).
Most services of OpenStack only tell where a database is, not whether that is the end.
"""
import os
import subprocess
import sys

from alembic.script import ScriptDirectory

database, migrations = sys.argv[1:]
root = os.path.join("/usr/lib/python3/dist-packages", migrations)
folders = [folder for folder, _, files in os.walk(os.path.join(root, "versions"))
           if any(file.endswith(".py") and file != "__init__.py" for file in files)]
newest = set(ScriptDirectory(root, version_locations=folders).get_heads())
query = ["mariadb", "--batch", "--skip-column-names", "--execute=SELECT version_num FROM alembic_version", database]
there = subprocess.run(query, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False)
sys.exit(set(there.stdout.split()) != newest)
