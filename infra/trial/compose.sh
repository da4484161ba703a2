#!/usr/bin/env bash
# Runs the whole stack once, as an operator would, from a clean clone of this repository: set up, build, start, use, deploy under
# load, lose a replica, back up, restore, take down. Needs Docker with compose v2. Ends with 0 when all of it held.
set -euo pipefail
source_folder=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(mktemp -d)
export COMPOSE_PROJECT_NAME=patchbay-trial
git clone -q "$source_folder" "$folder/patchbay"
cd "$folder/patchbay"
(cd "$source_folder" && find . -name node_modules -prune) | while read -r modules; do cp -al "$source_folder/$modules" "$modules"; done
finish() {
  local status=$?
  [ $status -eq 0 ] || docker compose logs --tail 10 gateway worker console migrate >&2 || true
  kill $(jobs -p) 2>/dev/null || true
  docker compose down -v --remove-orphans >/dev/null 2>&1 || true
  rm -rf "$folder"
  exit $status
}
trap finish EXIT
say() { echo "== $*"; }
fail() { echo "FAILED: $*" >&2; exit 1; }

say 'set up'
node infra/setup/setup.mjs --domain patchbay.localhost --email ops@example.com --tls internal >/dev/null
cat >> .env <<'SETTINGS'
BIND_ADDRESS=127.0.0.1
HTTP_PORT=8480
HTTPS_PORT=8443
PATCHBAY_PUBLIC_PORT=:8443
EDGE_NETWORK=10.231.251
LIMIT_ADDRESS=1000000/60
LIMIT_CLIENT=1000000/60
LIMIT_USER=1000000/60
LIMIT_ACTION=1000000/60
SETTINGS
docker compose config -q
# What another trial left behind when it was killed.
docker compose down -v --remove-orphans >/dev/null 2>&1 || true
docker compose build -q
docker compose up -d --wait

say 'every host answers over TLS'
ask() { curl -sSk --max-time 10 -o "$folder/answer" -w '%{http_code}' "https://$1patchbay.localhost:8443$2" || true; }
expect() { local got; got=$(ask "$2" "$3"); [ "$got" = "$1" ] || fail "$2patchbay.localhost$3 answered $got instead of $1: $(head -c 300 "$folder/answer")"; }
expect 200 '' /
expect 200 hello. /hello/Ada
expect 200 auth. /.well-known/oauth-authorization-server
for plugin in flights food notes; do
  expect 200 $plugin. /.well-known/ai-plugin.json
  grep -q "https://$plugin.patchbay.localhost:8443" "$folder/answer" || fail "the manifest of $plugin does not name its public host"
  expect 200 $plugin. /openapi.json
done
expect 401 notes. /notes
expect 200 console. /
grep -q '<div id="root">' "$folder/answer" || fail 'the console has no page'
expect 200 console. /api/session
[ "$(curl -sk --max-time 10 -X POST https://hello.patchbay.localhost:8443/mcp -H 'content-type: application/json' -H 'accept: application/json, text/event-stream' -d '{"jsonrpc":"2.0","id":1,"method":"tools/list"}' | grep -c sayHello)" = 1 ] || fail 'hello does not answer over MCP'
! curl -sk --max-time 10 https://nosuch.patchbay.localhost:8443/ -o /dev/null || fail 'a host that is not ours got a certificate'

say 'containers are closed in'
for container in $(docker compose ps -q); do
  docker inspect "$container" | node -e '
    const [{ Name, Config, HostConfig }] = JSON.parse(require("fs").readFileSync(0, "utf8"))
    const wrong = []
    if (!/^[1-9]/.test(Config.User)) wrong.push("runs as root")
    if (!HostConfig.ReadonlyRootfs) wrong.push("can write its root")
    if (!HostConfig.Memory || !HostConfig.PidsLimit || !HostConfig.NanoCpus) wrong.push("has no limits")
    if (!HostConfig.CapDrop?.includes("ALL")) wrong.push("keeps capabilities")
    if (!HostConfig.SecurityOpt?.includes("no-new-privileges:true")) wrong.push("may gain privileges")
    if (Object.keys(HostConfig.PortBindings ?? {}).length > 0 && !Name.includes("caddy")) wrong.push("publishes ports")
    if (wrong.length) { console.error(`${Name} ${wrong.join(", ")}`); process.exit(1) }'
done
for secret in secrets/*; do
  [ -s "$secret" ] || continue
  value=$(grep -oE '[A-Za-z0-9_+/-]{32,}' "$secret" | head -1 || true)
  [ -n "$value" ] || continue
  ! docker compose logs --no-color 2>&1 | grep -qF -- "$value" || fail "$secret is in the log"
  ! docker inspect $(docker compose ps -aq) | grep -qF -- "$value" || fail "$secret is in a container's settings"
  ! docker history --no-trunc patchbay/gateway:latest | grep -qF -- "$value" || fail "$secret is in the image"
done

say 'a person in a browser books a flight'
make_user() { docker compose exec -T gateway patchbay users create --email "$1" | grep -oE 'https://[^ ]+' | head -1; }
make_key() { docker compose exec -T gateway patchbay keys create --user "$1" | grep -oE 'pb_[A-Za-z0-9_-]+' | head -1; }
link=$(make_user ada@example.com)
key=$(make_key ada@example.com)
make_user alan@example.com >/dev/null
key_for_jobs=$(make_key alan@example.com)
node infra/trial/browser.mjs 8443 patchbay.localhost "$key" ada@example.com "$link"

say 'two deploys under load: a new plugin, then a migration'
load() {
  rm -f "$folder/stop"
  node infra/trial/load.mjs 8443 notes.patchbay.localhost "$key" "$folder/stop" > "$folder/load" & loading=$!
}
end_load() { touch "$folder/stop"; wait $loading; cat "$folder/load"; }
rm -f "$folder/stop-jobs"
node infra/trial/jobs.mjs 8443 patchbay.localhost "$key_for_jobs" "$folder/stop-jobs" > "$folder/jobs" & running_jobs=$!
load
sleep 5
npm run --silent new -- plugin trial >/dev/null
infra/deploy/deploy.sh >/dev/null 2>&1 || fail 'the deploy failed'
expect 200 trial. /.well-known/ai-plugin.json
expect 200 trial. /hello/Ada
grep -q Ada "$folder/answer" || fail 'the new plugin does not answer'
tools=$(curl -sk --max-time 10 -X POST https://trial.patchbay.localhost:8443/mcp -H 'content-type: application/json' -H 'accept: application/json, text/event-stream' -d '{"jsonrpc":"2.0","id":1,"method":"tools/list"}')
[[ $tools = *sayHello* ]] || fail "the new plugin does not answer over MCP: $tools"
# As a plugin's next version would: a column that the old code does not know.
sed -i "s/^export const migrations = { /&'900-trial': 'alter table note add column trial text', /" packages/plugins/notes/src/migrations.ts
infra/deploy/deploy.sh >/dev/null 2>&1 || fail 'the second deploy failed'
[ "$(docker compose exec -T postgres psql -qtA -U postgres -d patchbay -c "select count(*) from information_schema.columns where table_schema = 'plugin_notes' and column_name = 'trial'")" = 1 ] || fail 'the migration did not run'
touch "$folder/stop-jobs"
end_load
wait $running_jobs
cat "$folder/jobs"
grep -q '"failed":0,' "$folder/load" || fail 'requests failed while the processes were replaced'
grep -q '"isWhole":true' "$folder/jobs" || fail 'jobs were lost or done twice while the workers were replaced'

say 'a gateway that is killed'
load
sleep 2
docker kill "$(docker compose ps -q gateway | head -1)" >/dev/null
sleep 6
end_load
node -e '
  const { lastFailure, failed } = JSON.parse(process.argv[1])
  if (failed > 32 || lastFailure > 2000 + 2500) { console.error("requests failed long after the kill"); process.exit(1) }' "$(cat "$folder/load")"
docker compose up -d --wait 2>/dev/null

say 'flights in containers of its own'
call_tool() { curl -sk --max-time 10 -X POST https://patchbay.localhost:8443/mcp -H "authorization: Bearer $key" -H 'content-type: application/json' -H 'accept: application/json, text/event-stream' -d "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"$1\",\"arguments\":$2}}"; }
echo COMPOSE_FILE=docker-compose.yml:docker-compose.flights.yml >> .env
docker compose up -d --wait 2>/dev/null || fail 'flights did not get up by itself'
for service in gateway worker; do [ "$(docker compose exec -T $service-flights printenv PLUGINS)" = flights ] || fail "$service-flights serves more than flights"; done
expect 200 flights. /.well-known/ai-plugin.json
[[ $(call_tool flights_listBookings '{}') = *'"bookings":'* ]] || fail 'the domain does not call flights'
docker compose kill gateway-flights >/dev/null 2>&1
# Until the edge has noticed, it may say 502: somebody may have been reached.
for tries in 1 2 3 4 5; do [ "$(ask flights. /.well-known/ai-plugin.json)" = 502 ] || break; done
expect 503 flights. /.well-known/ai-plugin.json
[[ $(call_tool flights_listBookings '{}') = *'can’t be reached'* ]] || fail 'the domain does not say that flights is away'
expect 200 hello. /hello/Ada
[[ $(call_tool hello_sayHello '{"name":"Ada"}') = *'Hello, Ada'* ]] || fail 'other plugins went with flights'
docker compose up -d --wait 2>/dev/null
expect 200 flights. /.well-known/ai-plugin.json

say 'a backup, put back'
checksum() { docker compose exec -T postgres sh -c 'pg_dump -U postgres -d patchbay --inserts --no-owner --no-privileges' | grep -vE '^--|restrict' | sort | sha256sum; }
# Nothing else writes meanwhile: schedules tick, and what was used is counted.
docker compose stop $(docker compose config --services | grep -E '^(gateway|worker|console)') 2>/dev/null
docker compose exec -T backup sh /backup/backup.sh once
before=$(checksum)
docker compose exec -T postgres psql -q -U postgres -d patchbay -c 'delete from plugin_notes.note'
[ "$before" != "$(checksum)" ] || fail 'there was nothing to put back'
infra/backup/restore.sh --stopped >/dev/null 2>&1 || fail 'the restore failed'
[ "$before" = "$(checksum)" ] || fail 'the restored database is another'
docker compose up -d --wait 2>/dev/null
expect 401 notes. /notes
say 'all of it held'
