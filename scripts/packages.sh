# Installs what the tests need: as root without asking, else it says what to run.
# shellcheck shell=bash

# Each line: a program, and the Debian package that brings it.
readonly TEST_PROGRAMS='
mvn        maven
node       nodejs
npm        npm
dockerd    docker.io
docker     docker-cli
chromium-headless-shell chromium-headless-shell
mmdebstrap mmdebstrap
bwrap      bubblewrap
curl       curl
python3    python3
cc         build-essential
make       build-essential
'

# An engine is started from /usr/sbin, which not everybody has on the path.
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

install_test_packages() {
    local missing=()
    mapfile -t missing < <(missing_test_packages)
    [ "${#missing[@]}" -eq 0 ] || install_packages "${missing[@]}"
}

missing_test_packages() {
    local program package
    while read -r program package; do
        [ -z "$program" ] || command -v "$program" >/dev/null || printf '%s\n' "$package"
    done <<<"$TEST_PROGRAMS"
    find_jdk >/dev/null || printf 'openjdk-%s-jdk-headless\n' "$JDK_VERSION"
}

install_packages() {
    local package wanted=()
    command -v apt-get >/dev/null || fail "Missing: $*. Install them with your system's package manager."
    [ "$(id -u)" -eq 0 ] || fail "Missing: $*. Run: sudo apt-get install $*"
    step "Asking apt for its packages" apt-get update || fail "apt could not fetch its lists of packages."
    for package in "$@"; do
        # On an older Debian the docker client is part of docker.io.
        if apt_offers "$package"; then wanted+=("$package"); elif [ "$package" != docker-cli ]; then
            fail "apt offers no $package: install it in another way."
        fi
    done
    step "Installing ${wanted[*]}" install_quietly "${wanted[@]}" || fail "Installing ${wanted[*]} failed."
}

install_quietly() {
    DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 apt-get install -y --no-install-recommends "$@"
}

apt_offers() {
    command -v apt-cache >/dev/null && [ -n "$(apt-cache madison "$1" 2>/dev/null)" ]
}
