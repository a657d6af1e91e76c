#!/usr/bin/env bash
# Starts a real database on 127.0.0.1 for tests, with database, user and password "smsdesk". Its user has the rights of
# docs/install.md, and may also create databases smsdesk_….
#     database.sh start|again mariadb|mysql FOLDER PORT [options for the server]
#     database.sh stop mariadb|mysql FOLDER PORT
#     database.sh sql mariadb|mysql FOLDER PORT STATEMENT
# "start" begins with an empty database, "again" with the data of a server that was stopped or killed. "sql" runs a
# statement as root in database smsdesk. All files are in FOLDER, and the server never runs as root.
# Needs Debian. MariaDB is installed as a package if it is missing. MySQL comes from the unstable suite and is unpacked
# into FOLDER beside its own C library, so the system does not change. MYSQL_ROOT: a folder where it was unpacked before.
# Exit code 3: MySQL is not available.
set -euo pipefail
do=$1 kind=$2 port=$4
install_page=$(cd "$(dirname "$0")/../../.." && pwd)/docs/install.md
mkdir -p "$3"
folder=$(cd "$3" && pwd)

give_up() { echo "database.sh: $1" >&2; exit "${2:-1}"; }

as_user=()
if [ "$(id -u)" = 0 ]; then
  id smsdesk >/dev/null 2>&1 || useradd --system --no-create-home smsdesk
  as_user=(--user=smsdesk)
fi

have_mariadb() {
  # The -core packages hold the programs alone: no service is started.
  command -v mariadbd >/dev/null && command -v mariadb-install-db >/dev/null && command -v mariadb >/dev/null && return
  apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install \
    mariadb-server-core mariadb-client-core >/dev/null || give_up "MariaDB cannot be installed"
}

init_mariadb() {
  have_mariadb
  mariadb-install-db --no-defaults --auth-root-authentication-method=normal --skip-test-db \
    --datadir="$folder/data" "${as_user[@]}" >"$folder/init.log" 2>&1
}

run_mariadb() {
  local version as=()
  version=$(mariadbd --version | grep -o '[0-9.]*-MariaDB' | head -n 1)
  # MySQL's driver takes 10.x for MySQL 5.5 and drops microseconds, unless the server calls itself 5.7.
  case $version in 10.*) as=(--version="5.7.19-$version") ;; esac
  mariadbd --no-defaults --datadir="$folder/data" "${listen[@]}" "${as[@]}" "${as_user[@]}" </dev/null >/dev/null 2>&1 &
}

ask_mariadb() { mariadb "${as_root[@]}" "$@"; }

unpack_mysql() {
  local apt=$folder/apt mirror
  mirror=$(grep -rhoE '^[^#]*http[^ ]*/debian/?( |$)' /etc/apt/sources.list* | grep -o 'http[^ ]*' | head -n 1 || true)
  [ -n "$mirror" ] && [ "$(dpkg --print-architecture)" = amd64 ] || give_up "MySQL is not available: no Debian mirror for amd64" 3
  mkdir -p "$apt"/{none,lists/partial,cache/archives/partial} "$root"
  : >"$apt/status"
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror sid main" >"$apt/sources.list"
  # A mirror may serve an older copy of sid: the signature is checked, the dates are not.
  cat >"$apt/apt.conf" <<CONF
Dir::Etc "$apt/none"; Dir::Etc::sourcelist "$apt/sources.list"; Dir::Etc::sourceparts "$apt/none";
Dir::State "$apt"; Dir::State::status "$apt/status"; Dir::Cache "$apt/cache";
APT::Install-Recommends "false"; APT::Sandbox::User "$(id -un)"; APT::Keep-Downloaded-Packages "true";
Acquire::Languages "none"; Acquire::Check-Valid-Until "false";
CONF
  APT_CONFIG=$apt/apt.conf apt-get -qq update >"$folder/apt.log" 2>&1 &&
    APT_CONFIG=$apt/apt.conf apt-get -qq -y --download-only install mysql-server-core mysql-client-core >>"$folder/apt.log" 2>&1 ||
    give_up "MySQL is not available: $(tail -n 1 "$folder/apt.log")" 3
  local package
  for package in "$apt"/cache/archives/*.deb; do
    dpkg-deb -x "$package" "$root" || give_up "MySQL is not available: ${package##*/} does not unpack" 3
  done
  rm -rf "$apt"
}

beside_its_library() { "$root/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2" --library-path "$root/usr/lib/x86_64-linux-gnu" "$@"; }

mysql_server() {
  beside_its_library "$root/usr/sbin/mysqld" --no-defaults --basedir="$root/usr" --datadir="$folder/data" \
    --lc-messages-dir="$root/usr/share/mysql" \
    --character-sets-dir="$root/usr/share/mysql/charsets" --plugin-dir="$root/usr/lib/mysql/plugin" --secure-file-priv= "${as_user[@]}" "$@"
}

init_mysql() {
  [ -x "$root/usr/sbin/mysqld" ] || unpack_mysql
  mysql_server --log-error="$folder/init.log" --initialize-insecure
}

run_mysql() { mysql_server --mysqlx=OFF "${listen[@]}" </dev/null >/dev/null 2>&1 & }

ask_mysql() { beside_its_library "$root/usr/bin/mysql" "${as_root[@]}" "$@"; }

await() {
  local server=$!
  for _ in $(seq 300); do
    if "ask_$kind" -e 'select 1' >/dev/null 2>&1; then
      echo "$kind $("ask_$kind" -Ne 'select version()') listens on 127.0.0.1:$port"
      return
    fi
    kill -0 $server 2>/dev/null || give_up "$kind does not start: $(tail -n 5 "$folder/error.log")"
    sleep 0.1
  done
  give_up "$kind does not answer after 30 s"
}

root=${MYSQL_ROOT:-$folder/root}
as_root=(--no-defaults -uroot -S "$folder/socket")
listen=(--port="$port" --bind-address=127.0.0.1 --socket="$folder/socket" --pid-file="$folder/pid" --log-error="$folder/error.log")
case $do in start | again) listen+=("${@:5}") ;; esac
case $do in
  start)
    rm -rf "$folder/data"
    [ ${#as_user[@]} = 0 ] || chown smsdesk "$folder"
    "init_$kind"
    "run_$kind"
    await
    "ask_$kind" -e "create database smsdesk character set utf8mb4; create user smsdesk identified by 'smsdesk';
      grant $(sed -n 's/^grant \(.*\) on smsdesk\..*/\1/p' "$install_page") on smsdesk.* to smsdesk;
      grant all on \`smsdesk\_%\`.* to smsdesk;
      create user smsdesk_admin identified by 'smsdesk'; grant all on *.* to smsdesk_admin"
    ;;
  again)
    "run_$kind"
    await
    ;;
  sql) "ask_$kind" -Ne "$5" smsdesk ;;
  stop)
    [ -e "$folder/pid" ] || exit 0
    pid=$(cat "$folder/pid")
    kill "$pid"
    while kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
    ;;
  *) give_up "start, again, sql or stop" ;;
esac
