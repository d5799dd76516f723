# Measures Code Run beside its peers: each measurement is a script in e2e/bench.
# shellcheck shell=bash

readonly BENCHES=(engine live run live-tests page)

run_bench() {
    local name=${1-}
    case " ${BENCHES[*]} all " in
        *" ${name:-?} "*) ;;
        *) fail "Say what to measure: ./coderun bench $(tr ' ' '|' <<<"${BENCHES[*]}")|all" 2 ;;
    esac
    shift
    if [ "$name" = all ]; then
        for name in "${BENCHES[@]}"; do
            [ ! -x "$ROOT/e2e/bench/$name" ] || measure "$name" "$@"
        done
    else
        [ -x "$ROOT/e2e/bench/$name" ] || fail "There is no measurement called $name yet."
        measure "$name" "$@"
    fi
}

# A measurement gets what it needs; that of the engine is about documents alone.
measure() {
    local name=$1
    shift
    install_test_packages
    if [ "$name" != engine ]; then
        build_everything
        trap 'stop_engine' EXIT
        need_engine
    fi
    mkdir -p "$ROOT/target/bench"
    CODERUN_ROOT=$ROOT "$ROOT/e2e/bench/$name" "$@" </dev/null
}
