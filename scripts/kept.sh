# What was made of the same sources before, on this machine and in whatever clone, is fetched instead of made again.
# shellcheck shell=bash
#
# Only what its sources alone decide is kept, under a digest of them: what was built, and which checks of the sources
# passed. What a test found never is. To begin anew: rm -r ~/.cache/coderun/kept

readonly KEPT=${XDG_CACHE_HOME:-${HOME:-/var}/.cache}/coderun/kept
readonly KEPT_OF_EACH_NAME=4
readonly KEPT_PASSES=200

# keep NAME DIGEST FUNCTION PATTERN…: what is in these places of the clone, unless the function gives another digest by
# now: somebody edits. Nobody needs it to succeed.
keep() {
    local name=$1 archive=$KEPT/$1-$2.tar
    [ "$("$3")" = "$2" ] && make_room_to_keep || return 0
    shift 3
    if places "$@" | tar -C "$ROOT" -cf "$archive.$$" -T - 2>/dev/null; then
        mv "$archive.$$" "$archive"
    else
        rm -f "$archive.$$"
    fi
    keep_newest "$KEPT_OF_EACH_NAME" "$KEPT/$name"-*.tar
}

# fetch_kept NAME DIGEST PATTERN…: in place of what is there, and newer than its sources, which a fresh clone wrote just
# now. False if there is none.
fetch_kept() {
    local archive=$KEPT/$1-$2.tar
    shift 2
    [ -f "$archive" ] || return 1
    touch "$archive"
    (cd "$ROOT" && places "$@" | xargs -r rm -rf && tar -xmf "$archive")
}

# What is there of it, from the root of the clone.
places() {
    local pattern
    for pattern in "$@"; do
        (cd "$ROOT" && compgen -G "$pattern") || true
    done
}

# once TEXT FUNCTION COMMAND…: a step that checks the sources of which the function gives a digest, unless it passed with
# these before.
once() {
    local text=$1 sources=$2 digest mark
    digest=$("$sources")
    mark=$KEPT/passed-$(basename "$(log_of "$1")" .log)-$digest
    shift 2
    if [ -f "$mark" ]; then
        touch "$mark"
        say "$text: passed before with these sources"
        return
    fi
    step "$text" "$@" || return 1
    if [ "$("$sources")" = "$digest" ] && make_room_to_keep; then : >"$mark" && keep_newest "$KEPT_PASSES" "$KEPT"/passed-*; fi
}

make_room_to_keep() { (umask 077 && mkdir -p "$KEPT"); }

# keep_newest COUNT FILE…: by when they were last used.
keep_newest() {
    local count=$1
    shift
    # shellcheck disable=SC2012 # names of our own, without anything odd in them
    ls -t "$@" 2>/dev/null | tail -n "+$((count + 1))" | xargs -r rm -f || true
}
