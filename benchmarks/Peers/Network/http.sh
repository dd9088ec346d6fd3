#!/bin/bash
# Plaintext HTTP by wrk: Kestrel on event loops beside Kestrel on its own transport, pinned alike (server CPU 0, wrk CPU 1), rounds interleaved.
# Prints each round, and the medians of requests a second, of p99 and of the server's CPU time a request.
#   http.sh [ROUNDS] [SECONDS] [CONNECTIONS] [SERVER...]     servers: sockets, loops, or loops with options ("loops --thread Loop")
set -euo pipefail
rounds=${1:-5} seconds=${2:-4} connections=${3:-64}
servers=("${@:4}")
[ ${#servers[@]} -gt 0 ] || servers=("sockets" "loops" "loops --thread Loop")
peers=$(dirname "$0")/../bin/Release/net10.0/Sim.Peers.dll
results=$(mktemp)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -f "$results"' EXIT

measure() {
    local name=$1 port=$2 before after out
    taskset -c 0 dotnet "$peers" http $name "$port" & server=$!
    for _ in $(seq 100); do
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
        sleep 0.1
    done
    taskset -c 1 wrk -t1 -c"$connections" -d2 "http://127.0.0.1:$port/" > /dev/null
    before=$(awk '{ print $14 + $15 }' "/proc/$server/stat")
    out=$(taskset -c 1 wrk -t1 -c"$connections" -d"$seconds" --latency "http://127.0.0.1:$port/")
    after=$(awk '{ print $14 + $15 }' "/proc/$server/stat")
    kill "$server" && wait "$server" 2>/dev/null || true
    server=
    if grep -qE 'Socket errors|Non-2xx' <<< "$out"; then
        echo "http.sh: $name failed requests:" >&2
        echo "$out" >&2
        exit 1
    fi
    awk -v name="$name" -v ticks=$((after - before)) -v hertz="$(getconf CLK_TCK)" '
        function ms(t) { return t ~ /us$/ ? t / 1000 : t ~ /ms$/ ? t + 0 : t * 1000 }
        $1 == "99%" { p99 = ms($2) }
        $2 == "requests" { requests = $1 }
        $1 == "Requests/sec:" { rate = $2 }
        END { printf "%s\t%.0f\t%.2f\t%.2f\n", name, rate, p99, ticks / hertz / requests * 1e6 }' <<< "$out" | tee -a "$results"
}

printf 'server\trequests/s\tp99 ms\tserver CPU us/request\n'
port=$((20000 + RANDOM % 10000))
for _ in $(seq "$rounds"); do
    for name in "${servers[@]}"; do
        port=$((port + 1))
        measure "$name" "$port"
    done
done

median() { sort -g | awk '{ v[NR] = $1 } END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'; }
echo "medians:"
for name in "${servers[@]}"; do
    of() { awk -F'\t' -v name="$name" -v column="$1" '$1 == name { print $column }' "$results" | median; }
    printf '%s\t%s\t%s\t%s\n' "$name" "$(of 2)" "$(of 3)" "$(of 4)"
done
