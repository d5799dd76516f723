package dev.coderun.server.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What a zip archive's central directory says of its entries that reading them one after the other does not tell:
/// which of them are links.
final class ZipDirectory {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int ENTRY_SIGNATURE = 0x02014b50;
    private static final int END_BYTES = 22;
    private static final int ENTRY_BYTES = 46;
    private static final int MAX_COMMENT_BYTES = 0xffff;
    private static final int UNIX = 3;
    private static final int FILE_TYPE = 0xf000;
    private static final int REGULAR = 0x8000;
    private static final int FOLDER = 0x4000;

    private ZipDirectory() {}

    /// Refuses an archive with anything but files and folders, and one without a directory.
    static void check(byte[] zip) {
        var bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int end = end(bytes);
        int entries = Short.toUnsignedInt(bytes.getShort(end + 10));
        int at = bytes.getInt(end + 16);
        if (entries > PackageFiles.MAX_FILES * 2) { // Folders are entries too.
            throw BadPackageException.of("", "The archive has too many entries.");
        }
        for (int i = 0; i < entries; i++) {
            if (at < 0 || at > end - ENTRY_BYTES || bytes.getInt(at) != ENTRY_SIGNATURE) {
                throw damaged();
            }
            checkEntry(bytes, at);
            at +=
                    ENTRY_BYTES
                            + Short.toUnsignedInt(bytes.getShort(at + 28))
                            + Short.toUnsignedInt(bytes.getShort(at + 30))
                            + Short.toUnsignedInt(bytes.getShort(at + 32));
        }
    }

    private static void checkEntry(ByteBuffer bytes, int at) {
        int nameLength = Short.toUnsignedInt(bytes.getShort(at + 28));
        int type = (bytes.getInt(at + 38) >>> 16) & FILE_TYPE;
        boolean madeOnUnix = bytes.get(at + 5) == UNIX;
        if (madeOnUnix && type != 0 && type != REGULAR && type != FOLDER) {
            if (nameLength > bytes.capacity() - at - ENTRY_BYTES) {
                throw damaged();
            }
            var name = new byte[Math.min(nameLength, 80)];
            bytes.get(at + ENTRY_BYTES, name);
            throw BadPackageException.of(
                    new String(name, UTF_8).replaceAll("\\p{Cntrl}", "?"),
                    "Links and devices have no place in a package.");
        }
    }

    private static int end(ByteBuffer bytes) {
        int last = bytes.capacity() - END_BYTES;
        for (int at = last; at >= Math.max(0, last - MAX_COMMENT_BYTES); at--) {
            if (bytes.getInt(at) == END_SIGNATURE) {
                return at;
            }
        }
        throw damaged();
    }

    private static BadPackageException damaged() {
        return BadPackageException.of("", "This is not a zip archive, or it is damaged.");
    }
}
