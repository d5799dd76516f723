package dev.coderun.executor.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.coderun.executor.Limits;
import dev.coderun.executor.SandboxFailed;
import dev.coderun.executor.agent.ProgramUids;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;

/// A Docker engine, as far as boxes need one.
final class Engine implements Closeable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

    /// How long a removal that somebody else has begun is waited for, and how often it is looked at.
    private static final Duration GONE_WITHIN = Duration.ofSeconds(10);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    /// How many requests are under way at once; the rest wait. Each connection stays open for the next request.
    static final int MAX_CONNECTIONS = 32;

    private final DockerClientConfig config;
    private final DockerClient control;

    /// Whose answers may take as long as a build does.
    private final DockerClient patient;

    Engine(Optional<String> address) {
        var builder = DefaultDockerClientConfig.createDefaultConfigBuilder();
        address.ifPresent(builder::withDockerHost);
        config = builder.build();
        control = client(Optional.of(ANSWER_TIMEOUT));
        patient = client(Optional.empty());
    }

    private DockerClient client(Optional<Duration> answerTimeout) {
        var http =
                new ZerodepDockerHttpClient.Builder()
                        .dockerHost(config.getDockerHost())
                        .sslConfig(config.getSSLConfig())
                        .maxConnections(MAX_CONNECTIONS)
                        .connectionTimeout(CONNECT_TIMEOUT);
        answerTimeout.ifPresent(http::responseTimeout);
        return DockerClientImpl.getInstance(config, http.build());
    }

    DockerClient patient() {
        return patient;
    }

    DockerClient control() {
        return control;
    }

    URI address() {
        return config.getDockerHost();
    }

    /// What an engine is called and can, in so far as we ask.
    record Info(String name, String architecture, int cpus) {}

    Info info() {
        var info = control.infoCmd().exec();
        var version = info.getServerVersion();
        var architecture = info.getArchitecture();
        var cpus = info.getNCPU();
        return new Info(
                "Docker " + (version == null ? "of an unknown version" : version),
                architecture == null ? "" : architecture,
                cpus == null ? 1 : cpus);
    }

    EngineChecks checks() {
        var info = control.infoCmd().exec();
        var components = control.versionCmd().exec().getComponents();
        var options = info.getSecurityOptions();
        var runtimes = info.getRuntimes();
        var cgroups = info.getCGroupVersion();
        return new EngineChecks(
                components == null
                        ? Optional.empty()
                        : components.stream()
                                .filter(part -> "runc".equals(part.getName()))
                                .map(part -> String.valueOf(part.getVersion()))
                                .findFirst(),
                cgroups == null ? "" : cgroups,
                options != null && options.stream().anyMatch(each -> each.contains("seccomp")),
                runtimes == null ? Set.of() : runtimes.keySet());
    }

    boolean answers() {
        try {
            control.pingCmd().exec();
            return true;
        } catch (RuntimeException _) { // The library has no one type for "nobody is there".
            return false;
        }
    }

    /// Removes every container with this owner's label but those in use.
    void removeLeftovers(String owner, Set<String> inUse) {
        control
                .listContainersCmd()
                .withShowAll(true)
                .withLabelFilter(Map.of(ContainerSpec.OWNER_LABEL, owner))
                .exec()
                .stream()
                .map(Container::getId)
                .filter(id -> !inUse.contains(id))
                .forEach(this::remove);
    }

    /// Returns when it is gone, whoever removes it: the engine does so too with a box that ends by itself.
    void remove(String containerId) {
        long until = System.nanoTime() + GONE_WITHIN.toNanos();
        while (!isRemoved(containerId) && System.nanoTime() - until < 0) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private boolean isRemoved(String containerId) {
        try {
            control.removeContainerCmd(containerId).withForce(true).withRemoveVolumes(true).exec();
            return true;
        } catch (NotFoundException _) {
            return true;
        } catch (ConflictException _) { // It is on its way.
            return false;
        }
    }

    /// A started container with its attached stream.
    record Started(String id, AttachStream stream) {}

    Started start(
            String image,
            Limits limits,
            int cpus,
            Optional<String> runtime,
            ProgramUids.Range uids,
            Map<String, String> labels) {
        String id;
        try {
            id =
                    control.createContainerCmd(image)
                            .withHostConfig(ContainerSpec.hostConfig(limits, cpus, runtime))
                            .withLabels(labels)
                            .withHostName("box")
                            .withNetworkDisabled(true)
                            .withWorkingDir("/")
                            .withEntrypoint("/agent", String.valueOf(uids.first()))
                            .withCmd(List.of())
                            .withTty(false)
                            .withStdinOpen(true)
                            .withStdInOnce(true)
                            .withAttachStdin(true)
                            .withAttachStdout(true)
                            .withAttachStderr(true)
                            .exec()
                            .getId();
        } catch (DockerException e) {
            throw new SandboxFailed("Docker could not make a box.", e);
        }
        try {
            var stream = AttachStream.attach(config.getDockerHost(), tls(), id);
            control.startContainerCmd(id).exec();
            return new Started(id, stream);
        } catch (IOException | DockerException e) {
            remove(id);
            throw new SandboxFailed("Docker could not start a box.", e);
        }
    }

    private Optional<SSLContext> tls() throws IOException {
        var ssl = config.getSSLConfig();
        if (ssl == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(ssl.getSSLContext());
        } catch (GeneralSecurityException e) {
            throw new IOException("The engine's certificates cannot be used", e);
        }
    }

    @Override
    public void close() throws IOException {
        control.close();
        patient.close();
    }
}
