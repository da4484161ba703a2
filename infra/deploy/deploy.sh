#!/bin/sh
# Brings the running stack to the version in this folder without a failed request: tables first, then one process after the other,
# each new one ready before an old one is told to stop.
#   infra/deploy/deploy.sh            builds the images; PULL=1 takes them from REGISTRY instead
set -eu
cd "$(dirname "$0")/../.."
# Secrets that this version knows and the one before did not: empty, as `npm run setup` makes them.
for secret in patchbay_secret_previous smtp_url model_api_key otlp_headers upstream_client_secret; do
  [ -e "secrets/$secret" ] || install -m 0444 /dev/null "secrets/$secret"
done
services=$(docker compose config --services | grep -E '^(gateway|worker|console)')
if [ -n "${PULL:-}" ]; then docker compose pull --quiet; else docker compose build --quiet; fi
docker compose up -d --wait --no-recreate postgres redis
docker compose run --rm -T migrate

wait_until_healthy() {
  tries=0
  until [ "$(docker inspect -f '{{.State.Health.Status}}' "$1")" = healthy ]; do
    tries=$((tries + 1))
    if [ "$tries" -gt 90 ]; then
      echo "The new $2 does not become ready; its last words:" >&2
      docker logs --tail 20 "$1" >&2
      docker rm -f "$1" >/dev/null
      echo "It was removed; the old ones still serve." >&2
      exit 1
    fi
    sleep 1
  done
}

for service in $services; do
  old=$(docker compose ps -q "$service")
  count=$(echo "$old" | wc -w)
  for container in $old; do
    before=$(docker compose ps -q "$service")
    docker compose up -d --no-deps --no-recreate --scale "$service=$((count + 1))" "$service" 2>/dev/null
    wait_until_healthy "$(docker compose ps -q "$service" | grep -vxF "$before")" "$service"
    docker stop --time 35 "$container" >/dev/null
    docker rm "$container" >/dev/null
    echo "$service: one of $count is new"
  done
done
# Caddy stays: a new one would drop connections. `docker compose up -d caddy` replaces it, with a gap of a second.
docker compose up -d --wait --no-deps --no-recreate caddy backup
echo 'Deployed.'
