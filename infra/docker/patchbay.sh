#!/bin/sh
# docker compose exec gateway patchbay users list
exec node /app/apps/cli/src/main.ts "$@"
