package dev.coderun.server.piston;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Which versions a request is content with: a semver range as npm writes them, such as `*`, `3.x`, `^3.10.0`,
/// `>=3 <4` or `3 || 4`. Without prereleases and hyphen ranges, which no runtime here has a use for.
final class VersionRange {
    static final int MAX_CHARACTERS = 100;

    private static final Pattern COMPARATOR =
            Pattern.compile(
                    "(\\^|~|>=|<=|>|<|=|)v?(\\d{1,6}|[xX*])(?:\\.(\\d{1,6}|[xX*]))?(?:\\.(\\d{1,6}|[xX*]))?");
    private static final int PARTS = 3;

    private final List<Predicate<Version>> alternatives;

    private VersionRange(List<Predicate<Version>> alternatives) {
        this.alternatives = alternatives;
    }

    /// A version of three numbers; those that are missing are 0.
    record Version(int major, int minor, int patch) implements Comparable<Version> {
        static Version of(String text) {
            var numbers =
                    Arrays.stream(text.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
            var padded = Arrays.copyOf(numbers, PARTS);
            return new Version(padded[0], padded[1], padded[2]);
        }

        @Override
        public int compareTo(Version other) {
            return Arrays.compare(parts(), other.parts());
        }

        @Override
        public String toString() {
            return major + "." + minor + "." + patch;
        }

        private int[] parts() {
            return new int[] {major, minor, patch};
        }
    }

    /// Empty if the text is no such range.
    static Optional<VersionRange> parse(String text) {
        if (text.length() > MAX_CHARACTERS) {
            return Optional.empty();
        }
        var alternatives = new ArrayList<Predicate<Version>>();
        for (var alternative : text.split("\\|\\|", -1)) {
            Predicate<Version> all = _ -> true;
            for (var comparator :
                    alternative.strip().replaceAll("([<>=~^])\\s+", "$1").split("\\s+", -1)) {
                var one = comparator(comparator);
                if (one.isEmpty()) {
                    return Optional.empty();
                }
                all = all.and(one.get());
            }
            alternatives.add(all);
        }
        return Optional.of(new VersionRange(alternatives));
    }

    boolean contains(Version version) {
        return alternatives.stream().anyMatch(alternative -> alternative.test(version));
    }

    private static Optional<Predicate<Version>> comparator(String text) {
        if (text.isEmpty()) {
            return Optional.of(_ -> true);
        }
        var match = COMPARATOR.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var given = new ArrayList<Integer>();
        for (int group = 2; group <= 4; group++) {
            var part = match.group(group);
            if (part == null || !Character.isDigit(part.charAt(0))) {
                break;
            }
            given.add(Integer.valueOf(part));
        }
        return Optional.of(comparator(match.group(1), given));
    }

    /// `given` are the numbers that the text names; what it leaves open is any.
    private static Predicate<Version> comparator(String operator, List<Integer> given) {
        var first = lowest(given);
        if (given.isEmpty()) {
            return _ -> !operator.equals("<") && !operator.equals(">");
        }
        return switch (operator) {
            case ">=" -> version -> version.compareTo(first) >= 0;
            case "<" -> version -> version.compareTo(first) < 0;
            case ">" -> version -> version.compareTo(next(given, given.size())) >= 0;
            case "<=" -> version -> version.compareTo(next(given, given.size())) < 0;
            case "^" -> between(first, next(given, leadingZeros(given) + 1));
            case "~" -> between(first, next(given, Math.min(given.size(), 2)));
            default -> between(first, next(given, given.size()));
        };
    }

    private static Predicate<Version> between(Version first, Version end) {
        return version -> version.compareTo(first) >= 0 && version.compareTo(end) < 0;
    }

    private static int leadingZeros(List<Integer> given) {
        int zeros = 0;
        while (zeros < given.size() - 1 && given.get(zeros) == 0) {
            zeros++;
        }
        return zeros;
    }

    private static Version lowest(List<Integer> given) {
        return new Version(part(given, 0), part(given, 1), part(given, 2));
    }

    /// The lowest version that differs from the given one in its first so many numbers.
    private static Version next(List<Integer> given, int count) {
        var head = new ArrayList<>(given.subList(0, count));
        head.set(count - 1, head.get(count - 1) + 1);
        return lowest(head);
    }

    private static int part(List<Integer> numbers, int index) {
        return index < numbers.size() ? numbers.get(index) : 0;
    }
}
