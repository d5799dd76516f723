package dev.coderun.executor.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A short name for everything that an image is made from: the same content gives the same name.
public final class ContentHash {
    private static final int CHARACTERS = 16;

    private final MessageDigest digest;

    public ContentHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }

    public ContentHash add(String text) {
        return add(text.getBytes(UTF_8));
    }

    /// Every file in it, with its path. What descriptions (`*.json`) and `template` say does not change an image.
    public ContentHash addFolder(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                var path = folder.relativize(file).toString();
                if (!path.endsWith(".json") && !path.startsWith("template")) {
                    add(path).add(Files.readAllBytes(file));
                }
            }
        }
        return this;
    }

    private ContentHash add(byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
        return this;
    }

    public String name() {
        return HexFormat.of().formatHex(digest.digest()).substring(0, CHARACTERS);
    }
}
