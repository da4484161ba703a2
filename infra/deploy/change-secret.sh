#!/bin/sh
# Gives the running stack a new PATCHBAY_SECRET without a failed request and without signing anyone out: first every process can
# open what either secret has sealed, then all seal with the new one, then the old one is forgotten.
set -eu
cd "$(dirname "$0")/../.."
write() {
  chmod u+w "secrets/$1"
  cat > "secrets/$1"
}
[ ! -s secrets/patchbay_secret_previous ] || {
  echo 'secrets/patchbay_secret_previous is not empty: a change was begun before. See docs/operate.md.' >&2
  exit 1
}
umask 077
old=$(mktemp) new=$(mktemp)
trap 'rm -f "$old" "$new"' EXIT
cp secrets/patchbay_secret "$old"
head -c 48 /dev/urandom | base64 | tr -d '\n' > "$new"
write patchbay_secret_previous < "$new"
infra/deploy/deploy.sh
write patchbay_secret < "$new"
write patchbay_secret_previous < "$old"
infra/deploy/deploy.sh
docker compose exec -T gateway patchbay secret reseal
write patchbay_secret_previous < /dev/null
infra/deploy/deploy.sh
echo 'The secret is changed. Keep a copy of secrets/patchbay_secret apart from the machine; older backups need the older one.'
