package dev.coderun.server.content;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A small good package, which tests change and zip.
public final class PackageBuilder {
    private final Map<String, byte[]> files = new LinkedHashMap<>();

    /// In the newest version of the format.
    public static PackageBuilder good() {
        return new PackageBuilder()
                .with(
                        "problem.yaml",
                        """
                        problem_format_version: 2025-09
                        type: pass-fail
                        name: Doubled
                        license: cc0
                        """)
                .with("statement/problem.en.md", "Print twice the number $n$.\n")
                .with("data/sample/1.in", "1\n")
                .with("data/sample/1.ans", "2\n")
                .with("data/secret/01.in", "21\n")
                .with("data/secret/01.ans", "42\n")
                .with("submissions/accepted/doubled.py", "print(2 * int(input()))\n");
    }

    public PackageBuilder with(String path, String content) {
        return with(path, content.getBytes(UTF_8));
    }

    public PackageBuilder with(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    public PackageBuilder without(String path) {
        files.remove(path);
        return this;
    }

    public byte[] zip() {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
