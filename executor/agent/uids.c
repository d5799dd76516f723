// Who acts. The agent is uid 0 without the capabilities that make uid 0 mighty: what a program made, only that
// program's uid can touch, so the agent takes that uid when it tidies up, and can always come back.
#include "agent.h"

#include <errno.h>
#include <grp.h>
#include <string.h>
#include <unistd.h>

static uid_t first_uid;
static uid_t acting;                        // as whom the agent acts just now

void uids_begin_at(uid_t first) { first_uid = first; }

uid_t uid_of(int slot) { return first_uid + (uid_t)slot; }

void act_as(uid_t uid) {
    if (uid == acting) return;
    // Group first on the way down, last on the way up: only uid 0 may change it.
    if (uid != 0 && setegid(uid) != 0) die("setegid: %s", strerror(errno));
    if (seteuid(uid) != 0) die("seteuid: %s", strerror(errno));
    if (uid == 0 && setegid(0) != 0) die("setegid: %s", strerror(errno));
    acting = uid;
}

void become_for_good(uid_t uid) {
    uid_t real, effective, saved;
    gid_t real_group, effective_group, saved_group;
    if (setgroups(0, NULL) != 0 || setresgid(uid, uid, uid) != 0 || setresuid(uid, uid, uid) != 0) _exit(126);
    if (getresuid(&real, &effective, &saved) != 0 || getresgid(&real_group, &effective_group, &saved_group) != 0) {
        _exit(126);
    }
    if (real != uid || effective != uid || saved != uid) _exit(126);
    if (real_group != uid || effective_group != uid || saved_group != uid) _exit(126);
    if (getgroups(0, NULL) != 0) _exit(126);
}

void become_sweeper(uid_t uid) {
    if (setresuid(uid, uid, 0) != 0) die("setresuid: %s", strerror(errno));
}

void return_to_root(void) {
    if (setresuid(0, 0, 0) != 0) die("setresuid: %s", strerror(errno));
}
