#!/bin/bash
# Inside a root with compilers: /opt/stein/venv from /opt/stein/pins.txt.
# usage: stein-venv.sh PIP SETUPTOOLS WHEEL VIRTUALENV   (each name==version)
set -euo pipefail
cd /opt/stein
python3 -m pip download -q --no-deps --python-version 27 --implementation py --abi none --platform any \
  --only-binary :all: -d wheels "$@"
# Debian has no pip for Python 2.7: the wheel of pip installs virtualenv, which installs pip
PYTHONPATH=$(echo wheels/pip-*.whl) python2.7 -m pip install -q --no-deps --no-index --target boot wheels/virtualenv-*.whl
PYTHONPATH=boot python2.7 -m virtualenv -q --no-download --extra-search-dir=wheels -p python2.7 venv
venv/bin/pip install -q --no-index --find-links=wheels "$1" "$2" "$3"
# setup_requires of many of the others
venv/bin/pip install -q "$(grep '^pbr==' pins.txt)"
venv/bin/pip install -q --no-deps --no-build-isolation --no-cache-dir -r pins.txt
