#!/usr/bin/env bash
# Runs the stack as a swarm of one machine, with three gateways: start, use, lose one, take down. Leaves the swarm it made.
set -euo pipefail
source_folder=$(cd "$(dirname "$0")/../.." && pwd)
state=$(docker info -f '{{.Swarm.LocalNodeState}}') || { echo 'Docker does not answer; start it first.' >&2; exit 1; }
# One that another trial left behind when it was killed is ours to end.
[ -z "$(docker node ls -q --filter node.label=patchbay-trial=yes 2>/dev/null)" ] || { docker swarm leave --force >/dev/null; state=inactive; }
[ "$state" = inactive ] || { echo 'This machine is in a swarm already; the trial makes its own.' >&2; exit 1; }
folder=$(mktemp -d)
git clone -q "$source_folder" "$folder/patchbay"
cd "$folder/patchbay"
# Containers that have ended keep their volumes, and another trial would find the old passwords there.
remove_leftovers() {
  docker ps -aq --filter label=com.docker.stack.namespace=patchbay-swarm | xargs -r docker rm -f >/dev/null
  docker volume ls -q --filter label=com.docker.stack.namespace=patchbay-swarm | xargs -r docker volume rm >/dev/null
}
finish() {
  local status=$?
  if [ $status -ne 0 ]; then for service in postgres migrate gateway caddy; do docker service logs --tail 8 "patchbay-swarm_$service" >&2 || true; done; fi
  [ $status -eq 0 ] || docker stack ps patchbay-swarm >&2 || true
  docker stack rm patchbay-swarm >/dev/null 2>&1 || true
  for _ in $(seq 60); do [ -n "$(docker ps -q --filter label=com.docker.stack.namespace=patchbay-swarm)" ] || break; sleep 1; done
  docker swarm leave --force >/dev/null 2>&1 || true
  remove_leftovers
  rm -rf "$folder"
  exit $status
}
trap finish EXIT

node infra/setup/setup.mjs --domain patchbay.localhost --email ops@example.com --tls internal >/dev/null
printf 'HTTP_PORT=8580\nHTTPS_PORT=8543\nPATCHBAY_PUBLIC_PORT=:8543\nEDGE_NETWORK=10.231.252\nGATEWAY_REPLICAS=3\n' >> .env
docker compose build -q
remove_leftovers
docker swarm init --advertise-addr 127.0.0.1 >/dev/null
docker node update --label-add patchbay-trial=yes "$(docker node ls -q)" >/dev/null
# Kernels of trial machines often lack IPVS.
docker compose config --format json | node infra/swarm/to-stack.mjs --dnsrr | docker stack deploy --resolve-image never -c - patchbay-swarm >/dev/null

ask() { curl -sk --max-time 10 -o /dev/null -w '%{http_code}' "https://$1patchbay.localhost:8543$2" || true; }
for _ in $(seq 90); do [ "$(ask notes. /.well-known/ai-plugin.json)" = 200 ] && break; sleep 1; done
for _ in $(seq 60); do [ "$(docker ps -q --filter label=com.docker.swarm.service.name=patchbay-swarm_gateway --filter health=healthy | wc -l)" = 3 ] && break; sleep 1; done
[ "$(docker ps -q --filter label=com.docker.swarm.service.name=patchbay-swarm_gateway --filter health=healthy | wc -l)" = 3 ] || { echo 'FAILED: there are not three gateways' >&2; exit 1; }
for plugin in flights food notes; do [ "$(ask $plugin. /openapi.json)" = 200 ] || { echo "FAILED: $plugin does not answer" >&2; exit 1; }; done
[ "$(ask notes. /notes)" = 401 ] || { echo 'FAILED: notes are not protected' >&2; exit 1; }

docker kill "$(docker ps -q --filter label=com.docker.swarm.service.name=patchbay-swarm_gateway | head -1)" >/dev/null
answered=0
for _ in $(seq 40); do [ "$(ask hello. /hello/Ada)" = 200 ] && answered=$((answered + 1)); done
echo "$answered of 40 answered while one of three gateways was replaced"
[ "$answered" -ge 39 ] || { echo 'FAILED: requests failed while a gateway was replaced' >&2; exit 1; }
