#!/bin/sh
# Puts a backup back: stops what writes, empties the database, restores the file in one transaction, starts again.
#   infra/backup/restore.sh                  the newest
#   infra/backup/restore.sh patchbay-….dump  a named one; `docker compose exec backup ls /var/lib/postgresql/data` lists them
#   infra/backup/restore.sh --stopped        does not start again, to look at what is there first
set -eu
cd "$(dirname "$0")/../.."
starts=true
if [ "${1:-}" = --stopped ]; then starts=false; shift; fi
in_backup() { docker compose run --rm -T --no-deps -v "$PWD/secrets/database_url_owner:/run/secrets/database_url_owner:ro" backup sh -euc "$@"; }

file=${1:-$(in_backup 'cd "$BACKUPS" && ls -1 patchbay-*.dump 2>/dev/null | sort | tail -1')}
[ -n "$file" ] || { echo 'There is no backup yet.' >&2; exit 1; }
in_backup '[ -f "$BACKUPS/$1" ]' look "$file" || { echo "There is no backup named $file." >&2; exit 1; }

docker compose stop $(docker compose config --services | grep -E '^(gateway|worker|console)')
in_backup '
  url=$(cat /run/secrets/database_url_owner)
  psql -q --dbname="$url" -v ON_ERROR_STOP=1 -c "do \$\$ declare s text; begin
    for s in select nspname from pg_namespace where pg_get_userbyid(nspowner) = current_user
    loop execute format(\$f\$drop schema %I cascade\$f\$, s); end loop; end \$\$"
  pg_restore --exit-on-error --no-owner --no-privileges --single-transaction --dbname="$url" "$BACKUPS/$1"
' restore "$file"
echo "Restored $file."
if $starts; then docker compose up -d --wait; else echo 'docker compose up -d --wait starts what was stopped.'; fi
