# Finds the Java Development Kit that everything is built and run with.
# shellcheck shell=bash

readonly JDK_VERSION=25

# Sets JAVA_HOME, or ends with what to install.
need_jdk() {
    local home
    home=$(find_jdk) || fail "A JDK $JDK_VERSION is missing: install one ($(jdk_advice)) or set JAVA_HOME to its folder."
    export JAVA_HOME=$home
}

find_jdk() {
    local home
    for home in "${JAVA_HOME-}" /usr/lib/jvm/* /opt/java/* /opt/*jdk* "${HOME-}"/.sdkman/candidates/java/* \
        "${HOME-}"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home "$(javac_on_path)"; do
        if is_jdk "$home"; then
            printf '%s\n' "$home"
            return
        fi
    done
    return 1
}

# The release file tells the version without starting a JVM.
is_jdk() {
    [ -n "$1" ] && [ -x "$1/bin/javac" ] && grep -qs "^JAVA_VERSION=\"${JDK_VERSION}[.\"+-]" "$1/release"
}

javac_on_path() {
    local javac
    javac=$(command -v javac) || return 0
    dirname "$(dirname "$(readlink -f "$javac")")"
}

jdk_advice() {
    if apt_offers "openjdk-$JDK_VERSION-jdk-headless"; then
        printf 'sudo apt-get install openjdk-%s-jdk-headless' "$JDK_VERSION"
    else
        printf 'for example Eclipse Temurin %s' "$JDK_VERSION"
    fi
}
