// Copies folders from one uid to another, by acting as each in its turn: root here cannot pass by permissions.
#include "agent.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const int MAKE = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
static const int READ = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;
static const int FOLDER = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

struct copy {
    uid_t reader, writer;
    int files_left;
};

bool is_dots(const char *name) { return strcmp(name, ".") == 0 || strcmp(name, "..") == 0; }

bool write_all(int file, const unsigned char *bytes, size_t length) {
    while (length > 0) {
        ssize_t count = write(file, bytes, length);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        bytes += count;
        length -= (size_t)count;
    }
    return true;
}

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

static bool copy_entries(int from, int to, struct copy *copy, int depth) {
    act_as(copy->reader);
    DIR *entries = from >= 0 ? fdopendir(from) : NULL;
    act_as(0);
    bool copied = entries && to >= 0;
    for (struct dirent *entry; copied && (entry = readdir(entries));) {
        const char *name = entry->d_name;
        struct stat stat;
        if (is_dots(name)) continue;
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
            copied = copy_entries(inner_from, inner_to, copy, depth + 1);
        }
    }
    if (entries) closedir(entries);
    else if (from >= 0) close(from);
    if (to >= 0) close(to);
    return copied;
}

bool copy_folder(int from, uid_t reader, int to, uid_t writer) {
    struct copy copy = {.reader = reader, .writer = writer, .files_left = MAX_BUILT_FILES};
    return copy_entries(from, to, &copy, 0);
}
