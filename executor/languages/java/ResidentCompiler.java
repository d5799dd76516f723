import java.io.DataInputStream;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// The compiler that stays: told on descriptor 3 what to build, it answers on descriptor 4. See `../README.md`.
/// Usage: `ResidentCompiler TRAINING`, a source that is compiled a few times before the first order.
final class ResidentCompiler {
    private static final int READY = 0;
    private static final int WARM_UPS = 3;

    private ResidentCompiler() {}

    public static void main(String[] arguments) throws IOException {
        for (int i = 0; i < WARM_UPS; i++) {
            BuildProgram.warmUp(arguments[0]);
        }
        try (var orders = new DataInputStream(new FileInputStream(Path.of("/proc/self/fd/3").toFile()));
                var answers = new FileOutputStream(Path.of("/proc/self/fd/4").toFile())) {
            answers.write(READY);
            while (true) {
                var order = next(orders);
                int code = BuildProgram.build(order);
                System.err.flush();
                answers.write(code);
            }
        }
    }

    private static String[] next(DataInputStream orders) throws IOException {
        var words = new byte[orders.readInt()];
        orders.readFully(words);
        return new String(words, StandardCharsets.UTF_8).split("\0");
    }
}
