#!/bin/sh
# Healthy while the newest backup is not older than one and a half times the time between two.
set -eu
newest=$(ls -1t "$BACKUPS"/patchbay-*.dump 2>/dev/null | head -1)
[ -n "$newest" ] && [ $(($(date +%s) - $(date -r "$newest" +%s))) -lt $((BACKUP_EVERY * 3 / 2 + 120)) ]
