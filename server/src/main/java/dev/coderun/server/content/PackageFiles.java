package dev.coderun.server.content;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;

/// The files of a package, in memory: by path below the package's folder. Names and sizes are checked while they are
/// read, and nothing is ever written to disk, so that no name can lead anywhere.
public final class PackageFiles {
    public static final int MAX_FILES = 2000;
    public static final int MAX_FILE_BYTES = 8 << 20;
    public static final int MAX_TOTAL_BYTES = 64 << 20;
    public static final int MAX_ZIP_BYTES = 32 << 20;
    static final int MAX_DEPTH = 8;
    static final int MAX_PATH_CHARACTERS = 255;

    private static final Pattern FOLDER_NAME = Pattern.compile("[a-z0-9]{1,64}");
    private static final Pattern PART = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9_.-]*");

    private final String name;
    private final NavigableMap<String, byte[]> files;

    private PackageFiles(String name, NavigableMap<String, byte[]> files) {
        this.name = name;
        this.files = files;
    }

    /// A folder of this machine's, whose name is the package's. Links are refused, wherever they lead.
    public static PackageFiles in(Path folder) {
        var gathered = new Gathered();
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes is)
                                throws IOException {
                            var path = folder.relativize(file).toString().replace('\\', '/');
                            if (!is.isRegularFile()) {
                                throw BadPackageException.of(
                                        path, "Links and devices have no place in a package.");
                            }
                            gathered.checkSize(path, is.size());
                            gathered.add(path, Files.readAllBytes(file));
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException e) {
            throw new UncheckedIOException("The package in " + folder + " cannot be read", e);
        }
        return new PackageFiles(checkedName(folder.getFileName().toString()), gathered.files);
    }

    /// A zip archive of one folder, whose name is the package's, or of that folder's content.
    public static PackageFiles inZip(String name, byte[] zip) {
        if (zip.length > MAX_ZIP_BYTES) {
            throw BadPackageException.of(
                    "", "The archive is larger than " + (MAX_ZIP_BYTES >> 20) + " MiB.");
        }
        ZipDirectory.check(zip);
        var gathered = new Gathered();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.isDirectory()) {
                    // Read no further than one byte over what may be, whatever the header says.
                    gathered.add(entry.getName(), in.readNBytes(gathered.room() + 1));
                }
            }
        } catch (IOException | IllegalArgumentException _) {
            throw BadPackageException.of("", "This is not a zip archive, or it is damaged.");
        }
        return new PackageFiles(checkedName(name), withoutFolder(gathered.files, name));
    }

    private static NavigableMap<String, byte[]> withoutFolder(
            NavigableMap<String, byte[]> files, String name) {
        var folder = name + "/";
        if (files.isEmpty() || !files.keySet().stream().allMatch(path -> path.startsWith(folder))) {
            return files;
        }
        var inside = new TreeMap<String, byte[]>();
        files.forEach((path, content) -> inside.put(path.substring(folder.length()), content));
        return inside;
    }

    private static String checkedName(String name) {
        if (!FOLDER_NAME.matcher(name).matches()) {
            throw BadPackageException.of(
                    "", "A package's name is 1 to 64 small letters and digits.");
        }
        return name;
    }

    /// Files under way into a package, and their bounds.
    private static final class Gathered {
        private final NavigableMap<String, byte[]> files = new TreeMap<>();
        private long total;

        int room() {
            return (int) Math.min(MAX_FILE_BYTES, MAX_TOTAL_BYTES - total);
        }

        void checkSize(String path, long bytes) {
            if (bytes > MAX_FILE_BYTES) {
                throw BadPackageException.of(
                        shown(path), "The file is larger than " + (MAX_FILE_BYTES >> 20) + " MiB.");
            }
            if (bytes > MAX_TOTAL_BYTES - total) {
                throw BadPackageException.of(
                        "", "The files are larger than " + (MAX_TOTAL_BYTES >> 20) + " MiB.");
            }
        }

        void add(String path, byte[] content) {
            checkPath(path);
            checkSize(path, content.length);
            if (files.size() == MAX_FILES) {
                throw BadPackageException.of("", "There are more than " + MAX_FILES + " files.");
            }
            if (files.put(path, content) != null) {
                throw BadPackageException.of(path, "The file is there twice.");
            }
            total += content.length;
        }

        private static void checkPath(String path) {
            var parts = path.split("/", -1);
            boolean fits = path.length() <= MAX_PATH_CHARACTERS && parts.length <= MAX_DEPTH;
            for (var part : parts) {
                // `.timelimit` is the one file of the format that begins with a point.
                fits &= PART.matcher(part).matches() || path.equals(".timelimit");
            }
            if (!fits) {
                throw BadPackageException.of(
                        shown(path),
                        "A file's name is letters, digits, _, . and -, and begins with none of"
                                + " the last two; folders are nested at most "
                                + MAX_DEPTH
                                + " deep.");
            }
        }

        private static String shown(String path) {
            var cut = path.length() > 80 ? path.substring(0, 80) + "…" : path;
            return cut.replaceAll("\\p{Cntrl}", "?");
        }
    }

    String name() {
        return name;
    }

    Optional<byte[]> find(String path) {
        return Optional.ofNullable(files.get(path));
    }

    /// Those below a folder, by their path in it.
    NavigableMap<String, byte[]> below(String folder) {
        var prefix = folder + "/";
        var found = new TreeMap<String, byte[]>();
        files.tailMap(prefix, true)
                .forEach(
                        (path, content) -> {
                            if (path.startsWith(prefix)) {
                                found.put(path.substring(prefix.length()), content);
                            }
                        });
        return found;
    }

    /// SHA-256 over all paths and contents.
    String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                digest.update(Texts.utf8(file.getKey() + "\n" + file.getValue().length + "\n"));
                digest.update(file.getValue());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }
}
