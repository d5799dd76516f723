// The work folder: root's copy of the files, root's copy of what a build made, and a folder for each program uid.
//
// Root here cannot pass by permissions. What shall belong to a program's uid is made by acting as that uid, and as it
// may not write to /work itself, /work is opened for that moment. No program is alive then that runs a user's code.
#include "agent.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const int MAKE = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
static const int READ = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
static const int FOLDER = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

static void waiting_name(char name[32], const char *folder, int slot) { snprintf(name, 32, "%s.%d", folder, slot); }

static bool make_slot(int slot) {
    char code[32], out[32];
    waiting_name(code, CODE, slot);
    waiting_name(out, OUT, slot);
    chmod(WORK, 0777);
    act_as(uid_of(slot));
    bool made = mkdir(code, 0700) == 0 && mkdir(out, 0700) == 0;
    act_as(0);
    chmod(WORK, 0755);
    return made;
}

void folders_start(void) {
    umask(022);
    if (mkdir(FILES, 0755) != 0 || mkdir(BUILT, 0755) != 0) die("%s: %s", WORK, strerror(errno));
    for (int slot = 0; slot < SLOTS; slot++) {
        if (!make_slot(slot)) die("a program's folder: %s", strerror(errno));
    }
}

bool path_fits(const char *path) {
    size_t length = strlen(path);
    if (length == 0 || length > MAX_PATH_BYTES || path[0] == '/') return false;
    for (const char *part = path;; part++) {
        size_t count = strcspn(part, "/");
        if (count == 0 || count > MAX_PART_BYTES) return false;
        if ((count == 1 && part[0] == '.') || (count == 2 && part[0] == '.' && part[1] == '.')) return false;
        for (size_t i = 0; i < count; i++) {
            if ((unsigned char)part[i] < ' ' || part[i] == 127) return false;
        }
        part += count;
        if (*part == 0) return true;
    }
}

static bool write_all(int file, const unsigned char *bytes, size_t length) {
    while (length > 0) {
        ssize_t count = write(file, bytes, length);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        bytes += count;
        length -= (size_t)count;
    }
    return true;
}

// Opens the folder that a path's last part is in, making folders on the way; `*last` becomes that part.
static int open_parent(const char *path, const char **last) {
    int folder = open(FILES, FOLDER);
    char part[MAX_PART_BYTES + 1];
    for (const char *slash; folder >= 0 && (slash = strchr(path, '/')); path = slash + 1) {
        memcpy(part, path, (size_t)(slash - path));
        part[slash - path] = 0;
        if (mkdirat(folder, part, 0755) != 0 && errno != EEXIST) {
            close(folder);
            return -1;
        }
        int next = openat(folder, part, FOLDER);
        close(folder);
        folder = next;
    }
    *last = path;
    return folder;
}

bool folders_put(const char *path, const unsigned char *content, size_t length) {
    const char *name;
    int folder = open_parent(path, &name);
    if (folder < 0) return false;
    unlinkat(folder, name, 0);
    int file = openat(folder, name, MAKE, 0644);
    bool written = file >= 0 && write_all(file, content, length);
    if (file >= 0) close(file);
    close(folder);
    return written;
}

bool folders_remove(const char *path) {
    char whole[sizeof FILES + 1 + MAX_PATH_BYTES];
    snprintf(whole, sizeof whole, "%s/%s", FILES, path);
    if (unlink(whole) != 0 && errno != ENOENT) return false;
    // Folders that have become empty go too, as far up as they are.
    for (char *slash; (slash = strrchr(whole, '/')) > whole + sizeof FILES - 1;) {
        *slash = 0;
        if (rmdir(whole) != 0) break;
    }
    return true;
}

// ---- copies -------------------------------------------------------------------------------------------------------

struct copy {
    uid_t reader, writer;
    int files_left;
};

static bool copy_bytes(int from, int to) {
    unsigned char buffer[32 * 1024];
    for (;;) {
        ssize_t count = read(from, buffer, sizeof buffer);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return count == 0;
        if (!write_all(to, buffer, (size_t)count)) return false;
    }
}

static bool copy_file(int from, int to, const char *name, const struct copy *copy, mode_t mode) {
    act_as(copy->reader);
    int source = openat(from, name, READ);
    struct stat stat;
    bool regular = source >= 0 && fstat(source, &stat) == 0 && S_ISREG(stat.st_mode);
    act_as(0);
    act_as(copy->writer);
    int target = regular ? openat(to, name, MAKE, mode) : -1;
    bool copied = target >= 0 && copy_bytes(source, target);
    act_as(0);
    if (source >= 0) close(source);
    if (target >= 0) close(target);
    return copied;
}

// Regular files and folders alone; links, FIFOs, sockets and devices are left out. Closes both folders.
static bool copy_folder(int from, int to, struct copy *copy, int depth) {
    act_as(copy->reader);
    DIR *entries = from >= 0 ? fdopendir(from) : NULL;
    act_as(0);
    bool copied = entries && to >= 0;
    for (struct dirent *entry; copied && (entry = readdir(entries));) {
        const char *name = entry->d_name;
        struct stat stat;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0) continue;
        act_as(copy->reader);
        bool known = fstatat(from, name, &stat, AT_SYMLINK_NOFOLLOW) == 0;
        act_as(0);
        if (!known || (!S_ISREG(stat.st_mode) && !S_ISDIR(stat.st_mode))) continue;
        if (copy->files_left-- <= 0 || depth >= MAX_DEPTH) {
            copied = false;
        } else if (S_ISREG(stat.st_mode)) {
            copied = copy_file(from, to, name, copy, stat.st_mode & 0100 ? 0755 : 0644);
        } else {
            act_as(copy->reader);
            int inner_from = openat(from, name, FOLDER);
            act_as(0);
            act_as(copy->writer);
            mkdirat(to, name, 0755);
            int inner_to = openat(to, name, FOLDER);
            act_as(0);
            copied = copy_folder(inner_from, inner_to, copy, depth + 1);
        }
    }
    if (entries) closedir(entries);
    else if (from >= 0) close(from);
    if (to >= 0) close(to);
    return copied;
}

static int open_as(uid_t uid, const char *folder) {
    act_as(uid);
    int opened = open(folder, FOLDER);
    act_as(0);
    return opened;
}

// ---- a run's beginning and end ------------------------------------------------------------------------------------

bool folders_enter(int slot) {
    char code[32], out[32];
    waiting_name(code, CODE, slot);
    waiting_name(out, OUT, slot);
    if (rename(code, CODE) != 0 || rename(out, OUT) != 0) return false;
    struct copy copy = {.reader = 0, .writer = uid_of(slot), .files_left = MAX_BUILT_FILES};
    return copy_folder(open(FILES, FOLDER), open_as(uid_of(slot), CODE), &copy, 0);
}

bool folders_keep_built(int slot) {
    if (!empty_folder(open(BUILT, FOLDER), 0)) return false;
    struct copy copy = {.reader = uid_of(slot), .writer = 0, .files_left = MAX_BUILT_FILES};
    return copy_folder(open_as(uid_of(slot), OUT), open(BUILT, FOLDER), &copy, 0);
}

// Runs as the uid whose folder it is; the folder may have been closed to its owner.
static bool empty_own(const char *path, uid_t uid) {
    chmod(path, 0700);
    int folder = open(path, FOLDER);
    return folder >= 0 && empty_folder(folder, uid);
}

bool folders_leave(int slot) {
    uid_t uid = uid_of(slot);
    sweep_as(uid);
    bool emptied = empty_own(CODE, uid) && empty_own(OUT, uid);
    const char *shared[] = {"/tmp", "/dev/shm"};
    for (size_t i = 0; i < sizeof shared / sizeof shared[0]; i++) {
        int folder = open(shared[i], FOLDER);
        if (folder >= 0) emptied = empty_folder(folder, uid) && emptied;
    }
    return_to_root();
    return emptied && rmdir(CODE) == 0 && rmdir(OUT) == 0 && make_slot(slot);
}
