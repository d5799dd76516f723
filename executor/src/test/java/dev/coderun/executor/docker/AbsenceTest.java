package dev.coderun.executor.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.docker.Absence.Socket;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AbsenceTest {
    @TempDir Path folder;

    @Test
    void whereThereIsNoEngineOneIsToBeInstalled() {
        var absence = Absence.at(URI.create("unix://" + folder.resolve("docker.sock")));

        assertThat(absence.reason()).contains("No Docker engine answers", "docker.sock");
        assertThat(absence.advice()).contains("apt install docker.io");
    }

    @Test
    void anEngineThatIsDownIsToBeStarted() throws IOException {
        var socket = Files.createFile(folder.resolve("docker.sock"));

        assertThat(Absence.at(URI.create("unix://" + socket)).advice()).contains("Start it");
    }

    @Test
    void anEngineThatWeMayNotUseIsAMatterOfTheGroup() {
        assertThat(Absence.explained("unix:///run/docker.sock", Socket.NOT_OURS).advice())
                .contains("usermod -aG docker");
    }

    @Test
    void anEngineElsewhereIsNamedByItsAddress() {
        assertThat(Absence.at(URI.create("tcp://engine.example:2375")).reason())
                .contains("tcp://engine.example:2375");
    }
}
