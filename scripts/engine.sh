# A Docker engine for tests and measurements: the machine's own, or one that is started for as long as we run.
# shellcheck shell=bash
#
# Ours keeps its images in a cache, so that the next time is quick. Several clones may use it at once: each holds a
# shared lock on it, and whoever finds himself alone at the end stops it.

readonly ENGINE=${XDG_CACHE_HOME:-${HOME:-/var}/.cache}/coderun/engine
readonly ENGINE_START_SECONDS=30
readonly ENGINE_STOP_SECONDS=20

is_engine_held=false

need_engine() {
    if engine_answers; then return; fi
    [ "$(id -u)" -eq 0 ] ||
        fail "No Docker engine answers. Start it (sudo systemctl start docker), be in the group docker, or run this as root."
    command -v dockerd >/dev/null || fail "Docker Engine is missing: sudo apt-get install docker.io"
    mkdir -p "$ENGINE"
    exec 8>"$ENGINE/users"
    flock -s 8
    is_engine_held=true
    export DOCKER_HOST=unix://$ENGINE/d.sock
    engine_answers || step "Starting a Docker engine" start_engine ||
        fail "The Docker engine did not start: see $ENGINE/log."
}

engine_answers() { timeout 10 docker version >/dev/null 2>&1; }

start_engine() {
    # A file left by an engine that was killed would keep the next one from starting.
    local pid deadline engine
    pid=$(cat "$ENGINE/d.pid" 2>/dev/null || true)
    if [ -z "$pid" ] || ! is_our_engine "$pid"; then rm -f "$ENGINE/d.pid" "$ENGINE/d.sock"; fi
    # A session of its own: an interrupt at the terminal must not end it before its containers are removed.
    (run_engine) >"$ENGINE/log" 2>&1 </dev/null 8>&- &
    engine=$!
    deadline=$((SECONDS + ENGINE_START_SECONDS))
    until engine_answers; do
        if [ "$SECONDS" -ge "$deadline" ] || ! is_engine_starting "$engine"; then
            tail -n 20 "$ENGINE/log"
            return 1
        fi
        sleep 0.2
    done
}

# Both its daemons. One that brings no containerd takes the machine's as soon as there is a socket of that name, though
# nobody may listen there any more.
run_engine() {
    printf '%s\n' 'version = 2' 'disabled_plugins = ["io.containerd.grpc.v1.cri"]' >"$ENGINE/containerd.toml"
    # shellcheck disable=SC2016
    exec setsid --wait bash -c '
        engine=$1
        shift
        setpriv --pdeathsig TERM containerd --config "$engine/containerd.toml" --log-level warn \
            --address "$engine/containerd.sock" --root "$engine/data/containerd/daemon" \
            --state "$engine/exec/containerd/daemon" &
        exec dockerd "$@"' run_engine "$ENGINE" --host "unix://$ENGINE/d.sock" --containerd "$ENGINE/containerd.sock" \
        --data-root "$ENGINE/data" --exec-root "$ENGINE/exec" --pidfile "$ENGINE/d.pid" --storage-driver overlay2 \
        --bridge=none --iptables=false --ip6tables=false
}

# Ours, or that of another clone, which was a moment earlier.
is_engine_starting() { kill -0 "$1" 2>/dev/null || is_our_engine "$(cat "$ENGINE/d.pid" 2>/dev/null || true)"; }

# Ends our engine unless another clone uses it. Containers go first: what they hold would keep folders mounted.
stop_engine() {
    local pid deadline containers
    "$is_engine_held" && flock -n -x 8 || return 0
    pid=$(cat "$ENGINE/d.pid" 2>/dev/null || true)
    [ -n "$pid" ] && is_our_engine "$pid" || return 0
    mapfile -t containers < <(timeout 10 docker ps -aq 2>/dev/null)
    [ "${#containers[@]}" -eq 0 ] || timeout 60 docker rm -f "${containers[@]}" >/dev/null 2>&1 || true
    kill -TERM "$pid" 2>/dev/null || true
    deadline=$((SECONDS + ENGINE_STOP_SECONDS))
    # A process that has ended and that nobody has asked for is no engine any more.
    while is_our_engine "$pid" && [ "$SECONDS" -lt "$deadline" ]; do sleep 0.1; done
    umount "$ENGINE/exec/netns/default" 2>/dev/null || true
    exec 8>&-
}

# A pid may have gone to somebody else since it was written down.
is_our_engine() { tr '\0' ' ' <"/proc/$1/cmdline" 2>/dev/null | grep -qF -- "--host unix://$ENGINE/d.sock"; }
