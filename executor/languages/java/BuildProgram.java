import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticListener;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// Compiles a program and writes down how to start it: the arguments for `java`, class path and main class, which only
/// the compiler knows for sure. Usage: `BuildProgram ENTRY SOURCE…`, from the folder of the sources.
final class BuildProgram {
    private static final Path OUT = Path.of("/work/out");
    private static final String BUILT = "/work/built";

    /// In the image alone.
    private static final Path JUNIT = Path.of("/opt/coderun/junit.jar");

    private BuildProgram() {}

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /// Kept between builds: what it knows of the JDK takes long to read.
    private static final StandardJavaFileManager FILES =
            COMPILER.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);

    public static void main(String[] arguments) throws IOException {
        System.exit(build(arguments));
    }

    /// The exit code: 0 if all is well.
    static int build(String[] arguments) throws IOException {
        var messages = new Messages();
        var units = compile(arguments, List.of("-d", OUT.toString()), FILES, messages);
        if (messages.errors > 0) {
            System.err.println(messages.errors + (messages.errors == 1 ? " error" : " errors"));
            return 1;
        }
        writeStart(mainClass(units, Path.of(arguments[0])));
        return 0;
    }

    /// Compiles something and forgets it, so that the compiler has been used.
    static void warmUp(String source) throws IOException {
        compile(new String[] {source, source}, List.of(), new Discarding(), _ -> {});
    }

    private static Iterable<? extends CompilationUnitTree> compile(
            String[] arguments,
            List<String> moreOptions,
            JavaFileManager output,
            DiagnosticListener<JavaFileObject> messages)
            throws IOException {
        var paths = Stream.of(arguments).skip(1).map(path -> Path.of(path).normalize()).toList();
        // Annotation processors would run a program while it is compiled.
        var options = new ArrayList<>(List.of("-proc:none", "-g"));
        if (Files.exists(JUNIT)) {
            options.addAll(List.of("-cp", ".:" + JUNIT));
        }
        options.addAll(moreOptions);
        var task =
                (JavacTask)
                        COMPILER.getTask(
                                null, output, messages, options, null, FILES.getJavaFileObjectsFromPaths(paths));
        var units = task.parse();
        task.generate();
        return units;
    }

    private static final class Discarding extends ForwardingJavaFileManager<StandardJavaFileManager> {
        Discarding() {
            super(FILES);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("discarded:///" + name.replace('.', '/')), kind) {
                @Override
                public OutputStream openOutputStream() {
                    return OutputStream.nullOutputStream();
                }
            };
        }
    }

    /// Prints what the compiler says, as `javac` does, and counts.
    private static final class Messages implements DiagnosticListener<JavaFileObject> {
        private int errors;

        @Override
        public void report(Diagnostic<? extends JavaFileObject> message) {
            if (message.getKind() == Diagnostic.Kind.ERROR) {
                errors++;
            }
            System.err.println(message);
        }
    }

    private static void writeStart(String mainClass) throws IOException {
        Files.writeString(OUT.resolve("run.args"), "-cp " + BUILT + "\n" + mainClass + "\n");
    }

    private static String mainClass(Iterable<? extends CompilationUnitTree> units, Path entry) {
        for (var unit : units) {
            if (Path.of(unit.getSourceFile().getName()).normalize().equals(entry.normalize())) {
                return qualified(unit, startingType(unit, entry));
            }
        }
        throw new IllegalArgumentException("The entry " + entry + " is not a Java file.");
    }

    /// The type that has a `main`; else the one named like the file, so that `java` says what is missing.
    private static String startingType(CompilationUnitTree unit, Path entry) {
        var name = entry.getFileName().toString().replaceFirst("\\.java$", "");
        var types = unit.getTypeDecls().stream().filter(ClassTree.class::isInstance).map(ClassTree.class::cast);
        return types.filter(BuildProgram::hasMain)
                .map(type -> type.getSimpleName().toString())
                .findFirst()
                .orElse(name);
    }

    private static boolean hasMain(ClassTree type) {
        return type.getMembers().stream()
                .filter(member -> member.getKind() == Tree.Kind.METHOD)
                .map(MethodTree.class::cast)
                .anyMatch(method -> method.getName().contentEquals("main"));
    }

    private static String qualified(CompilationUnitTree unit, String type) {
        return unit.getPackageName() == null ? type : unit.getPackageName() + "." + type;
    }
}
