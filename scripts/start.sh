# Starts the server in place of this script: signals, exit code and terminal are its own.
# shellcheck shell=bash

start_server() {
    build_everything
    say "Starting Code Run"
    exec "$JAVA_HOME/bin/java" "${JVM_OPTIONS[@]}" "${CLASS_ARCHIVE[@]}" -Dcoderun.home="$ROOT" -cp "$(server_class_path)" \
        dev.coderun.server.Main "$@"
}

# move_everything export|import FILE [OPTION…]
move_everything() {
    [ -n "${2-}" ] || fail "Name the file: ./coderun $1 FILE." 2
    start_server "$@"
}

readonly JVM_OPTIONS=(
    --enable-native-access=ALL-UNNAMED -XX:+ExitOnOutOfMemoryError
    # What the JVM says of the archive is nobody's concern, and stdout belongs to the server.
    -Xlog:disable "-Xlog:all=warning,cds*=off,aot*=off:stderr"
)

# The first server to end keeps its loaded classes in an archive, and the next ones start in two thirds of the time (3.1 s
# instead of 4.4). The JVM makes it anew when a jar has changed.
readonly CLASS_ARCHIVE=(-XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=$ROOT/target/built/server.jsa")

server_class_path() {
    local jar
    jar=$(compgen -G "$ROOT/server/target/server-*.jar" | grep -v -e '-tests\.jar$' -e '-sources\.jar$' | head -n 1)
    printf '%s:%s\n' "$jar" "$ROOT/server/target/lib/*"
}
