# Builds what is missing or has changed, and nothing else.
# shellcheck shell=bash
#
# Each part has a stamp in target/built: a digest of the sources that it was last built from. Contents count, not times:
# switching branches back and forth rebuilds nothing.

readonly OLDEST_NODE=20
readonly SERVER_BUILD=('*/target/classes' '*/target/*.jar' '*/target/lib')
readonly PAGE_BUILD_LOG=$ROOT/target/log/page-build.log

build_everything() {
    need_jdk
    mkdir -p "$ROOT/target/built"
    # Two builds at once in one folder would write over each other. The descriptor is closed again before a server starts.
    exec 9>"$ROOT/target/built/lock"
    flock -n 9 || { say "Waiting for another build in this folder …" && flock 9; }
    begin_page
    build_server
    await_page
    exec 9>&-
}

# The page is built beside the server; what is said of it is shown when the server is there.
begin_page() {
    mkdir -p "$ROOT/target/log"
    ( trap 'stop_step; exit 143' TERM; build_page ) 2>"$PAGE_BUILD_LOG" 9>&- &
    beside_pid=$!
}

await_page() {
    local status=0
    # Nearly always it is there already.
    if kill -0 "$beside_pid" 2>/dev/null; then say "Waiting for the page …"; fi
    wait "$beside_pid" || status=$?
    beside_pid=
    # How it went, without how it was going.
    grep -v ' …' "$PAGE_BUILD_LOG" >&2 || true
    [ "$status" -eq 0 ] || exit "$status"
}

build_server() {
    local sources
    sources=$(digest_of_server)
    if is_built server "$sources" && server_is_there; then return; fi
    if fetch_server "$sources"; then return; fi
    need_command mvn "Maven is missing, it builds the server" maven
    # What an earlier build copied there may not be wanted any more.
    rm -rf "$ROOT/server/target/lib" "$ROOT/dynamodb-local/target/lib"
    step "Building the server" mvn_here -q -pl server,dynamodb-local -am -Dmaven.test.skip -Dspotless.check.skip package ||
        fail "The server could not be built."
    stamp server "$sources"
    keep server "$sources" digest_of_server "${SERVER_BUILD[@]}"
}

fetch_server() {
    fetch_kept server "$1" "${SERVER_BUILD[@]}" && server_is_there && stamp server "$1"
}

build_page() {
    local sources
    sources=$(digest_of_page)
    if is_built page "$sources" && [ -f "$ROOT/web-ide/dist/index.html" ]; then return; fi
    if fetch_kept page "$sources" web-ide/dist; then
        stamp page "$sources"
        return
    fi
    fetch_page_packages
    step "Building the page" npm_in web-ide run build || fail "The page could not be built."
    stamp page "$sources"
    keep page "$sources" digest_of_page web-ide/dist
}

fetch_page_packages() {
    local packages
    need_node
    packages=$(digest_of_page_packages)
    if is_built page-packages "$packages" && [ -d "$ROOT/web-ide/node_modules" ]; then return; fi
    if ! fetch_kept page-packages "$packages" web-ide/node_modules; then
        step "Fetching the page's libraries" npm_in web-ide ci --no-audit --no-fund --prefer-offline ||
            fail "The page's libraries could not be fetched."
        keep page-packages "$packages" digest_of_page_packages web-ide/node_modules
    fi
    stamp page-packages "$packages"
}

digest_of_page_packages() {
    printf '%s-%s\n' "$(find_files web-ide/package.json web-ide/package-lock.json web-ide/.npmrc | digest)" "$(node --version)"
}

digest_of_server() { java_sources | digest; }

digest_of_page() { page_sources | digest; }

java_sources() {
    local module
    find_files pom.xml .mvn
    for module in session-engine executor dynamodb-local server; do
        find_files "$module/pom.xml" "$module/src/main"
    done
    # A different JDK builds different classes.
    printf '%s\0' "$JAVA_HOME/release"
}

page_sources() {
    (cd "$ROOT" && find web-ide \( -name node_modules -o -name dist -o -name target -o -name '*.tsbuildinfo' \) -prune -o -type f -print0 | sort -z)
}

server_is_there() {
    compgen -G "$ROOT/server/target/server-*.jar" >/dev/null && [ -d "$ROOT/server/target/lib" ] &&
        compgen -G "$ROOT/dynamodb-local/target/dynamodb-local-*.jar" >/dev/null && [ -d "$ROOT/dynamodb-local/target/lib" ]
}

# The files in these places, each followed by a zero byte; a place that is not there has none.
find_files() {
    (cd "$ROOT" && for place in "$@"; do [ ! -e "$place" ] || find "$place" -type f -print0; done | sort -z)
}

# One number for the names and the contents of the files named on stdin.
digest() {
    (cd "$ROOT" && xargs -0 -r sha256sum | sha256sum | cut -d ' ' -f 1)
}

is_built() { [ "$(cat "$ROOT/target/built/$1" 2>/dev/null)" = "$2" ]; }

stamp() { printf '%s\n' "$2" >"$ROOT/target/built/$1"; }

need_node() {
    local version
    need_command node "Node.js is missing, it builds the page" nodejs
    need_command npm "npm is missing, it fetches the page's libraries" npm
    version=$(node --version)
    version=${version#v}
    [ "${version%%.*}" -ge "$OLDEST_NODE" ] ||
        fail "Node.js $version is too old: install version $OLDEST_NODE or newer."
}

# need_command NAME SENTENCE PACKAGE
need_command() {
    command -v "$1" >/dev/null || fail "$2: sudo apt-get install $3"
}

mvn_here() { cd "$ROOT" && exec mvn --batch-mode "$@"; }

npm_in() { cd "$ROOT/$1" && shift && exec npm "$@"; }
