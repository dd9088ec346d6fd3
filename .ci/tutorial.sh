# Plays docs/tutorial.md as a new user would: in an empty folder outside of the repository, on packages just made, with its own commands and
# its own code. The SDK's configured sources are used, and the folder of the packages.

# All packages, as they would be published.
packages() {
  local project
  rm -rf artifacts/packages
  for project in src/*/*.csproj; do
    CI=true dotnet pack "$project" -c Release --no-build -v q -o artifacts/packages || return 1
  done
  ls -l artifacts/packages
  for project in FsCheck Reactive; do
    holds artifacts/packages/Sim.$project.[0-9]*.nupkg README.md icon.png lib/net10.0/Sim.$project.dll lib/net10.0/Sim.$project.xml || return 1
  done
}

# The tutorial restores some packages and looks into them; of the others, the names of their files are read.
holds() {
  local package=$1 file
  shift
  for file; do
    grep -qa "$file" "$package" || { printf '%s lacks %s.\n' "$package" "$file"; return 1; }
  done
}

tutorial() {
  local cache feed=$PWD/artifacts/packages page=$PWD/docs/tutorial.md code=0
  cache=$(mktemp -d)
  export RestoreAdditionalProjectSources=$feed NUGET_PACKAGES=$cache
  play "$page" "With xunit" UnitTest1.cs && play "$page" "With xunit.v3" Program.cs && what_packages_hold "$cache" && tool_from_package "$feed" && analyzers_from_package || code=1
  unset RestoreAdditionalProjectSources NUGET_PACKAGES
  rm -rf "$cache"
  return $code
}

# Runs what stands under a heading of the page: the first run of the tests must find the bug, the second, with the pasted line, replay it.
play() {
  local page=$1 heading=$2 file=$3 folder start=$SECONDS number=0 runs=0 command line
  folder=$(mktemp -d)
  pushd "$folder" >/dev/null || return 1
  while read -r command <&3; do
    number=$((number + 1))
    case $command in
      "dotnet test" | "dotnet run")
        runs=$((runs + 1))
        if [ $runs -eq 1 ]; then
          blocks "$page" csharp "" | if [ "$file" = Program.cs ]; then sed 's/^using Xunit.Abstractions;/using Xunit;/'; else cat; fi >"$file"
        else
          line=$(grep -o -m1 '\[SimulationFact(Replay = "[^"]*")\]' "$folder/run1.txt") && sed -i "s|\[SimulationFact\]|$line|" "$file" || break
        fi
        $command >"$folder/run$runs.txt" 2>&1 && break
        ;;
      *) $command >"$folder/command$number.txt" 2>&1 || { cat "$folder/command$number.txt"; break; } ;;
    esac
  done 3< <(blocks "$page" sh "## $heading")
  popd >/dev/null || return 1
  finds_and_replays "$folder" || { tail -n 40 "$folder"/run*.txt; return 1; }
  printf '%s: %d commands, %d s from nothing to a replayed bug.\n' "$heading" "$number" $((SECONDS - start))
  [ "$number" -le 6 ] && [ $((SECONDS - start)) -lt 180 ]
  local held=$?
  built=$folder/Seats.Tests
  return $held
}

finds_and_replays() {
  grep -q 'FAILED at run [0-9]* of 1,000' "$1/run1.txt" && grep -q 'that swap is the bug' "$1/run1.txt" &&
    grep -q 'A_seat_is_sold_once  *FAILED *$' "$1/run2.txt" && grep -q '1 departure from' "$1/run2.txt" && grep -q 'contained 2 matching items' "$1/run2.txt"
}

# The fenced blocks of one language, of the whole page or below one heading.
blocks() {
  awk -v language="$2" -v heading="$3" '
    /^## / { here = (heading == "" || $0 == heading) }
    /^```/ { inside = !inside; wanted = inside && here && $0 == "```" language; next }
    wanted { print }' "$1"
}

# Restoring has unpacked them.
what_packages_hold() {
  local package
  for package in sim.loop sim.simulation sim.xunit sim.xunit.v3; do
    set -- "$1" "$1/$package"/*/
    [ -f "$2/README.md" ] && [ -f "$2/icon.png" ] && ls "$2"lib/net10.0/*.xml >/dev/null && grep -q '<license type="expression">MIT' "$2"*.nuspec || {
      printf '%s lacks something: readme, icon, documentation or license.\n' "$package"
      return 1
    }
  done
  [ -f "$1"/sim.xunit/*/buildTransitive/Sim.Xunit.targets ] && [ -f "$1"/sim.xunit.v3/*/buildTransitive/PrepareProcess.cs ]
}

# The tool, installed from its package, lists and replays what the tutorial made.
tool_from_package() {
  local tools dll code=0
  tools=$(mktemp -d)
  dll=$(ls "$built"/bin/*/net10.0/Seats.Tests.dll) &&
    dotnet tool install Sim.Cli --tool-path "$tools" --add-source "$1" >/dev/null && "$tools/sim" list "$dll" | grep -q 'A_seat_is_sold_once' || return 1
  "$tools/sim" replay "$dll" "$(grep -o -m1 'sim1-[A-Za-z0-9_-]*' "$built/../run1.txt")" >"$tools/replay.txt" || code=$?
  [ "$code" -eq 1 ] && grep -q 'A_seat_is_sold_once .*FAILED' "$tools/replay.txt"
}

# The analyzers, from their package: the compiler names what sleeps in the tutorial's own test project.
analyzers_from_package() {
  dotnet add "$built" package Sim.Analyzers >/dev/null || return 1
  cat >"$built/Clerk.cs" <<'EOF'
using Sim;

public static class Clerk
{
    public static void Work(Simulation sim) => System.Threading.Thread.Sleep(1);
}
EOF
  dotnet build "$built" >"$built/../analyzed.txt" 2>&1
  grep -q 'Clerk.cs(5,.*warning SIM3001' "$built/../analyzed.txt" || { tail -n 20 "$built/../analyzed.txt"; return 1; }
}
