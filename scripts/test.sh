# Every check and every test, on a fresh machine too, and a plain summary at the end.
# shellcheck shell=bash

readonly PAGE_REPORT=$ROOT/target/page-tests.xml
readonly BENCH_REPORT=$ROOT/target/bench-tests.xml
readonly BESIDE=$ROOT/target/beside
readonly TESTED_BUILD=('*/target/classes' '*/target/test-classes' '*/target/*.jar')
readonly FAILED='<(failure|error)[ >/]'
readonly SKIPPED='<skipped[ >/]'
# Maven only starts the tests' JVMs, which takes no second compiler.
readonly QUICK_START="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
readonly DIED='The forked VM terminated|There was a timeout or other error in the fork'
STEPS=()                # "passed TEXT" or "failed TEXT", in order
compiled=(-Dspotless.check.skip=true)   # what need not be done again by those who test
declare -A beside=()    # the pids of what is checked beside the rest, by name

run_tests() {
    # Static checks have looked at the architecture.
    local long=(-Dtest.excluded.groups=long,architecture)
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
    begin_beside "page" check_all_of_page
    begin_beside "measurements" check "The measurements' own tests" test_benches
    check "The Java sources: format, static checks, architecture" compile_java
    # These wait more than they work: they take turns with the processors.
    begin_beside "server" check "The server" test_server "${long[@]}"
    begin_beside "scripts" check "The scripts" test_scripts
    check "The engine, the executor, the database" test_below_server "${long[@]}"
    await_beside "scripts"
    check "The end-to-end tests" test_end_to_end "${long[@]}"
    await_beside "server"
    await_beside "page"
    await_beside "measurements"
    summarise
}

end_of_tests() {
    [ "${#beside[@]}" -eq 0 ] || kill -TERM "${beside[@]}" 2>/dev/null || true
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

# begin_beside NAME COMMAND…: checks that go on beside the rest. What is said of them is shown when they are awaited.
begin_beside() {
    local name=$1
    shift
    mkdir -p "$BESIDE"
    rm -f "$BESIDE/$name.steps"
    (
        trap 'stop_step; exit 143' TERM
        STEPS=()
        "$@"
        printf '%s\n' "${STEPS[@]}" >"$BESIDE/$name.steps"
    ) 2>"$BESIDE/$name.log" &
    beside[$name]=$!
}

await_beside() {
    local name=$1 steps=("failed What is checked of the $1")
    wait "${beside[$name]}" || true
    unset "beside[$name]"
    # How it went, without how it was going.
    grep -v ' …' "$BESIDE/$name.log" >&2 || true
    [ ! -f "$BESIDE/$name.steps" ] || mapfile -t steps <"$BESIDE/$name.steps"
    STEPS+=("${steps[@]}")
}

check_all_of_page() {
    fetch_page_packages
    check "The page: types, lint, format" check_page
    check "The page: unit tests" test_page
}

digest_of_checked_page() { printf '%s-%s\n' "$(digest_of_page)" "$(node --version)"; }

check_page() {
    local part status=0
    for part in types lint format:check; do
        once "Checking the page: $part" digest_of_checked_page npm_in web-ide run "$part" || status=1
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

# The page is built and checked by itself.
compile_java() {
    local sources
    sources=$(digest_of_java)
    if fetch_kept java "$sources" "${TESTED_BUILD[@]}"; then
        say "Checking the Java sources: passed before with these sources"
    else
        run_maven "Checking the Java sources" package --threads 2 -Dtest=ArchitectureTest \
            -Dsurefire.failIfNoSpecifiedTests=false -Dmaven.test.failure.ignore=false --projects '!web-ide' || return 1
        keep java "$sources" digest_of_java "${TESTED_BUILD[@]}"
    fi
    export MAVEN_OPTS="${MAVEN_OPTS-} $QUICK_START"
    compiled=(-Dspotless.check.skip=true -Dmaven.main.skip=true -Dtests.compiled=true)
}

digest_of_java() { { java_sources; java_test_sources; } | digest; }

java_test_sources() {
    local module
    for module in session-engine executor dynamodb-local server e2e; do
        find_files "$module/pom.xml" "$module/src/test"
    done
}

test_below_server() {
    run_maven "Testing the engine, the executor, the database" verify --threads 2 "${compiled[@]}" \
        --projects session-engine,executor,dynamodb-local "$@"
}

test_server() {
    run_maven "Testing the server" verify "${compiled[@]}" --projects server --also-make -Dserver.alone=true "$@"
}

# The module of the end-to-end tests has theirs too.
test_scripts() {
    run_maven "Testing the scripts" test --projects e2e "${compiled[@]}" -Dtest.excluded.groups=architecture
}

# They start what the other modules have built, so they come last.
test_end_to_end() {
    run_maven "Running the end-to-end tests" verify "${compiled[@]}" --projects e2e -Dtest=None \
        -Dsurefire.failIfNoSpecifiedTests=false "$@"
}

# A failed test does not keep the others from running; the reports are counted afterwards. A test process that died leaves
# no report, and Maven passes over it.
run_maven() {
    local text=$1
    shift
    step "$text" env PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 \
        mvn --batch-mode -f "$ROOT/pom.xml" --fail-at-end -Dmaven.test.failure.ignore=true -Dpage.skip.checks=true "$@" ||
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

# Each reporter writes JUnit's XML. Where nothing compiled there are no folders to look into.
reports() {
    local report
    find "$ROOT"/*/target/surefire-reports "$ROOT"/*/target/failsafe-reports -name 'TEST-*.xml' -print0 2>/dev/null || true
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
