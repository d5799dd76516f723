package dev.coderun.executor.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.executor.Program;
import dev.coderun.executor.TestTools;
import dev.coderun.executor.Toolchain;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Stands for everything that a build depends on: language and compiler, entry, and every file's path and text. What is
/// unpacked depends on its archive alone.
record BuildKey(String hash) {
    static final BuildKey NOTHING = new BuildKey("");

    static BuildKey of(Program program, Toolchain toolchain, Map<String, byte[]> files) {
        var digest = sha256();
        add(digest, program.language().id().getBytes(UTF_8));
        add(digest, toolchain.build().toString().getBytes(UTF_8));
        add(digest, toolchain.environment().toString().getBytes(UTF_8));
        add(digest, program.entry().getBytes(UTF_8));
        boolean apart = toolchain.tests().filter(TestTools::apart).isPresent();
        add(digest, String.valueOf(apart).getBytes(UTF_8));
        var sources = new TreeMap<>(files);
        program.archive().ifPresent(archive -> sources.keySet().retainAll(Set.of(archive)));
        sources.forEach(
                (path, content) -> {
                    add(digest, path.getBytes(UTF_8));
                    add(digest, content);
                });
        return new BuildKey(HexFormat.of().formatHex(digest.digest()));
    }

    private static void add(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every JDK has SHA-256", e);
        }
    }
}
