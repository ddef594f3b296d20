# What app/run and tests/run have in common: installing what is missing, configuring and building. Sourced by bash; expects
# the variable root (the repository).

build_packages=(g++ cmake ninja-build ccache perl extra-cmake-modules ca-certificates fonts-dejavu-core
    qt6-base-dev libpq-dev libsqlite3-dev libmimalloc-dev qt6-svg-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools libqscintilla2-qt6-dev
    libqt6sql6-sqlite libqt6sql6-psql libqt6sql6-mysql qt6-translations-l10n libqscintilla2-qt6-l10n)
test_packages=(postgresql mariadb-server python3 python3-venv clang-format-14)

# Without a locale Qt would take the names of files for ASCII.
if [ -z "${LC_ALL:-}${LC_CTYPE:-}${LANG:-}" ]; then
    export LC_ALL=C.UTF-8
fi

say() { printf '== %s\n' "$*" >&2; }

die() { printf 'error: %s\n' "$*" >&2; exit 1; }

package_installed() {
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else return 1
    fi
}

# install_packages NAME...: installs those that are missing; quick when none is. False when they could not be installed.
install_packages() {
    [ -z "${RETORT_NO_INSTALL:-}" ] || return 0
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        say "This is not a Debian system: Qt 6.4 or newer, QScintilla for Qt 6 and CMake 3.25 must be there already."
        return 0
    fi
    local package missing=()
    for package in "$@"; do
        package_installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    say "Installing: ${missing[*]}"
    apt_install "${missing[@]}" && return 0
    say "Once more with fresh package lists"
    as_root apt-get update -q </dev/null >&2 && apt_install "${missing[@]}"
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "$@" </dev/null >&2
}

# build_preset NAME [TARGET...]: configures and builds into build/NAME.
build_preset() {
    local preset=$1 target targets=()
    shift
    for target in "$@"; do targets+=(--target "$target"); done
    command -v cmake >/dev/null || die "cmake is missing."
    say "Configuring ($preset)"
    (cd "$root" && cmake --preset "$preset" </dev/null >"$(configure_log "$preset")" 2>&1) || {
        tail -n 40 "$(configure_log "$preset")" >&2
        die "The tree could not be configured; the whole log is $(configure_log "$preset")."
    }
    say "Building ($preset)"
    cmake --build "$root/build/$preset" --parallel "$(nproc)" "${targets[@]}" </dev/null >&2
}

configure_log() {
    mkdir -p "$root/build"
    echo "$root/build/configure-$1.log"
}
