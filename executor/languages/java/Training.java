import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A program with a little of everything, compiled once when the image is made, so that what the compiler needs for it is
/// known. It never runs.
public class Training {
    sealed interface Shape permits Circle, Square {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    enum Color {
        RED,
        GREEN
    }

    static double area(Shape shape) {
        return switch (shape) {
            case Circle(double radius) -> Math.PI * radius * radius;
            case Square square -> square.side() * square.side();
        };
    }

    static <T extends Comparable<T>> T largest(List<T> all) {
        T best = all.get(0);
        for (var each : all) {
            if (each.compareTo(best) > 0) {
                best = each;
            }
        }
        return best;
    }

    public static void main(String[] args) throws IOException {
        var input = new BufferedReader(new InputStreamReader(System.in));
        Map<String, Integer> counts = new HashMap<>();
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            for (var word : line.split("\\s+")) {
                counts.merge(word, 1, Integer::sum);
            }
        }
        var words = new ArrayList<>(counts.keySet());
        words.sort((a, b) -> counts.get(b) - counts.get(a));
        System.out.println(words.stream().limit(3).collect(Collectors.joining(", ", "[", "]")));
        System.out.printf("%.2f %s %s%n", area(new Circle(2)), largest(List.of(1, 3, 2)), Color.RED);
        try {
            System.out.println(Integer.parseInt("x" + words.size()));
        } catch (NumberFormatException e) {
            System.err.println("""
                    not a number: %s
                    """.formatted(e.getMessage()));
        }
    }
}
