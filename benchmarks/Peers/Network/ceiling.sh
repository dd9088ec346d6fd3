#!/bin/sh
# Compiles the bare echo server and runs it on PORT, in the place of this shell: sh ceiling.sh PORT
set -e
folder=$(mktemp -d)
cc -O2 -o "$folder/echo" "$(dirname "$0")/echo.c"
exec "$folder/echo" "$1"
