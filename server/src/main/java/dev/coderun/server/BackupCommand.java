package dev.coderun.server;

import dev.coderun.server.dynamodb.Backup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `./coderun export FILE` and `./coderun import FILE`, with the settings that say where everything is kept.
final class BackupCommand {

    private static final String EXPORT = "export";
    private static final Set<String> COMMANDS = Set.of(EXPORT, "import");

    private BackupCommand() {}

    static boolean isAsked(String... arguments) {
        return arguments.length > 0 && COMMANDS.contains(arguments[0]);
    }

    /// Throws what a start throws, and [Backup.BackupException] for a file that cannot be used.
    static void run(
            List<String> arguments, Map<String, String> environment, Path home, Closing started)
            throws InterruptedException {
        if (arguments.size() < 2 || arguments.get(1).startsWith("--")) {
            throw new SettingsException(
                    "Name the file: ./coderun " + arguments.getFirst() + " FILE.");
        }
        var settings =
                SettingsReader.read(arguments.subList(2, arguments.size()), environment, home);
        var dataFolder = started.add(DataFolder.take(settings.data()));
        var table = started.add(Main.table(settings, dataFolder, started));
        var backup = new Backup(table, InstantSource.system());
        var file = Path.of(arguments.get(1)).toAbsolutePath();
        try {
            if (arguments.getFirst().equals(EXPORT)) {
                System.out.println("Wrote " + backup.exportTo(file) + " items to " + file);
            } else {
                System.out.println("Read " + backup.importFrom(file) + " items from " + file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
