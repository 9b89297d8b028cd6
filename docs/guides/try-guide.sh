#!/usr/bin/env bash
# Follows writing-an-adapter.md as a newcomer does: saves its files and types its commands, in the order of the page, into
# an empty home folder. What is built is installed into a Maven repository of its own, before the usual one.
set -euo pipefail
exec </dev/null
guides=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A fence under a line that is only a bold file name is that file; a fence of sh is to be typed; others show what is seen.
steps() {
  awk -v tick="'" '
    /^\*\*`[^`]+`\*\*$/ { file = substr($0, 4, length($0) - 6); next }
    !inside && /^```/ {
      inside = 1
      kind = file != "" ? "file" : $0 == "```sh" ? "sh" : "shown"
      if (kind == "file") {
        print "mkdir -p \"$(dirname " file ")\" && cat >" file " <<" tick "END OF FILE" tick
      } else if (kind == "sh") {
        print "echo; echo " tick "==> line " NR tick
      }
      next
    }
    inside && /^```$/ {
      if (kind == "file") print "END OF FILE"
      inside = 0
      file = ""
      next
    }
    inside && kind != "shown" { print }
    !inside && /^### 9\./ && !run { exit }
  ' run="$1" "$guides/writing-an-adapter.md"
}

run=1
for program in curl openssl; do
  command -v "$program" >/dev/null || run=0
done
[[ $run == 1 ]] || echo "Skipped: step 9, which needs curl and openssl."

{
  echo 'set -euo pipefail'
  echo "trap 'jobs -p | xargs -r kill 2>/dev/null || true; wait' EXIT"
  steps "$run"
} >"$work/typed.sh"

export MAVEN_USER_HOME=${MAVEN_USER_HOME:-$HOME/.m2}
export MAVEN_ARGS="${MAVEN_ARGS-} -B -ntp -Dmaven.repo.local=$work/repository -Dmaven.repo.local.tail=$MAVEN_USER_HOME/repository"
export HOME=$work/home
mkdir "$HOME"
cd "$guides/../.."
timeout 1800 bash "$work/typed.sh" 2>&1 | tee "$work/seen.log"

saw() {
  grep -q "$1" "$work/seen.log" || {
    echo "The guide's commands never showed: $1"
    exit 1
  }
}

saw 'Tests run: [1-9][0-9]*, Failures: 0, Errors: 0'
saw 'BUILD SUCCESS'
if [[ $run == 1 ]]; then
  saw '"storeName":"Alpine Tea"'
  saw '"number":"EU-1002"'
  saw 'Your order EU-1001: It is on its way to you.'
  saw '^platforms \[acme, bigcommerce, shopify, woocommerce\]'
fi
printf '\nThe guide leads to a passing kit.\n'
