package dev.coderun.server.identity;

import dev.coderun.server.dynamodb.Attributes;
import dev.coderun.server.dynamodb.Items;
import dev.coderun.server.dynamodb.Keys;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Optional;

/// Pictures of users: small PNGs that the page has cut to size. Nothing here unpacks them.
final class Avatars {

    static final int MAX_BYTES = 64 * 1024;
    static final int MAX_PIXELS_ACROSS = 512;

    /// The signature, and a first chunk that says how large the picture is.
    private static final byte[] PNG_START = {
        (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 13, 'I', 'H', 'D', 'R'
    };

    private static final String DATA = "data";
    private static final String VERSION = "version";
    private static final int VERSION_BYTES = 8;

    private final Items items;
    private final Users users;

    Avatars(Items items, Users users) {
        this.items = items;
        this.users = users;
    }

    /// A picture, and what tells it from the one before.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Avatar(byte[] png, String version) {}

    Optional<Avatar> find(String userId) {
        return items.find(Keys.avatar(userId))
                .map(
                        item ->
                                new Avatar(
                                        Attributes.bytes(item, DATA),
                                        Attributes.text(item, VERSION)));
    }

    /// Its version.
    String set(String userId, byte[] png) {
        var version =
                HexFormat.of()
                        .formatHex(Secrets.hash(HexFormat.of().formatHex(png)), 0, VERSION_BYTES);
        var item = new HashMap<>(Keys.avatar(userId).attributes());
        item.put(DATA, Attributes.bytes(png));
        item.put(VERSION, Attributes.text(version));
        items.put(item);
        users.noteAvatar(userId, version);
        return version;
    }

    void remove(String userId) {
        users.noteAvatar(userId, "");
        items.remove(Keys.avatar(userId));
    }

    static boolean isSmallPng(byte[] bytes) {
        if (bytes.length < PNG_START.length + 8
                || bytes.length > MAX_BYTES
                || !Arrays.equals(bytes, 0, PNG_START.length, PNG_START, 0, PNG_START.length)) {
            return false;
        }
        var size = ByteBuffer.wrap(bytes, PNG_START.length, 8);
        int width = size.getInt();
        int height = size.getInt();
        return isFine(width) && isFine(height);
    }

    private static boolean isFine(int pixelsAcross) {
        return pixelsAcross >= 1 && pixelsAcross <= MAX_PIXELS_ACROSS;
    }
}
