package dev.coderun.executor.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class HeldFilesTest {
    private final HeldFiles held = new HeldFiles();

    @Test
    void onlyWhatChangedTravels() {
        assertThat(held.become(files("a", "1", "b", "2")))
                .containsExactly(put("a", "1"), put("b", "2"));
        assertThat(held.become(files("a", "1", "b", "3"))).containsExactly(put("b", "3"));
        assertThat(held.become(files("a", "1", "b", "3"))).isEmpty();
    }

    @Test
    void whatIsGoneIsRemovedBeforeAnythingComes() {
        held.become(files("a", "1", "b", "2"));

        assertThat(held.become(files("a/c", "3", "b", "2")))
                .containsExactly(AgentCommand.remove("a"), put("a/c", "3"));
    }

    private static byte[] put(String path, String text) {
        return AgentCommand.put(path, text.getBytes(UTF_8));
    }

    private static Map<String, byte[]> files(String... pathsAndTexts) {
        var files = new TreeMap<String, byte[]>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            files.put(pathsAndTexts[i], pathsAndTexts[i + 1].getBytes(UTF_8));
        }
        return files;
    }
}
