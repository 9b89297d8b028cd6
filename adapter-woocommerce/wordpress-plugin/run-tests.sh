#!/usr/bin/env bash
# All tests of the WordPress plugin. What is not on this machine is skipped and said so; .ci/run installs it where it can.
# PHP_WASM: php-wasm-cli of the npm package @php-wasm/cli, for other versions of PHP. PHPCS: a phpcs with WordPress's
# standards. TRULYBOT_WORDPRESS: another WordPress than Debian's. Leaves nothing behind.
set -euo pipefail
exec </dev/null
cd "$(dirname "${BASH_SOURCE[0]}")"

work=$(mktemp -d)
database=
stop() {
  if [[ -n $database ]]; then
    kill "$database" 2>/dev/null || true
    wait "$database" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap stop EXIT

skipped=()
skip() {
  skipped+=("$1")
  printf 'Skipped: %s\n' "$1"
}

step() {
  printf '\n--> %s\n' "$*"
}

sources() {
  find . -name '*.php' -not -path './languages/*' | sort
}

lint() {
  local php=$1 file
  sources | while IFS= read -r file; do
    "$php" -l "$file" >/dev/null || exit 1
  done
}

if ! command -v php >/dev/null; then
  skip 'everything: there is no php'
  exit 0
fi

for php in $(compgen -c php | grep -E '^php[0-9]*(\.[0-9]+)?$' | sort -u); do
  step "Syntax by $php ($("$php" -r 'echo PHP_VERSION;'))"
  lint "$php"
done

if ! command -v phpunit >/dev/null; then
  skip 'all tests: there is no phpunit'
  exit 0
fi

step 'Unit tests'
phpunit -c tests/phpunit-unit.xml

# PHP compiled to WebAssembly, for the versions that the machine has not: PHP_WASM names its command line.
if [[ -n ${PHP_WASM:-} ]]; then
  for version in 7.4 8.0 8.4; do
    step "Syntax and unit tests on PHP $version"
    PHP=$version "$PHP_WASM" "$PWD/tests/parse.php" | tee "$work/parse"
    grep -q " files are PHP $version" "$work/parse"
    PHP=$version "$PHP_WASM" -d include_path=/usr/share/php "$(command -v phpunit)" --no-configuration \
      --bootstrap "$PWD/tests/unit/bootstrap.php" "$PWD/tests/unit" | tee "$work/unit"
    grep -q '^OK ' "$work/unit"
  done
else
  skip 'syntax and unit tests on other versions of PHP: PHP_WASM is not set'
fi

step 'Coding standards'
if ! command -v "${PHPCS:-phpcs}" >/dev/null; then
  skip 'coding standards: there is no phpcs'
elif "${PHPCS:-phpcs}" -i | grep -q 'WordPress-Extra'; then
  "${PHPCS:-phpcs}" -q
else
  "${PHPCS:-phpcs}" -q --standard=./phpcs-plain.xml
  skip "WordPress's own coding standards: phpcs does not have them; a plainer set passed"
fi

step 'Tests in WordPress'
wordpress=${TRULYBOT_WORDPRESS:-/usr/share/wordpress}
mariadbd=$(command -v mariadbd || ls /usr/sbin/mariadbd 2>/dev/null || true)
if [[ ! -f $wordpress/wp-settings.php ]]; then
  skip "tests in WordPress: there is none in $wordpress"
elif [[ -z $mariadbd ]]; then
  skip 'tests in WordPress: there is no mariadbd'
elif ! php -r 'exit(extension_loaded("mysqli") ? 0 : 1);'; then
  skip 'tests in WordPress: this php has no mysqli'
else
  mkdir "$work/data" "$work/content" "$work/content/themes" "$work/content/plugins"
  user=$(id -un)
  mariadb-install-db --no-defaults --datadir="$work/data" --user="$user" --auth-root-authentication-method=normal --skip-test-db >"$work/install.log" 2>&1 || {
    cat "$work/install.log"
    exit 1
  }
  "$mariadbd" --no-defaults --user="$user" --datadir="$work/data" --socket="$work/db.sock" --pid-file="$work/db.pid" --skip-networking \
    --innodb-flush-log-at-trx-commit=0 >"$work/db.log" 2>&1 &
  database=$!
  for _ in $(seq 100); do
    mariadb-admin --no-defaults --socket="$work/db.sock" --user=root ping >/dev/null 2>&1 && break
    sleep 0.2
  done
  mariadb --no-defaults --socket="$work/db.sock" --user=root -e 'CREATE DATABASE trulybot_test'
  export TRULYBOT_WORDPRESS=$wordpress TRULYBOT_CONTENT=$work/content TRULYBOT_DB_SOCKET=$work/db.sock TRULYBOT_DB_USER=root
  phpunit -c tests/phpunit-wordpress.xml
  step 'Tests in a network of WordPress sites'
  TRULYBOT_NETWORK=make php tests/wordpress/bootstrap.php
  TRULYBOT_NETWORK=use phpunit -c tests/phpunit-wordpress.xml
fi

printf '\nThe plugin passed.\n'
if ((${#skipped[@]})); then
  printf 'Skipped: %s\n' "${skipped[@]}"
fi
