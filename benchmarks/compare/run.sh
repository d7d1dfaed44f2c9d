#!/usr/bin/env bash
# Measures GenTracker against what is written by hand and against gen_tracker's way on the BEAM, in one go; see benchmarks/README.md.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

fail() {
  echo "compare: $*" >&2
  exit 1
}

command -v dotnet >/dev/null || fail "the .NET 10 SDK is missing: https://dotnet.microsoft.com/download"

# Root is needed only where Erlang is not there yet.
needs_erlang() {
  case " $* " in
    *" --no-erlang "* | *" --render "* | *" --code "*) return 1 ;;
    *" --only beam "*) ;;
    *" --only "*) return 1 ;;
  esac
  ! command -v erl >/dev/null || ! command -v erlc >/dev/null
}

if needs_erlang "$@"; then
  command -v apt-get >/dev/null || fail "Erlang is missing: install it, or leave the BEAM out with --no-erlang"
  root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "Erlang is missing: install it as root (apt-get install erlang-base), or leave the BEAM out with --no-erlang"
    root=(sudo)
  fi
  { "${root[@]}" apt-get update -q && "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends erlang-base; } </dev/null >&2 \
    || fail "could not install erlang-base; leave the BEAM out with --no-erlang"
fi

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build "$here" -c Release -v quiet </dev/null >&2
exec dotnet run --project "$here" -c Release --no-build -- "$@"
