package dev.coderun.executor.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.executor.Box;
import dev.coderun.executor.BoxUse;
import dev.coderun.executor.KeptBuilds;
import dev.coderun.executor.Language;
import dev.coderun.executor.Limits;
import dev.coderun.executor.Program;
import dev.coderun.executor.Recorder;
import dev.coderun.executor.RunInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Many runs, one after the other and all at once, leave nothing behind: no container, descriptor, process or
/// memory, in the box or here.
@Tag("long")
final class ManyRunsIT {
    private static final String OWNER = "many";
    private static final int IN_A_ROW = 1_000;
    private static final int AT_ONCE = 100;

    /// What a JVM opens now and then by itself.
    private static final int MORE_DESCRIPTORS = 10;

    /// In a thousand runs two kilobytes that each leaves would be seen, here or in the box.
    private static final long MORE_BYTES = 2L << 20;

    @Test
    void aThousandRunsInARowLeaveNothingBehind() throws Exception {
        try (var sandbox = TestSandbox.start(OWNER, 0);
                var box = open(sandbox, "python")) {
            var python = sandbox.languages().find("python").orElseThrow();
            assertThat(printed(box, python, 0)).isEqualTo("0\n");
            warmUp(box, python);
            long before = descriptors();
            long heapBefore = usedHeapBytes();
            long boxBefore = usedBytesOf(box, python);

            for (int i = 1; i <= IN_A_ROW; i++) {
                assertThat(printed(box, python, i)).isEqualTo(i + "\n");
            }

            assertThat(box.reusable()).isTrue();
            assertThat(descriptors()).isLessThanOrEqualTo(before + MORE_DESCRIPTORS);
            assertThat(usedHeapBytes()).isLessThan(heapBefore + MORE_BYTES);
            assertThat(usedBytesOf(box, python)).isLessThan(boxBefore + MORE_BYTES);
            assertThat(processesIn(box, python))
                    .as("the agent, the warm Python, the program")
                    .isEqualTo("3\n");
        }
        assertNothingIsLeft();
    }

    @Test
    void aHundredRunsAtOnceLeaveNothingBehind() throws Exception {
        long before;
        Map<String, Long> begun;
        try (var sandbox = TestSandbox.start(OWNER, 0)) {
            var python = sandbox.languages().find("python").orElseThrow();
            try (var box = open(sandbox, "python")) {
                assertThat(printed(box, python, 0)).isEqualTo("0\n");
            }
            before = descriptors();
            begun = descriptorKinds();
            var runs = new ArrayList<Callable<String>>();
            for (int i = 0; i < AT_ONCE; i++) {
                int number = i;
                runs.add(
                        () -> {
                            try (var box = open(sandbox, "python")) {
                                return printed(box, python, number);
                            }
                        });
            }
            try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
                int number = 0;
                for (var run : all.invokeAll(runs)) {
                    assertThat(run.get()).isEqualTo(number++ + "\n");
                }
            }
        }
        // The boxes that were kept ready for more have gone, and with them a connection each.
        TestSandbox.await(
                () -> descriptors() <= before + MORE_DESCRIPTORS,
                () -> "before " + begun + ", now " + descriptorKinds());
        assertNothingIsLeft();
    }

    private static Box open(DockerSandbox sandbox, String id) {
        var language = sandbox.languages().find(id).orElseThrow();
        return sandbox.open(language, new BoxUse(true, new KeptBuilds()));
    }

    private static String printed(Box box, Language language, int number)
            throws InterruptedException {
        return printed(box, language, "print(" + number + ")");
    }

    private static void warmUp(Box box, Language python) throws InterruptedException {
        for (int i = 0; i < AT_ONCE; i++) {
            printed(box, python, i);
        }
    }

    /// After whatever is free has been freed.
    private static long usedHeapBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /// What the kernel holds for the whole box, without the cache of files.
    private static long usedBytesOf(Box box, Language python) throws InterruptedException {
        var text =
                """
                import os
                unified = os.path.exists('/sys/fs/cgroup/memory.stat')
                lines = open('/sys/fs/cgroup/memory.stat' if unified else '/sys/fs/cgroup/memory/memory.stat')
                stat = dict(line.split() for line in lines)
                print(sum(int(stat[key]) for key in (('anon', 'shmem') if unified else ('rss', 'shmem'))))
                """;
        return Long.parseLong(printed(box, python, text).strip());
    }

    private static String processesIn(Box box, Language language) throws InterruptedException {
        return printed(
                box,
                language,
                "import os\nprint(sum(name.isdigit() for name in os.listdir('/proc')))");
    }

    private static String printed(Box box, Language language, String text)
            throws InterruptedException {
        var seen = new Recorder();
        box.setFiles(Map.of("main.py", text.getBytes(UTF_8)));
        var program = new Program(language, "main.py", List.of(), Map.of());
        box.start(program, RunInput.none(), Limits.standard(), seen).await();
        return seen.stdout();
    }

    private static long descriptors() {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How many there are of each kind, for when there are too many.
    private static Map<String, Long> descriptorKinds() {
        try (var open = Files.list(Path.of("/proc/self/fd"))) {
            return open.collect(
                    Collectors.groupingBy(ManyRunsIT::kindOf, TreeMap::new, Collectors.counting()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String kindOf(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().replaceAll("\\[\\d+]|/.*/", "");
        } catch (IOException _) { // It has just been closed.
            return "closed";
        }
    }

    private static void assertNothingIsLeft() throws IOException {
        try (var leftovers = new Leftovers(OWNER)) {
            leftovers.assertNone();
        }
    }
}
