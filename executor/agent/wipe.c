// Empties a folder that a hostile program has filled. Called when nobody who could change it any more is alive.
#include "agent.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static int open_folder(int parent, const char *name) {
    int folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0 && errno == EACCES && fchmodat(parent, name, 0700, 0) == 0) {
        folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    }
    return folder;
}

// Removes a folder's files, and lifts its folders up to the top under fresh names, so that no depth can exhaust us.
static bool flatten(int top, const char *name, unsigned *fresh) {
    int folder = open_folder(top, name);
    if (folder < 0) return false;
    fchmod(folder, 0700);
    DIR *entries = fdopendir(folder);
    if (!entries) {
        close(folder);
        return false;
    }
    bool done = true;
    for (struct dirent *entry; (entry = readdir(entries));) {
        if (is_dots(entry->d_name) || unlinkat(folder, entry->d_name, 0) == 0) continue;
        if (unlinkat(folder, entry->d_name, AT_REMOVEDIR) == 0) continue;
        char lifted[32];
        struct stat taken;
        do {
            snprintf(lifted, sizeof lifted, ".lifted-%u", (*fresh)++);
        } while (fstatat(top, lifted, &taken, AT_SYMLINK_NOFOLLOW) == 0);
        // A folder that is moved is written to, for its "..".
        if (fchmodat(folder, entry->d_name, 0700, 0) != 0) done = false;
        if (renameat(folder, entry->d_name, top, lifted) != 0) done = false;
    }
    closedir(entries);
    return done;
}

bool empty_folder(int folder, uid_t owner) {
    DIR *entries = fdopendir(folder);
    if (!entries) {
        close(folder);
        return false;
    }
    unsigned fresh = 0;
    bool found = true, done = true;
    while (found && done) {
        found = false;
        rewinddir(entries);
        for (struct dirent *entry; (entry = readdir(entries));) {
            struct stat stat;
            if (is_dots(entry->d_name)) continue;
            if (fstatat(folder, entry->d_name, &stat, AT_SYMLINK_NOFOLLOW) != 0 || stat.st_uid != owner) continue;
            found = true;
            if (!S_ISDIR(stat.st_mode)) {
                done = unlinkat(folder, entry->d_name, 0) == 0 && done;
            } else if (unlinkat(folder, entry->d_name, AT_REMOVEDIR) != 0) {
                done = flatten(folder, entry->d_name, &fresh) && done;
            }
        }
    }
    closedir(entries);
    return done;
}
