// What no program may ask of the kernel, on top of the engine's own filter, which lets these through.
#include "agent.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/netlink.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "the filter knows x86_64 and aarch64"
#endif

#define X32_BIT 0x40000000u
#define NAMESPACE_FLAGS \
    (CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP)

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (unsigned)offsetof(struct seccomp_data, field))
#define LOAD_ARGUMENT(n) LOAD(args[n])   // the low half, on a little-endian machine
#define REFUSE(error) BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ((error) & SECCOMP_RET_DATA))
#define ALLOW BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)
#define KILL BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS)
#define SKIP_UNLESS(value, count) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (value), 0, (count))
#define DENY(call) SKIP_UNLESS(__NR_##call, 1), REFUSE(EPERM)

bool install_filter(void) {
    struct sock_filter rules[] = {
        // Another architecture's numbers would mean other calls.
        LOAD(arch), BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1, 0), KILL,
        LOAD(nr),
#if defined(__x86_64__)
        BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, X32_BIT, 0, 1), KILL,
#endif
        // Ways into other processes, and large or young parts of the kernel.
        DENY(ptrace), DENY(process_vm_readv), DENY(process_vm_writev), DENY(kcmp), DENY(pidfd_getfd),
        DENY(io_uring_setup), DENY(io_uring_enter), DENY(io_uring_register),
        DENY(bpf), DENY(perf_event_open), DENY(userfaultfd), DENY(add_key), DENY(keyctl), DENY(request_key),
        DENY(mount), DENY(umount2), DENY(pivot_root), DENY(setns), DENY(unshare), DENY(chroot),
        DENY(fsopen), DENY(fsmount), DENY(move_mount), DENY(open_tree),
        DENY(open_by_handle_at), DENY(name_to_handle_at), DENY(fanotify_init), DENY(personality), DENY(vhangup),
        DENY(kexec_load), DENY(init_module), DENY(finit_module), DENY(delete_module), DENY(reboot), DENY(syslog),
        DENY(quotactl), DENY(swapon), DENY(swapoff), DENY(acct), DENY(settimeofday), DENY(clock_settime),
        // What would outlive the run.
        DENY(mq_open), DENY(shmget), DENY(semget), DENY(msgget),
        // clone3 hides its flags behind a pointer; the C library then uses clone.
        SKIP_UNLESS(__NR_clone3, 1), REFUSE(ENOSYS),
        SKIP_UNLESS(__NR_clone, 4),
            LOAD_ARGUMENT(0), BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, NAMESPACE_FLAGS, 0, 1), REFUSE(EPERM), ALLOW,
        // Sockets within the box and to the loopback alone; netlink as far as asking for the interfaces needs it.
        SKIP_UNLESS(__NR_socket, 12),
            LOAD_ARGUMENT(0),
            SKIP_UNLESS(AF_UNIX, 1), ALLOW,
            SKIP_UNLESS(AF_INET, 1), ALLOW,
            SKIP_UNLESS(AF_INET6, 1), ALLOW,
            SKIP_UNLESS(AF_NETLINK, 1), LOAD_ARGUMENT(2),
            // Falls through with the family, which is not 0, if it was not netlink.
            SKIP_UNLESS(NETLINK_ROUTE, 1), ALLOW, REFUSE(EAFNOSUPPORT),
        ALLOW,
    };
    struct sock_fprog program = {.len = sizeof rules / sizeof rules[0], .filter = rules};
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}
