package dev.coderun.e2e.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// The folder that this clone is in, and places beside it that a test may use.
public final class Project {
    public static final Path ROOT =
            Path.of(
                    System.getProperty(
                            "coderun.root", Path.of("..").toAbsolutePath().normalize().toString()));

    private Project() {}

    public static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("coderun-e2e-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void remove(Path folder) {
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
