package dev.coderun.session.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The folder of the programs that tests compare with, `e2e/peers`, with its npm packages installed.
public final class Peers {
    private Peers() {}

    public static Path installed() {
        Path peers = folder();
        if (!Files.exists(peers.resolve("node_modules/yjs"))) {
            install(peers);
        }
        return peers;
    }

    private static Path folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("e2e/peers/package.json"))) {
                return at.resolve("e2e/peers");
            }
        }
        throw new IllegalStateException("e2e/peers is not above the working folder");
    }

    /// Other modules' tests may install at the same time.
    private static void install(Path peers) {
        try (var channel =
                        FileChannel.open(
                                peers.resolve("package.json"),
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE);
                FileLock _ = channel.lock()) {
            if (Files.exists(peers.resolve("node_modules/yjs"))) {
                return;
            }
            int exit =
                    new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--prefer-offline")
                            .directory(peers.toFile())
                            .inheritIO()
                            .start()
                            .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("npm ci failed in e2e/peers");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("npm is needed to install the peers", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while installing the peers", e);
        }
    }
}
