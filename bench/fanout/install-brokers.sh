#!/bin/sh
# Installs the brokers that the fan-out benchmark compares with, on Debian and its kin. Needs root.
set -eu
apt-get update
apt-get install --yes --no-install-recommends nats-server redis-server ngircd
