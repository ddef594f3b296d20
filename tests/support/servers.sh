#!/usr/bin/env bash
# Database servers of one's own for the tests: each in a directory of its own, as an unprivileged user, on a free loopback
# port with password authentication. No service of the system is used or touched.
#
#   servers.sh start postgresql|mariadb DIRECTORY   makes the server there when new, starts it, prints its URL
#   servers.sh stop  postgresql|mariadb DIRECTORY   shuts it down; nothing happens when it is not running
#   servers.sh kill  postgresql|mariadb DIRECTORY   ends it at once, as a crash would; start recovers it on the same port
#   servers.sh available postgresql|mariadb         true when the programs are installed
#
# Exit code 3 of start: the programs are not installed.
set -euo pipefail

database_user=retort
database_password=retort-tests

die() { printf 'servers.sh: %s\n' "$*" >&2; exit 1; }

postgresql_bin() {
    local candidate
    for candidate in $(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null | sort -rV) \
                     "$(dirname "$(command -v initdb || echo /none/initdb)")"; do
        if [ -x "$candidate/initdb" ] && [ -x "$candidate/pg_ctl" ]; then echo "$candidate"; return 0; fi
    done
    return 1
}

mariadb_program() { # mariadb_program NAME: its path; the servers are in sbin, which an ordinary PATH lacks
    PATH=$PATH:/usr/sbin:/usr/local/sbin:/usr/libexec command -v "$1"
}

available() {
    case $1 in
        postgresql) postgresql_bin >/dev/null ;;
        mariadb) mariadb_program mariadbd >/dev/null && mariadb_program mariadb-install-db >/dev/null ;;
        *) die "no such server: $1" ;;
    esac
}

# Neither server starts as root: then it runs as the user of its package, or as nobody.
server_user() {
    local candidate
    for candidate in "$1" nobody; do
        if id "$candidate" >/dev/null 2>&1; then echo "$candidate"; return 0; fi
    done
    return 1
}

unprivileged() { # unprivileged USER COMMAND...
    local user=$1
    shift
    if [ "$(id -u)" = 0 ]; then runuser -u "$user" -- "$@"; else "$@"; fi
}

free_port() {
    local port tries
    for tries in $(seq 50); do
        port=$((20000 + RANDOM % 12000)) # below the range the system gives to outgoing connections
        if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then echo "$port"; return 0; fi
    done
    die "no free port found after $tries tries"
}

own_directory() { # own_directory DIRECTORY USER: makes it so that USER can work in it
    mkdir -p "$1"
    [ "$(id -u)" != 0 ] || chown "$2" "$1"
    chmod 700 "$1"
}

running() { # running PIDFILE
    local pid
    pid=$(head -n 1 "$1" 2>/dev/null) && [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null
}

wait_until_gone() { # wait_until_gone PID SECONDS
    local round
    for round in $(seq $(($2 * 10))); do
        kill -0 "$1" 2>/dev/null || return 0
        sleep 0.1
    done
    return 1
}

start_postgresql() {
    local directory=$1 bin user log=$1/server.log
    bin=$(postgresql_bin)
    user=$(server_user postgres)
    if [ ! -f "$directory/data/PG_VERSION" ]; then
        own_directory "$directory" "$user"
        printf '%s\n' "$database_password" >"$directory/password"
        chmod 644 "$directory/password"
        unprivileged "$user" "$bin/initdb" -D "$directory/data" -U "$database_user" --pwfile="$directory/password" \
            --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$log" 2>&1 \
            || { cat "$log" >&2; die "initdb failed"; }
    fi
    local attempt
    for attempt in 1 2 3 4 5; do
        [ -f "$directory/port" ] || free_port >"$directory/port"
        if unprivileged "$user" "$bin/pg_ctl" -D "$directory/data" -l "$directory/data/log" -w -t 60 -s start -o \
            "-p $(cat "$directory/port") -h 127.0.0.1 -k $directory -c fsync=off -c max_connections=60 -c autovacuum=off" \
            </dev/null >/dev/null 2>&1; then
            echo "postgresql://$database_user:$database_password@127.0.0.1:$(cat "$directory/port")/postgres"
            return 0
        fi
        rm -f "$directory/port" # perhaps somebody took it meanwhile
    done
    tail -n 20 "$directory/data/log" >&2
    die "PostgreSQL did not start after $attempt attempts"
}

start_mariadb() {
    local directory=$1 user log=$1/server.log
    user=$(server_user mysql)
    if [ ! -d "$directory/data/mysql" ]; then
        own_directory "$directory" "$user"
        cat >"$directory/init.sql" <<SQL
CREATE USER IF NOT EXISTS '$database_user'@'%' IDENTIFIED BY '$database_password';
CREATE USER IF NOT EXISTS '$database_user'@'localhost' IDENTIFIED BY '$database_password';
GRANT ALL ON *.* TO '$database_user'@'%' WITH GRANT OPTION;
GRANT ALL ON *.* TO '$database_user'@'localhost' WITH GRANT OPTION;
CREATE DATABASE IF NOT EXISTS retort CHARACTER SET utf8mb4;
SQL
        chmod 644 "$directory/init.sql"
        unprivileged "$user" "$(mariadb_program mariadb-install-db)" --no-defaults --datadir="$directory/data" \
            --auth-root-authentication-method=normal --skip-test-db --skip-log-bin >"$log" 2>&1 \
            || { cat "$log" >&2; die "mariadb-install-db failed"; }
    fi
    local attempt
    for attempt in 1 2 3 4 5; do
        [ -f "$directory/port" ] || free_port >"$directory/port"
        rm -f "$directory/data/server.pid"
        unprivileged "$user" "$(mariadb_program mariadbd)" --no-defaults --datadir="$directory/data" \
            --socket="$directory/server.sock" --port="$(cat "$directory/port")" --bind-address=127.0.0.1 \
            --pid-file="$directory/data/server.pid" --init-file="$directory/init.sql" --skip-name-resolve \
            --innodb-flush-log-at-trx-commit=0 --innodb-buffer-pool-size=32M --character-set-server=utf8mb4 \
            </dev/null >"$log" 2>&1 &
        if wait_for_mariadb "$directory" $!; then
            echo "mariadb://$database_user:$database_password@127.0.0.1:$(cat "$directory/port")/retort"
            return 0
        fi
        rm -f "$directory/port"
    done
    tail -n 20 "$log" >&2
    die "MariaDB did not start after $attempt attempts"
}

# The pid file comes too early; this line of the log comes after the init file was carried out.
wait_for_mariadb() {
    local round
    for round in $(seq 600); do
        grep -q 'ready for connections' "$1/server.log" && return 0
        kill -0 "$2" 2>/dev/null || return 1
        sleep 0.1
    done
    kill -9 "$2" 2>/dev/null
    return 1
}

pid_file() { # pid_file SERVER DIRECTORY
    if [ "$1" = postgresql ]; then echo "$2/data/postmaster.pid"; else echo "$2/data/server.pid"; fi
}

stop() { # stop SERVER DIRECTORY SIGNAL
    local pids pid
    pids=$(pid_file "$1" "$2")
    running "$pids" || return 0
    pid=$(head -n 1 "$pids")
    kill "-$3" "$pid" 2>/dev/null || return 0
    wait_until_gone "$pid" 60 || kill -9 "$pid" 2>/dev/null || true
}

[ $# -ge 2 ] || die "usage: servers.sh start|stop|kill|available postgresql|mariadb [DIRECTORY]"
command=$1
server=$2
directory=${3:-}
case $command in
    available) available "$server" ;;
    start)
        [ -n "$directory" ] || die "start needs a directory"
        available "$server" || exit 3
        "start_$server" "$directory" ;;
    stop) # INT is PostgreSQL's fast shutdown: it does not wait for clients
        if [ "$server" = postgresql ]; then stop "$server" "$directory" INT; else stop "$server" "$directory" TERM; fi ;;
    kill) stop "$server" "$directory" KILL ;;
    *) die "no such command: $command" ;;
esac
