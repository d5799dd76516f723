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
#include <sys/statfs.h>
#include <unistd.h>

static const int MAKE = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
static const int APPEND = O_WRONLY | O_APPEND | O_NOFOLLOW | O_CLOEXEC;
static const int READ = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
static const int FOLDER = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

static const char *const shared[] = {"/tmp", "/dev/shm"};   // where every program may write

enum {
    SHARED = sizeof shared / sizeof shared[0],
    LITTLE_FILES = 64,                      // with the folders that are always there
    LITTLE_BYTES = 1024 * 1024,
};

const char *folders_waiting(char name[32], const char *folder, int slot) {
    snprintf(name, 32, "%s.%d", folder, slot);
    return name;
}

static bool make_slot(int slot) {
    char code[32], out[32];
    chmod(WORK, 0777);
    act_as(uid_of(slot));
    bool made = mkdir(folders_waiting(code, CODE, slot), 0700) == 0
            && mkdir(folders_waiting(out, OUT, slot), 0700) == 0;
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

// Opens the folder that a path's last part is in, making folders on the way; `*last` becomes that part.
static int open_parent(const char *top, const char *path, const char **last) {
    int folder = open(top, FOLDER);
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

static bool put(const char *top, const char *path, mode_t mode, bool more, const unsigned char *content, size_t length) {
    const char *name;
    int folder = open_parent(top, path, &name);
    if (folder < 0) return false;
    if (!more) unlinkat(folder, name, 0);
    int file = more ? openat(folder, name, APPEND) : openat(folder, name, MAKE, mode);
    bool written = file >= 0 && write_all(file, content, length);
    if (file >= 0) close(file);
    close(folder);
    return written;
}

bool folders_put(const char *path, const unsigned char *content, size_t length) {
    return put(FILES, path, 0644, false, content, length);
}

bool folders_put_built(const char *path, bool executable, bool more, const unsigned char *content, size_t length) {
    return put(BUILT, path, executable ? 0755 : 0644, more, content, length);
}

bool folders_clear_built(void) { return empty_folder(open(BUILT, FOLDER), 0); }

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

int folders_open(uid_t uid, const char *folder) {
    act_as(uid);
    int opened = open(folder, FOLDER);
    act_as(0);
    return opened;
}

// ---- a run's beginning and end ------------------------------------------------------------------------------------

bool folders_enter(int slot) {
    char code[32], out[32];
    if (rename(folders_waiting(code, CODE, slot), CODE) != 0 || rename(folders_waiting(out, OUT, slot), OUT) != 0) {
        return false;
    }
    return copy_folder(open(FILES, FOLDER), 0, folders_open(uid_of(slot), CODE), uid_of(slot));
}

static void add_held(const char *folder, uint64_t *files, uint64_t *bytes) {
    struct statfs stat;
    if (statfs(folder, &stat) != 0) return;
    *files += stat.f_files - stat.f_ffree;
    *bytes += (uint64_t)(stat.f_blocks - stat.f_bfree) * (uint64_t)stat.f_bsize;
}

bool folders_hold_little(void) {
    uint64_t files = 0, bytes = 0;
    add_held(WORK, &files, &bytes);
    for (size_t i = 0; i < SHARED; i++) add_held(shared[i], &files, &bytes);
    return files <= LITTLE_FILES && bytes <= LITTLE_BYTES;
}

bool folders_keep_built(int slot) {
    return folders_clear_built() && copy_folder(folders_open(uid_of(slot), OUT), uid_of(slot), open(BUILT, FOLDER), 0);
}

// A frame for each piece of a file: flags, path, bytes.
static bool send_file(uint32_t run, int file, const char *path, bool executable) {
    enum { EXECUTABLE = 1, MORE = 2 };
    static unsigned char payload[3 + MAX_PATH_BYTES + OUTPUT_CHUNK_BYTES];
    size_t length = strlen(path), head = 3 + length;
    payload[0] = executable ? EXECUTABLE : 0;
    payload[1] = (unsigned char)(length >> 8);
    payload[2] = (unsigned char)length;
    memcpy(payload + 3, path, length);
    for (;;) {
        ssize_t count = read(file, payload + head, OUTPUT_CHUNK_BYTES);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        if (count == 0 && payload[0] & MORE) return true;
        if (!frames_have_room()) frames_flush_all();
        send_frame(FRAME_MADE, run, payload, head + (size_t)count);
        if (count == 0) return true;
        payload[0] |= MORE;
    }
}

// `path` is the folder's, with room for more behind it. Closes the folder.
static bool send_folder(uint32_t run, int folder, char path[MAX_PATH_BYTES + 1]) {
    size_t length = strlen(path);
    DIR *entries = folder >= 0 ? fdopendir(folder) : NULL;
    bool sent = entries;
    for (struct dirent *entry; sent && (entry = readdir(entries));) {
        struct stat stat;
        if (is_dots(entry->d_name)) continue;
        if (length + 1 + strlen(entry->d_name) > MAX_PATH_BYTES) {
            sent = false;
            continue;
        }
        snprintf(path + length, MAX_PATH_BYTES + 1 - length, "%s%s", length > 0 ? "/" : "", entry->d_name);
        int inner = openat(folder, entry->d_name, READ);
        if (inner < 0 || fstat(inner, &stat) != 0) {
            sent = false;
        } else if (S_ISDIR(stat.st_mode)) {
            sent = send_folder(run, inner, path);
            inner = -1;
        } else {
            sent = send_file(run, inner, path, stat.st_mode & 0100);
        }
        if (inner >= 0) close(inner);
        path[length] = 0;
    }
    if (entries) closedir(entries);
    else if (folder >= 0) close(folder);
    return sent;
}

bool folders_send_built(uint32_t run) {
    char path[MAX_PATH_BYTES + 1] = "";
    return send_folder(run, open(BUILT, FOLDER), path);
}

// Runs as the uid whose folder it is; the folder may have been closed to its owner.
static bool empty_own(const char *path, uid_t uid) {
    chmod(path, 0700);
    int folder = open(path, FOLDER);
    return folder >= 0 && empty_folder(folder, uid);
}

// Nothing but itself, as the kernel counts; false where it does not count.
static bool is_empty(const char *folder) {
    struct statfs stat;
    return statfs(folder, &stat) == 0 && stat.f_files > 0 && stat.f_files - stat.f_ffree == 1;
}

bool folders_leave(int slot) {
    uid_t uid = uid_of(slot);
    bool out_is_gone = rmdir(OUT) == 0;     // empty, as after most runs
    become_sweeper(uid);
    bool emptied = empty_own(CODE, uid) && (out_is_gone || empty_own(OUT, uid));
    for (size_t i = 0; i < SHARED; i++) {
        int folder = is_empty(shared[i]) ? -1 : open(shared[i], FOLDER);
        if (folder >= 0) emptied = empty_folder(folder, uid) && emptied;
    }
    return_to_root();
    return emptied && rmdir(CODE) == 0 && (out_is_gone || rmdir(OUT) == 0) && make_slot(slot);
}
