package dev.coderun.executor.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A short name for everything that an image is made from: the same content gives the same name.
final class ContentHash {
    private static final int CHARACTERS = 16;

    private final MessageDigest digest;

    ContentHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }

    ContentHash add(String text) {
        return add(text.getBytes(UTF_8));
    }

    /// Every file in it, with its path. What `language.json` and `template` say does not change an image.
    ContentHash addFolder(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                var path = folder.relativize(file).toString();
                if (!path.equals("language.json") && !path.startsWith("template")) {
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

    String name() {
        return HexFormat.of().formatHex(digest.digest()).substring(0, CHARACTERS);
    }
}
