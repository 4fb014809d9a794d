#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# check-shapes.sh JUDGE [BUILD]: starts the simulator of a build (that of ./dev test), and lets
# JUDGE compare its site and its organisation with the true ones' shapes: behaviour, every key and
# value.
set -u

judge=$(realpath "$1")
cd "$(dirname "$0")/../.." || exit 1
simulator=${2:-build/test}/src/simulator/user-management-simulator
folder=$PWD/build/atlassian-check
mkdir -p "$folder"

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends nodejs npm
fi

# The simulator ends when its standard input does, which is when this script does.
coproc SIMULATOR { exec "$simulator" --users 300 --rate 100; }
if ! read -r -t 30 line <&"${SIMULATOR[0]}"; then
  echo "the simulator doesn't start"
  exit 1
fi
value ()
{
  python3 -c 'import json, sys; print (json.loads (sys.argv[1])[sys.argv[2]])' "$line" "$1"
}
JIRA_URL=$(value jira_url)
ADMIN_URL=$(value api_url)
JIRA_EMAIL=$(value email)
JIRA_TOKEN=$(value jira_token)
ORG_KEY=$(value org_key)
SCOPED_KEY=$(value scoped_org_key)
JIRA_PROJECT=$(value project)
export JIRA_URL ADMIN_URL JIRA_EMAIL JIRA_TOKEN ORG_KEY SCOPED_KEY JIRA_PROJECT

drift=0
AUDIT_SCHEMAS=true "$judge" "$folder" >"$folder/audit.log" 2>&1
if grep '^drift' "$folder/audit.log"; then
  drift=1
fi
"$judge" "$folder" >"$folder/check.log" 2>&1
status=$?
cat "$folder/check.log"
if [ "$drift" = 1 ]; then
  echo "the simulator answers with keys or values that Atlassian doesn't document, see above"
  exit 1
fi
exit "$status"
