#!/usr/bin/env bash
# Installs what the tests need and this machine lacks, builds Release, checks the format, runs every test.
# Ends with 'N passed, N failed, N skipped' over all projects; the exit code is 0 only when all of it went well.
# With --all it takes the long tiers too, which take hours: see docs/testing.md.
set -euo pipefail
cd "$(dirname "$0")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

fail() {
  echo "test.sh: $*" >&2
  exit 1
}

case "${1-}" in
  "") ;;
  --all)
    [ $# -eq 1 ] || fail "--all takes no further arguments"
    # What is asked for by hand stands.
    export GENTRACKER_SCHEDULES=${GENTRACKER_SCHEDULES:-1000000}
    export GENTRACKER_PROGRAMS=${GENTRACKER_PROGRAMS:-200000}
    export GENTRACKER_DECLARATIONS=${GENTRACKER_DECLARATIONS:-20000}
    export GENTRACKER_SOAK_SECONDS=${GENTRACKER_SOAK_SECONDS:-1800}
    ;;
  *) fail "unknown argument '$1': ./test.sh is the ordinary run, ./test.sh --all takes the long tiers too" ;;
esac

install_packages() {
  command -v apt-get >/dev/null || fail "missing: $*, and there is no apt-get here to install it. Install it and run again."
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "missing: $*. Install it as root (apt-get install $*) and run again."
    root=(sudo)
  fi
  "${root[@]}" apt-get update -q </dev/null \
    && "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" </dev/null \
    || fail "could not install: $*"
}

command -v dotnet >/dev/null || fail "the .NET 10 SDK is missing: https://dotnet.microsoft.com/download"
dotnet --list-sdks | grep -q '^10\.' || fail "the .NET 10 SDK is missing; found: $(dotnet --list-sdks | cut -d' ' -f1 | paste -sd' ')"

# ffmpeg and ffprobe publish and watch the streams of the end-to-end tests.
if ! command -v ffmpeg >/dev/null || ! command -v ffprobe >/dev/null; then
  install_packages ffmpeg
fi

# The dashboard's page is tested in a headless browser.
has_browser() {
  local name
  for name in "${GENTRACKER_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    [ -z "$name" ] || ! command -v "$name" >/dev/null || return 0
  done
  return 1
}
has_browser || install_packages chromium

# The store in PostgreSQL is tested with a server that the tests start themselves, on a port and in a directory of their own.
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || install_packages postgresql

# So are nodes that find each other in Redis.
command -v redis-server >/dev/null || install_packages redis-server

# Native programs are linked with the system's C compiler; clones and commits are what packages say they were made of.
tools=()
command -v gcc >/dev/null || command -v clang >/dev/null || tools+=(gcc libc6-dev)
command -v objcopy >/dev/null || tools+=(binutils)
[ -e /usr/include/zlib.h ] || tools+=(zlib1g-dev)
command -v git >/dev/null || tools+=(git)
# The sample's page is followed to the letter.
command -v curl >/dev/null || tools+=(curl)
if [ "${#tools[@]}" -gt 0 ]; then
  install_packages "${tools[@]}"
fi

log=$(mktemp)
result=0

# One compiler for all projects, also for those that tests build: each project would start one otherwise. A build would leave it running, and this script does
# not. It ends by itself when it has had nothing to do for ten minutes, so there is one for the build and one for the tests.
compiler=
sdk=$(dotnet --info | sed -n 's/^ *Base Path: *//p')
export UseSharedCompilation=true SharedCompilationId=gentracker-$$
start_compiler() {
  DOTNET_TieredPGO=0 dotnet "$sdk/Roslyn/bincore/VBCSCompiler.dll" "-pipename:$SharedCompilationId" </dev/null >/dev/null 2>&1 &
  compiler=$!
}
stop_compiler() {
  [ -z "$compiler" ] || kill "$compiler" 2>/dev/null || true
}
trap 'stop_compiler; rm -f "$log"' EXIT

start_compiler
dotnet build GenTracker.sln -c Release </dev/null || fail "the build failed"
stop_compiler
# The build has told what analyzers say of the style. What is left of 'dotnet format' is the whitespace, for which it loads no project, and the order of
# usings, for which it would load all: UsingOrderTests check that.
dotnet format whitespace --folder --verify-no-changes </dev/null || {
  echo "test.sh: the format is not clean: run 'dotnet format whitespace --folder' and commit what it changes" >&2
  result=1
}
# A test that hangs is named, and fails.
run_tests() {
  dotnet test "$@" -c Release --no-build --blame-hang-timeout 10m --blame-hang-dump-type none </dev/null 2>&1 | tee -a "$log" || result=1
}
# The explorer keeps the threads of a scenario on one processor: beside other work, each of their many turns would wait for a time slice.
run_tests tests/GenTracker.Interleavings.Tests
# Nodes in processes of their own have leases of a few seconds. The soak beside them needs one processor.
run_tests tests/Processes.slnf
# The others, in the order of the solution, where those that take longest come first.
start_compiler
run_tests GenTracker.sln -p:WithoutFirstTests=true

summary=$(awk '
  /^(Passed|Failed|Skipped)! +- Failed:/ {
    gsub(/[,:]/, " ")
    for (i = 1; i < NF; i++) {
      if ($i == "Failed") failed += $(i + 1)
      if ($i == "Passed") passed += $(i + 1)
      if ($i == "Skipped") skipped += $(i + 1)
    }
  }
  END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped }' "$log")

case $summary in
  "0 passed, 0 failed"*)
    echo "test.sh: no test ran" >&2
    result=1
    ;;
esac

echo "$summary"
exit "$result"
