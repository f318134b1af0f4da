#!/bin/sh
# Installs copydesk and runs its gate, anywhere with a shell and Python 3.11: sh gate.sh [PATHS and options of copydesk gate]
# COPYDESK_SOURCE: what pip installs (a version, a wheel, a folder); COPYDESK_REPORTS: where the reports go.
set -eu
reports=${COPYDESK_REPORTS:-reports}
place=${COPYDESK_VENV:-${XDG_CACHE_HOME:-$HOME/.cache}/copydesk/venv}
[ -x "$place/bin/copydesk" ] || {
  "${PYTHON:-python3}" -m venv "$place"
  "$place/bin/python" -m pip install --quiet --disable-pip-version-check "${COPYDESK_SOURCE:-copydesk}"
}
exec "$place/bin/copydesk" gate "$@" --output "sarif:$reports/copydesk.sarif" --output "junit:$reports/copydesk.xml" \
  --output "html:$reports/copydesk.html"
