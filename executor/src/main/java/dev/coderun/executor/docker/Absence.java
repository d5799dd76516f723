package dev.coderun.executor.docker;

import dev.coderun.executor.SandboxState;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/// Says why no engine answers at an address, and what a person can do about it.
final class Absence {
    private static final String INSTALL =
            "Install Docker Engine (on Debian: apt install docker.io) and start it, or point"
                    + " DOCKER_HOST at an engine. Programs run as soon as it answers.";
    private static final String JOIN =
            "Add the user who starts this server to the group docker (sudo usermod -aG docker"
                    + " USER), log in again, and start the server again.";
    private static final String START =
            "Start it (on Debian: sudo systemctl start docker). Programs run as soon as it"
                    + " answers.";

    /// What is to be seen where an engine's socket should be.
    enum Socket {
        MISSING,
        NOT_OURS,
        SILENT,
        ELSEWHERE
    }

    private Absence() {}

    static SandboxState.Unavailable at(URI address) {
        return explained(address.toString(), look(address));
    }

    private static Socket look(URI address) {
        if (!"unix".equals(address.getScheme())) {
            return Socket.ELSEWHERE;
        }
        var path = Path.of(address.getPath());
        if (!Files.exists(path)) {
            return Socket.MISSING;
        }
        return Files.isWritable(path) ? Socket.SILENT : Socket.NOT_OURS;
    }

    static SandboxState.Unavailable explained(String address, Socket socket) {
        return switch (socket) {
            case MISSING, ELSEWHERE ->
                    new SandboxState.Unavailable(
                            "No Docker engine answers at " + address + ".", INSTALL);
            case NOT_OURS ->
                    new SandboxState.Unavailable(
                            "The Docker engine at " + address + " is not ours to use.", JOIN);
            case SILENT ->
                    new SandboxState.Unavailable(
                            "The Docker engine at " + address + " does not answer.", START);
        };
    }
}
