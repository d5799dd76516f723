package dev.coderun.executor.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.executor.Language;
import dev.coderun.executor.Program;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Programs that print a number which changes with each edit, by language.
final class Hello {
    private static final Map<String, String> TEXTS =
            Map.of(
                    "python", "print('hello', %d)\n",
                    "javascript", "console.log('hello', %d);\n",
                    "typescript", "const word: string = 'hello';\nconsole.log(word, %d);\n",
                    "c", "#include <stdio.h>\nint main(void) { printf(\"hello %%d\\n\", %d); }\n",
                    "cpp",
                            """
                            #include <bits/stdc++.h>
                            int main() { std::cout << "hello " << %d << std::endl; }
                            """,
                    "go",
                            """
                            package main
                            import "fmt"
                            func main() { fmt.Println("hello", %d) }
                            """,
                    "rust", "fn main() { println!(\"hello {}\", %d); }\n",
                    "bash", "echo hello %d\n",
                    "java",
                            """
                            public class Main {
                                public static void main(String[] arguments) {
                                    System.out.println("hello " + %d);
                                }
                            }
                            """);

    private Hello() {}

    static boolean isKnownIn(Language language) {
        return TEXTS.containsKey(language.id());
    }

    static Map<String, byte[]> files(Language language, int number) {
        var text = Objects.requireNonNull(TEXTS.get(language.id())).formatted(number);
        return Map.of(language.entry(), text.getBytes(UTF_8));
    }

    static Program program(Language language) {
        return new Program(language, language.entry(), List.of(), Map.of());
    }
}
