#!/bin/sh
# Starts Caddy with the twelve addresses that gateways can have in the edge network of one machine.
set -eu
GATEWAYS=''
for number in 2 3 4 5 6 7 8 9 10 11 12 13; do GATEWAYS="$GATEWAYS $EDGE_NETWORK.$number:3000"; done
export GATEWAYS
exec caddy run --config /etc/caddy/Caddyfile --adapter caddyfile
