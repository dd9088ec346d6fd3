# What .ci/run and .ci/full are made of. A step is a function; `section NAME FUNCTION` runs it, times it, and remembers
# a failure, so that one broken section does not hide the next.

set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# A build machine may have no home; tools and servers left behind would keep the caller's pipe open.
export HOME="${HOME:-/tmp}"
export DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false

passed=0
failed=0
broken=()

section() {
  local name=$1 start=$SECONDS
  shift
  printf '\n== %s\n' "$name"
  if "$@"; then
    printf '== %s: ok, %d s\n' "$name" $((SECONDS - start))
  else
    printf '== %s: FAILED, %d s\n' "$name" $((SECONDS - start))
    broken+=("$name")
    return 1
  fi
}

build() {
  dotnet restore Sim.sln -v q && dotnet build Sim.sln -c Release --no-restore -v q -warnaserror
}

layout() {
  dotnet format Sim.sln --no-restore --verify-no-changes
}

sim() {
  dotnet run --project src/Cli -c Release --no-build -- "$@"
}

explore() {
  sim explore samples/OrderDesk.Simulations/OrderDesk.Simulations.csproj "$@"
}

explore_shop() {
  sim explore samples/TicketShop.Simulations/TicketShop.Simulations.csproj "$@"
}

# The README's first command: finds the double sale, tells its story and exits with 1.
sample_double_sale() {
  mkdir -p artifacts
  local code=0
  explore_shop --runs 200 >artifacts/double-sale.txt || code=$?
  cat artifacts/double-sale.txt
  [ "$code" -eq 1 ] && grep -q 'Seat 12A was sold twice' artifacts/double-sale.txt && grep -q 'Confirmed twice in fresh processes' artifacts/double-sale.txt
}

# The rarer bug: an expiring reservation meets its payment.
sample_expiry() {
  local code=0
  explore_shop --filter expires >artifacts/expiry.txt || code=$?
  cat artifacts/expiry.txt
  [ "$code" -eq 1 ] && grep -q 'A_reservation_that_expires_is_not_paid .*FAILED' artifacts/expiry.txt
}

# Two workers find what one finds, keep it in a folder, and there is nothing left to do for a second campaign in it.
campaign() {
  local code=0
  rm -rf artifacts/campaign && mkdir -p artifacts
  explore_shop --filter A_seat --runs 60 --jobs 2 --campaign artifacts/campaign >artifacts/campaign.txt || code=$?
  cat artifacts/campaign.txt
  [ "$code" -eq 1 ] && grep -q 'Seat 12A was sold twice' artifacts/campaign.txt || return 1
  explore_shop --filter A_seat --runs 60 --jobs 2 --campaign artifacts/campaign >artifacts/campaign-again.txt || code=$?
  cat artifacts/campaign-again.txt
  [ "$code" -eq 1 ] && grep -q 'nothing new found in 0 runs (60 earlier)' artifacts/campaign-again.txt
}

sample_safe_shop() {
  explore_shop --filter safe --runs "$([ "${SIM_FULL:-}" = 1 ] && echo 20000 || echo 300)"
}

explore_raft() {
  sim explore samples/Raft.Simulations/Raft.Simulations.csproj "$@"
}

# The replicated store without a flaw, in all usual trouble and in the trouble that aims at leaders and voters: linearizable, and it converges in the calm.
sample_raft() {
  explore_raft --filter nodes_are_as_one --runs "$([ "${SIM_FULL:-}" = 1 ] && echo 10000 || echo 8)" --jobs 2 || return 1
  explore_raft --filter nodes_whose --runs "$([ "${SIM_FULL:-}" = 1 ] && echo 2000 || echo 8)" --jobs 2
}

# Its flaws: in short one, whose story is confirmed in fresh processes, in full all. What each shows:
raft_shows() {
  case $1 in
    acknowledged_is_flushed) echo 'Not linearizable|Committed, and overwritten' ;;
    vote_is_not_forgotten) echo 'Two leaders of term' ;;
    old_term) echo 'Not linearizable|Committed, and overwritten' ;;
    *) echo 'Not linearizable' ;;
  esac
}

sample_raft_flaws() {
  local flaw code
  mkdir -p artifacts
  for flaw in vote_is_not_forgotten $([ "${SIM_FULL:-}" = 1 ] && echo leader_of_old acknowledged_is_flushed A_lease old_term); do
    code=0
    explore_raft --filter "$flaw" --runs "$([ "${SIM_FULL:-}" = 1 ] && echo 20000 || echo 300)" --jobs 2 >"artifacts/raft-$flaw.txt" || code=$?
    cut -c1-160 "artifacts/raft-$flaw.txt"
    [ "$code" -eq 1 ] && grep -qE "$(raft_shows "$flaw")" "artifacts/raft-$flaw.txt" && grep -q 'Confirmed twice in fresh processes' "artifacts/raft-$flaw.txt" || return 1
  done
}

# A group of eight members keeps its promises: crashes, restarts, a partition, losses, calm.
sample_gossip() {
  sim explore samples/Gossip.Simulations/Gossip.Simulations.csproj --runs "$([ "${SIM_FULL:-}" = 1 ] && echo 5000 || echo 60)"
}

# Echo, chat and HTTP, the same programs: over the machine's sockets, and over the simulated network.
sample_streams() {
  mkdir -p artifacts
  timeout 60 dotnet run --project samples/Streams -c Release --no-build | tee artifacts/streams.txt || return 1
  grep -qx 'echo: one | two | three' artifacts/streams.txt && grep -qx 'http: Hello, world! | Hello, again!' artifacts/streams.txt \
    && [ "$(grep -c '^chat: .*Hello, I am Ann' artifacts/streams.txt)" -eq 1 ] || return 1
  sim explore samples/Streams.Simulations/Streams.Simulations.csproj --runs "$([ "${SIM_FULL:-}" = 1 ] && echo 5000 || echo 60)"
}

# The whole curve, from 10 hosts to 10,000; fails where a bar is missed, so the machine should be quiet.
scale() {
  mkdir -p artifacts
  dotnet benchmarks/bin/Release/net10.0/Sim.Benchmarks.dll scale | tee artifacts/scale.txt
  return "${PIPESTATUS[0]}"
}

sample_shop_replays() {
  replays artifacts/double-sale.txt samples/TicketShop.Simulations/TicketShop.Simulations.csproj 'Seat 12A was sold twice'
}

# Finds the oversell, tells its story and exits with 1.
sample_oversell() {
  mkdir -p artifacts
  local code=0
  explore >artifacts/oversell.txt || code=$?
  cat artifacts/oversell.txt
  [ "$code" -eq 1 ] && grep -q 'teapot was sold twice' artifacts/oversell.txt && grep -q 'Confirmed twice in fresh processes' artifacts/oversell.txt
}

sample_shutdown() {
  local code=0
  explore --filter survives_shutdown --runs 20000 >artifacts/shutdown.txt || code=$?
  cat artifacts/shutdown.txt
  [ "$code" -eq 1 ] && grep -q 'accepted but never handled' artifacts/shutdown.txt
}

sample_fixed() {
  explore --filter fixed --runs "$([ "${SIM_FULL:-}" = 1 ] && echo 100000 || echo 3000)"
}

sample_replays() {
  replays artifacts/oversell.txt samples/OrderDesk.Simulations/OrderDesk.Simulations.csproj 'teapot was sold twice'
}

# A token replays to the same failure in process after process: the first of a story in FILE, of PROJECT, with these WORDS.
replays() {
  local file=$1 project=$2 words=$3 token tries i code
  token=$(grep -o -m1 'sim1-[A-Za-z0-9_-]*' "$file")
  tries=$([ "${SIM_FULL:-}" = 1 ] && echo 20 || echo 3)
  for ((i = 0; i < tries; i++)); do
    code=0
    sim replay "$project" "$token" >artifacts/replay.txt || code=$?
    [ "$code" -eq 1 ] && grep -q "$words" artifacts/replay.txt || return 1
  done
  printf '%d of %d replays reproduced the failure.\n' "$tries" "$tries"
}

# Every conformance case in two processes, one cold and beside noise, one warm and quiet: equal fingerprints. What differs is printed.
conformance_in_two_processes() {
  local seeds pairs unequal
  seeds=$([ "${SIM_FULL:-}" = 1 ] && echo 100 || echo 3)
  mkdir -p artifacts
  SIM_SEEDS=$seeds SIM_NOISE=1 SIM_FINGERPRINTS=$PWD/artifacts/cold.txt fingerprint_file &&
    SIM_SEEDS=$seeds SIM_WARM=1 SIM_FINGERPRINTS=$PWD/artifacts/warm.txt fingerprint_file || return 1
  pairs=$(wc -l <artifacts/warm.txt)
  unequal=$(diff artifacts/cold.txt artifacts/warm.txt | grep -c '^<')
  diff artifacts/cold.txt artifacts/warm.txt | grep '^<' | cut -d' ' -f2,3
  printf '%d of %d pairs are equal.\n' $((pairs - unequal)) "$pairs"
  [ "$pairs" -gt 0 ] && cmp artifacts/cold.txt artifacts/warm.txt
}

fingerprint_file() {
  dotnet test tests/Scenarios -c Release --no-build --nologo -v q --filter "FullyQualifiedName~FingerprintFileTests"
}

# The order desk in two processes, likewise.
order_desk_in_two_processes() {
  dotnet run --no-build -c Release --project benchmarks -- compare "$([ "${SIM_FULL:-}" = 1 ] && echo 10000 || echo 300)" --filter OrderDesk
}

# The ticket shop: web hosts, one process beside noise.
shop_in_two_processes() {
  dotnet run --no-build -c Release --project benchmarks -- compare "$([ "${SIM_FULL:-}" = 1 ] && echo 5000 || echo 50)" --filter TicketShop
}

# The replicated store: web hosts that crash, disks, JSON.
raft_in_two_processes() {
  dotnet run --no-build -c Release --project benchmarks -- compare "$([ "${SIM_FULL:-}" = 1 ] && echo 500 || echo 5)" --filter Raft
}

# The group: datagrams.
gossip_in_two_processes() {
  dotnet run --no-build -c Release --project benchmarks -- compare "$([ "${SIM_FULL:-}" = 1 ] && echo 2000 || echo 20)" --filter Gossip
}

# Programs that nobody here wrote, from the SDK's templates, answer in a simulation as over real sockets (tests/Strangers).
strangers() {
  local visits=tests/Strangers/Visits/bin/Release/net10.0/Sim.Strangers.dll
  strangers_generate && dotnet build tests/Strangers/Visits -c Release -v q -clp:ErrorsOnly && dotnet "$visits" answers &&
    dotnet run --project src/Cli -c Release --no-build -- explore "$visits" --runs "$([ "${SIM_FULL:-}" = 1 ] && echo 500 || echo 50)" &&
    strangers_in_two_processes "$visits"
}

# Empty files keep this repository's settings from the programs: they are built as anywhere else.
strangers_generate() {
  local folder=artifacts/strangers file
  rm -rf "$folder" && mkdir -p "$folder" || return 1
  for file in Directory.Build.props Directory.Build.targets Directory.Packages.props; do
    echo '<Project />' >"$folder/$file"
  done
  echo 'root = true' >"$folder/.editorconfig"
  dotnet new webapi --use-controllers -o "$folder/ControllerApi" --no-restore >/dev/null &&
    dotnet new webapi -o "$folder/MinimalApi" --no-restore >/dev/null &&
    dotnet new webapp -o "$folder/RazorPages" --no-restore >/dev/null &&
    dotnet new mvc -o "$folder/ModelViewController" --no-restore >/dev/null &&
    dotnet new web -o "$folder/Empty" --no-restore >/dev/null
}

strangers_in_two_processes() {
  local one=artifacts/strangers/one.txt other=artifacts/strangers/other.txt first
  DOTNET_PROCESSOR_COUNT=33 dotnet "$1" fingerprints "$one" 50 &
  first=$!
  DOTNET_PROCESSOR_COUNT=33 dotnet "$1" fingerprints "$other" 50 && wait "$first" || return 1
  grep -v 'Passed$' "$one"
  printf '%d of %d runs passed.\n' "$(grep -c 'Passed$' "$one")" "$(wc -l <"$one")"
  cmp "$one" "$other" && ! grep -qv 'Passed$' "$one" && echo 'Their fingerprints in two processes are equal.'
}

# Simulations in frameworks that have no package of their own.
other_frameworks() {
  dotnet test samples/Frameworks/NUnit -c Release --nologo -v q && dotnet test samples/Frameworks/MSTest -c Release --nologo -v q
}

# The programs of the samples on the machine itself, by the commands of samples/README.md.
samples_for_real() {
  local shop payments code=0
  mkdir -p artifacts
  dotnet run --project samples/OrderDesk -c Release --no-build >artifacts/order-desk.txt && grep -q 'Sold' artifacts/order-desk.txt || return 1
  dotnet run --project samples/Gossip -c Release --no-build >artifacts/gossip.txt && grep -q 'member 4 is back' artifacts/gossip.txt || return 1
  dotnet run --project samples/TicketShop.Payments -c Release --no-build >artifacts/payments.txt 2>&1 &
  payments=$!
  dotnet run --project samples/TicketShop -c Release --no-build >artifacts/shop.txt 2>&1 &
  shop=$!
  if command -v curl >/dev/null; then
    ask_the_shop || code=1
  else
    echo 'Without curl nobody asks the shop anything.'
  fi
  kill "$shop" "$payments"
  wait "$shop" "$payments"
  [ $code -eq 0 ] || cat artifacts/shop.txt artifacts/payments.txt
  return $code
}

ask_the_shop() {
  curl -s --retry 30 --retry-connrefused --retry-delay 1 'localhost:5080/seats?free=true' | grep -q '12A' &&
    curl -s localhost:5080/reservations --json '{"seat":"12A","customer":"alice"}' &&
    curl -s --retry 30 --retry-connrefused --retry-delay 1 -o /dev/null localhost:5081/ &&
    curl -s localhost:5080/orders --json '{"reservation":1,"card":"4000 0000 0000 1234"}'
}

# Each lesson of the tour says what it should, on the machine and in a simulation, and runs alone.
tour() {
  local tour=samples/Tour/bin/Release/net10.0/Tour.dll
  DOTNET_PROCESSOR_COUNT=33 dotnet "$tour" --check && dotnet "$tour" two-tasks | cmp - samples/Tour/expected/two-tasks.txt
}

# One project after the other (-m:1): two test hosts at once on a small machine make real-time tests wait for each other. In full, coverage is collected, which takes minutes.
tests() {
  local coverage=()
  [ "${SIM_FULL:-}" != 1 ] || coverage=(--collect "XPlat Code Coverage" --
    DataCollectionRunSettings.DataCollectors.DataCollector.Configuration.Include='[Sim*]*'
    DataCollectionRunSettings.DataCollectors.DataCollector.Configuration.Exclude='[Sim.Scenarios]*,[Sim.Properties]*,[Sim.Rules]*,[Sim.Docs]*')
  rm -rf artifacts/tests
  dotnet test Sim.sln -c Release --no-build -m:1 --results-directory artifacts/tests \
    --logger "trx;LogFilePrefix=tests" --logger "console;verbosity=minimal" "${coverage[@]}"
  local code=$?
  count_results
  return $code
}

# The timeline's tests drive Debian's Chromium. Where it can't be had they say that they are skipped.
browser() {
  if ! command -v chromium >/dev/null && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    { timeout 120 apt-get update -qq && DEBIAN_FRONTEND=noninteractive timeout 300 apt-get install -y -qq chromium; } >/dev/null 2>&1
  fi
  command -v chromium || echo 'There is no Chromium: the tests of the page are skipped.'
}

# What the tests collected: lines and branches of each project. Loop and Simulation have a bar. Code that generators wrote does not count.
coverage() {
  local least=90 project percent code=0
  rm -rf artifacts/coverage
  dotnet tool restore >/dev/null && dotnet reportgenerator "-reports:artifacts/tests/**/coverage.cobertura.xml" -targetdir:artifacts/coverage \
    "-reporttypes:MarkdownAssembliesSummary;Html" "-assemblyfilters:+Sim.*;-Sim.*Fixtures;-Sim.Gauntlet;-Sim.WebApp;-Sim.Worker" "-filefilters:-**/obj/**" -verbosity:Error || return 1
  grep '^|' artifacts/coverage/Summary.md | tr -d '*'
  for project in Sim.Loop Sim.Simulation; do
    percent=$(grep -oE "\*\*$project\*\*\|\*\*[0-9]+" artifacts/coverage/Summary.md | grep -oE '[0-9]+$')
    [ "${percent:-0}" -ge "$least" ] || { printf '%s: %s %% of its lines, at least %d are asked for.\n' "$project" "${percent:-no}" "$least"; code=1; }
  done
  return $code
}

# Whether the benchmarks run, not what they say: a shared machine says little about speed.
benchmarks() {
  mkdir -p artifacts
  if ! dotnet benchmarks/bin/Release/net10.0/Sim.Benchmarks.dll smoke >artifacts/benchmarks.txt 2>&1; then
    tail -n 30 artifacts/benchmarks.txt
    return 1
  fi
  connections
}

# Idle connections all answer, and connections that come and go in every way leave nothing behind; garbage fills no memory. The ceiling they are compared with compiles where there is a compiler.
connections() {
  local peers=benchmarks/Peers/bin/Release/net10.0/Sim.Peers.dll
  dotnet $peers idle "$([ "${SIM_FULL:-}" = 1 ] && echo 9700 || echo 1000)" &&
    dotnet $peers churn "$([ "${SIM_FULL:-}" = 1 ] && echo 600 || echo 2)" &&
    dotnet $peers garbage "$([ "${SIM_FULL:-}" = 1 ] && echo 60 || echo 2)" || return 1
  ! command -v cc >/dev/null || cc -O2 -Wall -Werror -o artifacts/echo benchmarks/Peers/Network/echo.c
}

# Every bug of the gauntlet is found by some strategy and no fixed twin fails; in full, the default's table, its trials, and the twins at length.
gauntlet() {
  local run="dotnet benchmarks/Gauntlet/bin/Release/net10.0/Sim.Gauntlet.dll"
  mkdir -p artifacts
  $run --smoke || return 1
  [ "${SIM_FULL:-}" = 1 ] || return 0
  $run --seeds 200 --json artifacts/gauntlet.json &&
    $run --trials 20 --json artifacts/gauntlet-trials.json &&
    $run --strategy all --twins --seeds 3 --cap 1000 --json artifacts/gauntlet-twins.json
}

# The figures come from the result files; a host that died has none, or one that says so, and counts as a failure.
count_results() {
  local file projects=(tests/*/*.csproj) complete=0
  for file in artifacts/tests/*.trx; do
    [ -f "$file" ] || continue
    passed=$((passed + $(counter "$file" passed)))
    failed=$((failed + $(counter "$file" failed) + $(counter "$file" error) + $(counter "$file" timeout) + $(counter "$file" aborted)))
    grep -q 'test run was aborted' "$file" || complete=$((complete + 1))
  done
  if [ "$complete" -ne "${#projects[@]}" ]; then
    printf 'Only %d of %d test projects ran to their end.\n' "$complete" "${#projects[@]}"
    failed=$((failed + ${#projects[@]} - complete))
  fi
}

counter() {
  grep -o '<Counters [^>]*' "$1" | grep -o " $2=\"[0-9]*\"" | grep -o '[0-9]*'
}

# Which tests failed and how, once more at the end, where a log that was cut still has it. At most 25 lines of each.
failures() {
  local file
  for file in artifacts/tests/*.trx; do
    [ ! -f "$file" ] || awk '
      /<UnitTestResult / { failed = /outcome="(Failed|Error|Timeout|Aborted)"/; told = 0 }
      failed && /<UnitTestResult / { name = $0; sub(/.* testName="/, "", name); sub(/".*/, "", name); print "Failed test: " name }
      failed && /<Message>/ { told = 1 }
      failed && told && told <= 25 { print "  " $0; told++ }
      /<\/StackTrace>|<\/UnitTestResult>/ { failed = 0 }
    ' "$file" | sed -e 's/<[^>]*>//' -e 's/<[^>]*>$//' -e 's/&lt;/</g' -e 's/&gt;/>/g' -e 's/&quot;/"/g' -e 's/&amp;/\&/g'
  done
}

# Ends the script: which tests failed, what broke, the total time, and as the very last line the sum over all test projects.
finish() {
  printf '\n'
  [ "$failed" -eq 0 ] || failures
  [ ${#broken[@]} -eq 0 ] || printf 'Failed: %s\n' "${broken[*]}"
  printf 'Total: %d s\n' "$SECONDS"
  printf '%d passed, %d failed\n' "$passed" "$failed"
  [ ${#broken[@]} -eq 0 ] && [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
  exit
}
