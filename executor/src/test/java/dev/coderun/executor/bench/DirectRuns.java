package dev.coderun.executor.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.executor.BoxUse;
import dev.coderun.executor.KeptBuilds;
import dev.coderun.executor.Limits;
import dev.coderun.executor.RunInput;
import dev.coderun.executor.RunOutcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;

/// Runs a Python program in one session's box, once for each line of stdin, and prints the milliseconds to its first
/// output: what the same run costs without a server and a socket, in turns with theirs.
public final class DirectRuns {
    private DirectRuns() {}

    /// Argument: the project's folder.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        var orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        try (var sandbox = BenchSandbox.open(Path.of(arguments[0]), 0)) {
            var python = sandbox.languages().find("python").orElseThrow();
            try (var box = sandbox.open(python, new BoxUse(true, new KeptBuilds()))) {
                System.out.println("ready");
                while (orders.readLine() != null) {
                    var output = new FirstOutput();
                    long begin = System.nanoTime();
                    box.setFiles(Hello.files(python, 0));
                    var outcome =
                            box.start(
                                            Hello.program(python),
                                            RunInput.none(),
                                            Limits.standard(),
                                            output)
                                    .await();
                    if (!(outcome instanceof RunOutcome.Exited)) {
                        throw new IllegalStateException("A program ended with " + outcome);
                    }
                    System.out.println(output.millisAfter(begin));
                }
            }
        }
    }
}
