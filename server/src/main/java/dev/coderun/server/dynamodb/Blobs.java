package dev.coderun.server.dynamodb;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Bytes that are named by what they are: stored once, compressed, in parts of which the first is written last.
public final class Blobs {
    public static final int MAX_BYTES = 64 << 20;

    private static final int PART_BYTES = 300_000;
    private static final String DATA = "data";
    private static final String PARTS = "parts";

    private final Table table;

    public Blobs(Table table) {
        this.table = table;
    }

    /// Its name, once it is stored whole.
    public String put(byte[] content) {
        if (content.length > MAX_BYTES) {
            throw new IllegalArgumentException("A blob holds at most " + MAX_BYTES + " bytes.");
        }
        var hash = hash(content);
        var packed = packed(content);
        int parts = Math.max(1, (packed.length + PART_BYTES - 1) / PART_BYTES);
        try {
            for (int part = parts - 1; part >= 0; part--) {
                int start = part * PART_BYTES;
                var item = new HashMap<>(Keys.blobPart(hash, part).attributes());
                item.put(
                        DATA,
                        Attributes.bytes(
                                Arrays.copyOfRange(
                                        packed,
                                        start,
                                        Math.min(packed.length, start + PART_BYTES))));
                if (part == 0) {
                    item.put(PARTS, Attributes.number(parts));
                }
                table.client().putItem(put -> put.tableName(Table.NAME).item(item));
            }
        } catch (SdkException e) {
            throw new StoreDownException(e);
        }
        return hash;
    }

    /// Empty if there is none of this name, or not all of it.
    public Optional<byte[]> find(String hash) {
        var packed = new ByteArrayOutputStream();
        try {
            long parts = 1;
            for (int part = 0; part < parts; part++) {
                var item = read(hash, part);
                if (item.isEmpty()) {
                    return Optional.empty();
                }
                parts = part == 0 ? Attributes.number(item, PARTS) : parts;
                packed.writeBytes(Attributes.bytes(item, DATA));
            }
        } catch (SdkException e) {
            throw new StoreDownException(e);
        }
        return Optional.of(unpacked(packed.toByteArray()));
    }

    /// Removes it; what refers to it finds nothing from now on.
    public void delete(String hash) {
        try {
            var first = read(hash, 0);
            if (first.isEmpty()) {
                return;
            }
            for (int part = (int) Attributes.number(first, PARTS) - 1; part >= 0; part--) {
                var key = Keys.blobPart(hash, part).attributes();
                table.client().deleteItem(delete -> delete.tableName(Table.NAME).key(key));
            }
        } catch (SdkException e) {
            throw new StoreDownException(e);
        }
    }

    private Map<String, AttributeValue> read(String hash, int part) {
        var key = Keys.blobPart(hash, part).attributes();
        return table.client()
                .getItem(get -> get.tableName(Table.NAME).key(key).consistentRead(true))
                .item();
    }

    private static byte[] packed(byte[] content) {
        var out = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(out)) {
            deflater.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] unpacked(byte[] packed) {
        try (var in = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return in.readNBytes(MAX_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }
}
