package dev.coderun.parked;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StreamTokenizer;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Scanner;
import java.util.StringJoiner;
import java.util.StringTokenizer;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// What programs use, used once when the image is made: what the archive holds need not be loaded and linked by each of them.
final class Rehearsal {
    private static final String INPUT = "3 1 2\n-4000000000 1.5 word\na line of words\n";

    private enum Suit {
        HEARTS,
        SPADES
    }

    private record Card(Suit suit, int rank) implements Comparable<Card> {
        @Override
        public int compareTo(Card other) {
            return Integer.compare(rank, other.rank);
        }
    }

    private sealed interface Shape {
        record Circle(double radius) implements Shape {}

        record Box(double width, double height) implements Shape {}
    }

    private Rehearsal() {}

    static void run() throws Exception {
        var out = new PrintStream(OutputStream.nullOutputStream(), true);
        input(out);
        collections(out);
        streams(out);
        texts(out);
        language(out);
        faults();
    }

    private static void input(PrintStream out) throws Exception {
        try (var in = new Scanner(new ByteArrayInputStream(INPUT.getBytes()))) {
            while (in.hasNextInt()) {
                out.println(in.nextInt());
            }
            out.println(in.hasNextLong() ? in.nextLong() : 0);
            out.println(in.hasNextDouble() ? in.nextDouble() : 0);
            out.println(in.next() + in.nextLine());
            out.println(in.hasNextLine() ? in.nextLine() : in.hasNext());
        }
        var reader = new BufferedReader(new InputStreamReader(new ByteArrayInputStream(INPUT.getBytes())));
        for (var words = new StringTokenizer(reader.readLine()); words.hasMoreTokens(); ) {
            out.println(Integer.parseInt(words.nextToken()));
        }
        out.println(reader.lines().map(String::strip).filter(line -> !line.isEmpty()).toList());
        var tokens = new StreamTokenizer(new InputStreamReader(new ByteArrayInputStream(INPUT.getBytes())));
        while (tokens.nextToken() != StreamTokenizer.TT_EOF) {
            out.print(tokens.nval);
        }
    }

    private static void collections(PrintStream out) {
        var numbers = new ArrayList<>(List.of(3, 1, 2));
        Collections.sort(numbers);
        Collections.reverse(numbers);
        Collections.shuffle(numbers, new Random(1));
        numbers.sort(Comparator.reverseOrder());
        numbers.removeIf(number -> number > 5);
        out.println(Collections.max(numbers) + Collections.min(numbers) + numbers.indexOf(2));
        for (long number : numbers.stream().map(Long::valueOf).toList()) {
            out.println(number);
        }
        int[] array = {3, 1, 2};
        Arrays.sort(array);
        Arrays.fill(new long[2], -1L);
        out.println(Arrays.toString(array) + Arrays.stream(array).sum() + Arrays.asList(1, 2) + Arrays.hashCode(array));
        out.println(Arrays.deepToString(new int[][] {array, Arrays.copyOf(array, 5)}));
        Integer[] boxed = {2, 1};
        Arrays.sort(boxed, Collections.reverseOrder());
        Map<String, List<Integer>> groups = new TreeMap<>();
        groups.computeIfAbsent("a", _ -> new ArrayList<>()).add(1);
        var counts = new HashMap<Character, Integer>();
        for (char letter : "letters".toCharArray()) {
            counts.merge(letter, 1, Integer::sum);
            counts.put(letter, counts.getOrDefault(letter, 0) + 1);
        }
        for (var entry : counts.entrySet()) {
            out.println(entry.getKey() + "=" + entry.getValue());
        }
        out.println(groups + " " + new LinkedHashMap<>(counts) + new HashSet<>(numbers) + new TreeSet<>(numbers));
        var queue = new PriorityQueue<int[]>((left, right) -> Integer.compare(left[1], right[1]));
        queue.add(new int[] {1, 2});
        queue.offer(new int[] {2, 1});
        var deque = new ArrayDeque<Integer>(numbers);
        deque.push(1);
        out.println(queue.poll()[0] + deque.pop() + deque.pollLast() + new LinkedList<>(numbers).getFirst());
        var bits = new BitSet();
        bits.set(3);
        out.println(bits + "" + new EnumMap<Suit, Integer>(Map.of(Suit.HEARTS, 1)));
    }

    private static void streams(PrintStream out) {
        var words = List.of("one", "two", "three");
        var byLength = words.stream().collect(Collectors.groupingBy(String::length, TreeMap::new, Collectors.counting()));
        var lengths = words.stream().collect(Collectors.toMap(Function.identity(), String::length));
        out.println(byLength + " " + lengths);
        out.println(words.stream().sorted(Comparator.comparing(String::length).thenComparing(Comparator.naturalOrder())).toList());
        out.println(words.stream().mapToInt(String::length).sum() + words.stream().mapToLong(String::length).max().getAsLong());
        out.println(words.stream().flatMap(word -> word.chars().mapToObj(letter -> (char) letter)).distinct().count());
        out.println(IntStream.rangeClosed(1, 5).filter(number -> number % 2 == 1).mapToObj(Integer::toString).collect(Collectors.joining(",")));
        out.println(IntStream.range(0, 5).boxed().reduce(0, Integer::sum) + IntStream.of(1, 2).average().getAsDouble());
        out.println(LongStream.of(1, 2).map(number -> number * number).sum() + LongStream.range(0, 3).reduce(1, Math::multiplyExact));
        out.println(DoubleStream.of(1.5, 2).sum() + words.stream().mapToDouble(String::length).average().orElse(0));
        out.println(Stream.iterate(1, number -> 2 * number).limit(5).skip(1).anyMatch(number -> number == 4));
        out.println(words.stream().max(Comparator.comparingInt(String::length)).orElseThrow() + words.stream().findFirst().get());
        out.println(words.stream().toArray(String[]::new).length + words.stream().collect(Collectors.partitioningBy(String::isEmpty)).size());
    }

    private static void texts(PrintStream out) {
        var text = "a,b;c d";
        out.println(text.split("[,;]").length + text.split(" ").length + text.replaceAll("[a-c]", "x") + text.matches("\\w+"));
        out.println(text.toUpperCase() + text.substring(1).trim() + text.indexOf("b") + text.contains("c") + text.chars().sum());
        out.println(String.join("-", List.of("a", "b")) + "ab".repeat(2) + "a b".replace(' ', '_') + String.valueOf(new char[] {'x'}));
        out.println(new StringBuilder("abc").reverse().insert(0, 1).append(2L).append(3.5).append('c').deleteCharAt(0));
        out.println(new StringJoiner(", ", "[", "]").add("a"));
        out.println(String.format("%5d|%-5s|%05.2f|%x|%c|%b|%,d|%e", 1, "a", 1.5, 255, 'c', true, 1000, 1.5));
        out.printf("%d %s %.2f%n", 1L, "x", 2.0);
        out.println(Integer.parseInt("12") + Long.parseLong("12") + Double.parseDouble("1.5") + Integer.toBinaryString(5));
        out.println(new BigInteger("12345678901234567890").modPow(BigInteger.TEN, BigInteger.valueOf(97)));
        out.println(new BigDecimal("1.5").multiply(BigDecimal.TEN).setScale(2, java.math.RoundingMode.HALF_UP));
        out.println(Math.sqrt(2) + Math.pow(2, 0.5) + Math.floorMod(-1, 3) + Character.getNumericValue('3'));
        out.print(1);
        out.print(1L);
        out.print(1.5);
        out.print('c');
        out.print(true);
        var writer = new PrintWriter(new StringWriter());
        writer.println(1);
        writer.flush();
    }

    private static void language(PrintStream out) throws Exception {
        out.println(new Card(Suit.HEARTS, 3) + " " + new Card(Suit.SPADES, 3).compareTo(new Card(Suit.HEARTS, 4)) + new Card(Suit.HEARTS, 1).hashCode());
        for (Shape shape : List.of(new Shape.Circle(1), new Shape.Box(1, 2))) {
            out.println(
                    switch (shape) {
                        case Shape.Circle(double radius) -> Math.PI * radius * radius;
                        case Shape.Box box when box.width() == box.height() -> box.width();
                        case Shape.Box(double width, double height) -> width * height;
                    });
        }
        out.println(
                switch (Suit.valueOf("HEARTS")) {
                    case HEARTS -> "red";
                    case SPADES -> "black";
                });
        out.println(
                switch (out.toString()) {
                    case "a", "b" -> 1;
                    default -> 2;
                });
        var count = new AtomicInteger();
        Supplier<Integer> supplier = count::incrementAndGet;
        Function<Integer, Integer> twice = number -> 2 * number;
        BiFunction<Integer, Integer, Integer> sum = Integer::sum;
        UnaryOperator<String> louder = word -> word + "!";
        Runnable action = () -> out.println(twice.andThen(number -> number + 1).apply(supplier.get()) + louder.apply("a") + sum.apply(1, 2));
        var thread = new Thread(action);
        thread.start();
        thread.join();
        try (var pool = Executors.newFixedThreadPool(2)) {
            out.println(pool.submit(() -> 1).get());
        }
        out.println(Optional.of(1).map(number -> number + 1).filter(number -> number > 1).orElse(0));
        out.println(System.nanoTime() + System.currentTimeMillis());
    }

    private static void faults() {
        var told = new PrintWriter(new StringWriter());
        for (Runnable fault :
                List.<Runnable>of(
                        () -> List.of(1).get(1),
                        () -> Integer.parseInt("x"),
                        () -> { throw new IllegalStateException("a", new RuntimeException("b")); })) {
            try {
                fault.run();
            } catch (RuntimeException e) {
                e.printStackTrace(told);
            }
        }
    }
}
