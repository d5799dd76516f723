package dev.coderun.parked;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// A JVM that has started already, waits, and becomes one program. See `../README.md`. What the build made is on the class
/// path from the start, and looked at when the first class is asked for.
public final class Parked {
    private static final Path ANSWERS = Path.of("/proc/self/fd/4");
    private static final Path START = Path.of("/work/built/run.args");

    private Parked() {}

    public static void main(String[] nothing) throws Throwable {
        WarmUp.run();
        LastWords.of(Thread.currentThread());
        try (var answers = new FileOutputStream(ANSWERS.toFile())) {
            answers.write(0);
        }
        var words = Orders.read();
        if (words.isEmpty()) {
            return;
        }
        if (words.getFirst().isEmpty()) {
            UnitTests.run(words);
            return;
        }
        var arguments = words.subList(1, words.size()).toArray(String[]::new);
        var mainClass = Class.forName(nameOfMainClass(), false, ClassLoader.getSystemClassLoader());
        run(mainClass, arguments);
    }

    /// The last line of the arguments for `java`. What reads the orders reads them too, and is loaded by now.
    private static String nameOfMainClass() throws IOException {
        try (var file = new FileInputStream(START.toFile())) {
            var lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
            return lines.substring(lines.lastIndexOf('\n') + 1);
        }
    }

    /// As `java` begins a program: JEP 512's rules for its main method.
    private static void run(Class<?> mainClass, String[] arguments) throws Throwable {
        Method main = mainMethod(mainClass);
        main.setAccessible(true);
        Object[] passed = main.getParameterCount() == 0 ? new Object[0] : new Object[] {arguments};
        try {
            Object instance = null;
            if (!Modifier.isStatic(main.getModifiers())) {
                var constructor = mainClass.getDeclaredConstructor();
                constructor.setAccessible(true);
                instance = constructor.newInstance();
            }
            main.invoke(instance, passed);
        } catch (InvocationTargetException e) {
            throw withoutOurFrames(e.getCause());
        }
    }

    private static Method mainMethod(Class<?> mainClass) {
        for (var parameters : List.of(new Class<?>[] {String[].class}, new Class<?>[0])) {
            for (Class<?> type = mainClass; type != null; type = type.getSuperclass()) {
                try {
                    var method = type.getDeclaredMethod("main", parameters);
                    boolean inherited = type != mainClass;
                    if (!Modifier.isPrivate(method.getModifiers()) || !inherited) {
                        if (method.getReturnType() == void.class) {
                            return method;
                        }
                    }
                } catch (NoSuchMethodException e) {
                    // The next type, or the next kind.
                }
            }
        }
        System.err.printf(
                "Error: Main method not found in class %s, please define:%n   void main() { }%n", mainClass.getName());
        System.exit(1);
        throw new AssertionError();
    }

    /// What the program's user sees shall be the program's: frames from here down are cut off.
    private static Throwable withoutOurFrames(Throwable thrown) {
        for (var each = thrown; each != null; each = each.getCause()) {
            var frames = each.getStackTrace();
            int end = frames.length;
            while (end > 0 && isOurs(frames[end - 1])) {
                end--;
            }
            each.setStackTrace(Arrays.copyOf(frames, end));
        }
        return thrown;
    }

    static boolean isOurs(StackTraceElement frame) {
        var name = frame.getClassName();
        return name.startsWith("dev.coderun.parked.")
                || name.startsWith("jdk.internal.reflect.")
                || name.startsWith("java.lang.reflect.");
    }
}
