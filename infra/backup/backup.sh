#!/bin/sh
# Dumps the database every BACKUP_EVERY seconds into BACKUPS and keeps the newest BACKUP_KEEP. `once` as the first word: one dump.
# BACKUP_COPY is a command that takes each finished file off the machine; the file's path is its last argument.
set -eu

dump() (
  set -eu
  cd "$BACKUPS"
  name="patchbay-$(date -u +%Y%m%dT%H%M%SZ).dump"
  pg_dump --format=custom --no-owner --no-privileges --dbname="$(cat /run/secrets/database_url_backup)" --file=".$name"
  mv ".$name" "$name"
  echo "backup $name: $(wc -c < "$name") bytes"
  ls -1 patchbay-*.dump | sort -r | tail -n +"$((BACKUP_KEEP + 1))" | xargs -r rm -f --
  if [ -n "${BACKUP_COPY:-}" ]; then sh -euc "$BACKUP_COPY \"\$1\"" copy "$BACKUPS/$name"; fi
)

if [ "${1:-}" = once ]; then dump; exit; fi
trap 'exit 0' TERM INT
rm -f "$BACKUPS"/.patchbay-*
while true; do
  dump &
  wait $! || echo "backup failed; the next try is in $BACKUP_EVERY s" >&2
  sleep "$BACKUP_EVERY" &
  wait $!
done
