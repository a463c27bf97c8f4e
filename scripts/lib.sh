# What the scripts here share: how they speak, and where things are. Sourced, not run.

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# The shell's own clock, in seconds since the script began.
SECONDS=0

say() { printf '%s\n' "$*"; }

# One line on the error stream, and out.
fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

has() { command -v "$1" >/dev/null 2>&1; }

# Cargo shows its progress to a person and keeps a log short.
quietly=()
[[ -t 2 ]] || quietly=(--quiet)

# "1 min 5 s", from a number of seconds.
spell_out() {
  if (($1 >= 60)); then printf '%d min %d s' $(($1 / 60)) $(($1 % 60)); else printf '%d s' "$1"; fi
}

# The folder of PostgreSQL's own programs, the newest that holds a whole server. Debian keeps them off the PATH.
postgres_programs() {
  local folder
  for folder in $(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -rV) ${PATH//:/ }; do
    if [[ -x $folder/initdb && -x $folder/postgres && -x $folder/pg_isready ]]; then
      printf '%s\n' "$folder"
      return
    fi
  done
  return 1
}

# A browser that the journeys can drive.
chromium_program() { command -v "${PORTICO_CHROMIUM:-chromium}"; }
