# Every check and every test, on a fresh machine too, and a plain summary at the end.
# shellcheck shell=bash

readonly PAGE_REPORT=$ROOT/target/page-tests.xml
readonly BENCH_REPORT=$ROOT/target/bench-tests.xml
readonly PAGE_LOG=$ROOT/target/log/page-checks.log
readonly PAGE_STEPS=$ROOT/target/page-steps
readonly FAILED='<(failure|error)[ >/]'
readonly SKIPPED='<skipped[ >/]'
readonly DIED='The forked VM terminated|There was a timeout or other error in the fork'
STEPS=()        # "passed TEXT" or "failed TEXT", in order
page_checks_pid=

run_tests() {
    local long=()
    case "${1-}" in
        '') ;;
        --long) long=(-Dtest.excluded.groups=none) ;;
        *) fail "./coderun test takes --long and nothing else." 2 ;;
    esac
    install_test_packages
    trap 'end_of_tests' EXIT
    need_engine
    forget_old_reports
    build_everything
    check "Language images" build_images
    check "The tests' own libraries" fetch_peers
    start_page_checks
    check "The measurements' own tests" test_benches
    check "Format, static checks, unit and end-to-end tests" verify "${long[@]}"
    await_page_checks
    summarise
}

end_of_tests() {
    [ -z "$page_checks_pid" ] || kill -TERM "$page_checks_pid" 2>/dev/null || true
    stop_step
    stop_engine
}

# check TEXT COMMAND…: remembers how it went, and goes on with the next.
check() {
    local text=$1
    shift
    if "$@"; then STEPS+=("passed $text"); else STEPS+=("failed $text"); fi
}

forget_old_reports() {
    rm -rf "$ROOT"/*/target/surefire-reports "$ROOT"/*/target/failsafe-reports "$PAGE_REPORT" "$BENCH_REPORT"
}

# The page is checked beside the Java tests, which wait more than they work; what is said of it is shown at their end.
start_page_checks() {
    rm -f "$PAGE_STEPS"
    (
        trap 'stop_step; exit 143' TERM
        STEPS=()
        check "The page: types, lint, format" check_page
        check "The page: unit tests" test_page
        printf '%s\n' "${STEPS[@]}" >"$PAGE_STEPS"
    ) 2>"$PAGE_LOG" &
    page_checks_pid=$!
}

await_page_checks() {
    local steps=()
    wait "$page_checks_pid" || true
    page_checks_pid=
    cat "$PAGE_LOG" >&2
    if [ -f "$PAGE_STEPS" ]; then mapfile -t steps <"$PAGE_STEPS"; else steps=("failed The page's checks"); fi
    STEPS+=("${steps[@]}")
}

check_page() {
    local part status=0
    for part in types lint format:check; do
        step "Checking the page: $part" npm_in web-ide run "$part" || status=1
    done
    return "$status"
}

test_page() {
    step "Testing the page" npm_in web-ide run test -- --reporter=default --reporter=junit --outputFile.junit="$PAGE_REPORT"
}

test_benches() {
    step "Testing the measurements" test_in e2e/bench --test-reporter=junit --test-reporter-destination="$BENCH_REPORT"
}

test_in() { cd "$ROOT/$1" && shift && exec node --test "$@"; }

fetch_peers() {
    local sources
    sources=$(find_files e2e/peers/package.json e2e/peers/package-lock.json | digest)
    if is_built peers "$sources" && [ -d "$ROOT/e2e/peers/node_modules" ]; then return; fi
    step "Fetching the tests' own libraries" npm_in e2e/peers ci --no-audit --no-fund --prefer-offline &&
        stamp peers "$sources"
}

# The end-to-end tests start what the other modules have built, so they come last.
verify() {
    local status=0
    run_maven "Running the Java tests" --threads 2 --projects '!e2e' "$@" || status=1
    run_maven "Running the end-to-end tests" --projects e2e "$@" || status=1
    return "$status"
}

# A failed test does not keep the others from running; the reports are counted afterwards. A test process that died leaves
# no report, and Maven passes over it.
run_maven() {
    local text=$1
    shift
    step "$text" env PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 \
        mvn --batch-mode -f "$ROOT/pom.xml" --fail-at-end -Dmaven.test.failure.ignore=true -Dpage.skip.checks=true "$@" verify ||
        return 1
    if grep -E "$DIED" "$(log_of "$text")" >&2; then return 1; fi
}

summarise() {
    local line passed failed skipped broken=0
    read -r passed failed skipped <<<"$(count_tests)"
    for line in "${STEPS[@]}"; do
        [ "${line%% *}" = passed ] || broken=$((broken + 1))
    done
    printf '\n'
    name_tests "$FAILED" | sed 's/^/failed  /'
    name_tests "$SKIPPED" | sed 's/^/skipped /'
    printf '%s\n' "${STEPS[@]}"
    printf '%s skipped, %d min %d s in all\n' "$skipped" $((SECONDS / 60)) $((SECONDS % 60))
    # A step that broke without a failed test is a failure all the same.
    [ "$failed" -gt 0 ] || failed=$broken
    printf '%s passed, %s failed\n' "$passed" "$failed"
    [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

# Each reporter writes JUnit's XML.
reports() {
    find "$ROOT"/*/target/surefire-reports "$ROOT"/*/target/failsafe-reports -name 'TEST-*.xml' -print0 2>/dev/null
    local report
    for report in "$PAGE_REPORT" "$BENCH_REPORT"; do
        [ ! -f "$report" ] || printf '%s\0' "$report"
    done
}

# Passed, failed and skipped, on one line.
count_tests() {
    local all failed skipped
    all=$(name_tests '' | wc -l)
    failed=$(name_tests "$FAILED" | wc -l)
    skipped=$(name_tests "$SKIPPED" | wc -l)
    printf '%d %d %d\n' $((all - failed - skipped)) "$failed" "$skipped"
}

# The names of the test cases with something in them that matches.
name_tests() {
    # shellcheck disable=SC2016 # awk's own variables
    reports | xargs -0 -r awk -v wanted="$1" '
        BEGIN { RS = "<testcase " }
        FNR > 1 && $0 ~ wanted { print of("classname") "." of("name") }
        function of(name,   found) {
            if (!match($0, "(^| )" name "=\"[^\"]*\"")) return ""
            found = substr($0, RSTART, RLENGTH)
            sub(/^[^"]*"/, "", found)
            sub(/"$/, "", found)
            return found
        }'
}
