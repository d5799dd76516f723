# Builds or refreshes the language images, and returns when all are there.
# shellcheck shell=bash

make_images() {
    build_everything
    trap 'stop_engine' EXIT
    need_engine
    build_images || fail "Not every language image could be built."
}

build_images() {
    "$JAVA_HOME/bin/java" "${JVM_OPTIONS[@]}" -Dcoderun.home="$ROOT" -cp "$(server_class_path)" \
        dev.coderun.server.LanguageImages >&2 </dev/null
}
