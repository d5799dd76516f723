// Starts the agent in namespaces of its own, for a machine without a container engine. Run by root:
//
//     launch -r ROOT [-g FOLDER=TARGET]… [-b SOURCE=TARGET]… [-l LINK=TEXT]… [-t TARGET=OPTIONS]… -- AGENT ARGUMENT…
//
// ROOT is an empty folder to build the box's root on; -g a cgroup to join, and to show at TARGET; -b what of the machine
// is seen, read-only; -l a symbolic link; -t a tmpfs ("exec," first if programs may be run from it). Nothing else of the
// machine is in the box: no network, no other process, no device but the harmless ones. It lives as long as this process.
#include <errno.h>
#include <fcntl.h>
#include <linux/capability.h>
#include <net/if.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef SYS_mount_setattr
#define SYS_mount_setattr 442            // on every architecture; its attributes have the values of the flags
#endif
#ifndef AT_RECURSIVE
#define AT_RECURSIVE 0x8000
#endif

enum { MAX_OPTIONS = 128, OPEN_FILES = 1024, FILE_BYTES = 128 << 20 };

struct option {
    char kind;
    char *left, *right;   // of the '='
};

static struct option options[MAX_OPTIONS];
static int option_count;
static const char *root;

static void fail(const char *what) {
    fprintf(stderr, "launch: %s: %s\n", what, strerror(errno));
    exit(1);
}

static void must(int result, const char *what) {
    if (result < 0) fail(what);
}

// A path of the box, as it is before the box's root has become the root.
static const char *inside(const char *path) {
    static char whole[4096];
    if (snprintf(whole, sizeof whole, "%s%s", root, path) >= (int)sizeof whole) {
        errno = ENAMETOOLONG;
        fail(path);
    }
    return whole;
}

static void make_folders(char *path) {
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        if (mkdir(path, 0755) != 0 && errno != EEXIST) fail(path);
        *slash = '/';
    }
}

// Makes an empty folder or file to mount upon.
static const char *mount_point(const char *path, bool folder) {
    char *whole = strdup(inside(path));
    make_folders(whole);
    if (folder) {
        if (mkdir(whole, 0755) != 0 && errno != EEXIST) fail(whole);
    } else {
        int file = open(whole, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
        must(file, whole);
        close(file);
    }
    return whole;
}

// With what is mounted in it, which a remount would leave as it is: shown only where the kernel (5.12) can restrict all of it.
static void show(const char *source, const char *target, unsigned long flags) {
    struct stat stat_of_source;
    struct { uint64_t set, clear, propagation, user_namespace; } attributes = {.set = MS_NOSUID | flags};
    must(stat(source, &stat_of_source), source);
    const char *point = mount_point(target, S_ISDIR(stat_of_source.st_mode));
    must(mount(source, point, NULL, MS_BIND | MS_REC, NULL), source);
    if (syscall(SYS_mount_setattr, AT_FDCWD, point, AT_RECURSIVE, &attributes, sizeof attributes) == 0) return;
    must(umount2(point, MNT_DETACH), target);
    must(mount(source, point, NULL, MS_BIND, NULL), source);
    must(mount(NULL, point, NULL, MS_BIND | MS_REMOUNT | MS_NOSUID | flags, NULL), target);
}

// What of the machine could be set through it stays as it is, whoever asks.
static void mount_processes(void) {
    static const char *const settable[] = {"/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"};
    must(mount("proc", mount_point("/proc", true), "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL), "/proc");
    for (size_t i = 0; i < sizeof settable / sizeof settable[0]; i++) {
        char *inner = strdup(inside(settable[i]));
        if (inner && access(inner, F_OK) == 0) show(inner, settable[i], MS_RDONLY | MS_NODEV | MS_NOEXEC);
        free(inner);
    }
}

static void mount_memory(const char *target, const char *sizes) {
    unsigned long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
    if (strncmp(sizes, "exec,", 5) == 0) {
        flags &= ~(unsigned long)MS_NOEXEC;
        sizes += 5;
    }
    must(mount("tmpfs", mount_point(target, true), "tmpfs", flags, sizes), target);
}

static void mount_devices(void) {
    static const char *const harmless[] = {"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/dev/tty"};
    must(mount("tmpfs", mount_point("/dev", true), "tmpfs", MS_NOSUID | MS_NOEXEC, "mode=0755,size=64k"), "/dev");
    for (size_t i = 0; i < sizeof harmless / sizeof harmless[0]; i++) show(harmless[i], harmless[i], MS_NOEXEC);
    must(mount("devpts", mount_point("/dev/pts", true), "devpts", MS_NOSUID | MS_NOEXEC, "newinstance,ptmxmode=0666,mode=0620"),
            "/dev/pts");
    must(symlink("pts/ptmx", inside("/dev/ptmx")), "/dev/ptmx");
    must(symlink("/proc/self/fd", inside("/dev/fd")), "/dev/fd");
    must(symlink("/proc/self/fd/0", inside("/dev/stdin")), "/dev/stdin");
    must(symlink("/proc/self/fd/1", inside("/dev/stdout")), "/dev/stdout");
    must(symlink("/proc/self/fd/2", inside("/dev/stderr")), "/dev/stderr");
}

static void build_root(void) {
    must(mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL), "/");
    must(mount("tmpfs", root, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0755,size=1m"), root);
    mount_processes();
    mount_devices();
    for (int i = 0; i < option_count; i++) {
        const struct option *option = &options[i];
        if (option->kind == 'b') show(option->left, option->right, MS_RDONLY | MS_NODEV);
        if (option->kind == 'g') show(option->left, option->right, MS_RDONLY | MS_NODEV | MS_NOEXEC);
        if (option->kind == 't') mount_memory(option->left, option->right);
        if (option->kind == 'l') must(symlink(option->right, inside(option->left)), option->left);
    }
}

static void enter_root(void) {
    must(chdir(root), root);
    must((int)syscall(SYS_pivot_root, ".", "."), "pivot_root");
    must(umount2(".", MNT_DETACH), "the old root");
    must(chdir("/"), "/");
    must(mount(NULL, "/", NULL, MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NODEV, NULL), "/");
    must(mount(NULL, "/dev", NULL, MS_REMOUNT | MS_RDONLY | MS_NOSUID | MS_NOEXEC, "mode=0755,size=64k"), "/dev");
}

static void join_cgroups(void) {
    char path[4096];
    for (int i = 0; i < option_count; i++) {
        if (options[i].kind != 'g') continue;
        snprintf(path, sizeof path, "%s/cgroup.procs", options[i].left);
        int file = open(path, O_WRONLY | O_CLOEXEC);
        must(file, path);
        if (write(file, "0", 1) != 1) fail(path);
        close(file);
    }
}

static void raise_loopback(void) {
    struct ifreq request = {.ifr_name = "lo", .ifr_flags = IFF_UP | IFF_RUNNING};
    int any = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (any >= 0) {
        if (ioctl(any, SIOCSIFFLAGS, &request) != 0) fail("lo");
        close(any);
    }
}

static void limit(int what, rlim_t value) {
    struct rlimit both = {value, value};
    must(setrlimit(what, &both), "setrlimit");
}

// What the agent needs of root's powers, and no way back to the rest.
static void drop_capabilities(void) {
    for (int capability = 0; prctl(PR_CAPBSET_READ, capability) >= 0; capability++) {
        if (capability == CAP_SETUID || capability == CAP_SETGID || capability == CAP_KILL) continue;
        must(prctl(PR_CAPBSET_DROP, capability), "PR_CAPBSET_DROP");
    }
    must(prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), "PR_SET_NO_NEW_PRIVS");
}

static void become_the_agent(char **arguments) {
    char *const nothing[] = {NULL};
    must(prctl(PR_SET_PDEATHSIG, SIGKILL), "PR_SET_PDEATHSIG");
    join_cgroups();
    must(sethostname("box", 3), "sethostname");
    raise_loopback();
    build_root();
    enter_root();
    limit(RLIMIT_NOFILE, OPEN_FILES);
    limit(RLIMIT_FSIZE, FILE_BYTES);
    limit(RLIMIT_CORE, 0);
    drop_capabilities();
    must((int)syscall(SYS_close_range, 3, ~0U, 0), "close_range");
    execve(arguments[0], arguments, nothing);
    fail(arguments[0]);
}

static void read_options(int count, char **arguments) {
    for (int kind; (kind = getopt(count, arguments, "+r:g:b:l:t:")) != -1;) {
        if (kind == 'r') {
            root = optarg;
            continue;
        }
        char *equals = kind == '?' ? NULL : strchr(optarg, '=');
        errno = EINVAL;
        if (!equals || option_count == MAX_OPTIONS) fail("an option");
        *equals = 0;
        options[option_count++] = (struct option){.kind = (char)kind, .left = optarg, .right = equals + 1};
    }
    errno = EINVAL;
    if (!root || optind >= count) fail("usage");
}

int main(int count, char **arguments) {
    read_options(count, arguments);
    const int fresh = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS;
    pid_t agent = (pid_t)syscall(SYS_clone, fresh | SIGCHLD, NULL, NULL, NULL, NULL);
    must(agent, "clone");
    if (agent == 0) become_the_agent(arguments + optind);
    // The box's streams are the agent's alone: their ends must be seen.
    close(STDIN_FILENO);
    close(STDOUT_FILENO);
    int status;
    while (waitpid(agent, &status, 0) < 0 && errno == EINTR) {}
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
