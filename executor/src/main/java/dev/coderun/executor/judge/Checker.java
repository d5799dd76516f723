package dev.coderun.executor.judge;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coderun.executor.judge.Difference.Kind;
import java.util.Arrays;
import java.util.Optional;

/// The default output validator of the Kattis and ICPC problem format: compares an output with an answer token by token,
/// and says where they first differ. Pure; compares some hundred megabytes a second.
public record Checker(
        boolean caseSensitive,
        boolean spaceChangeSensitive,
        Optional<Double> absoluteTolerance,
        Optional<Double> relativeTolerance) {

    /// Words alone: neither their case nor the white space between them matters.
    public static final Checker LENIENT =
            new Checker(false, false, Optional.empty(), Optional.empty());

    /// By the flags of a problem package. Throws `IllegalArgumentException` with a sentence for one that is none.
    public static Checker of(Iterable<String> flags) {
        return CheckerFlags.read(flags);
    }

    public Check check(byte[] answer, byte[] output) {
        return new Comparison(answer, output).check();
    }

    boolean comparesNumbers() {
        return absoluteTolerance.isPresent() || relativeTolerance.isPresent();
    }

    /// One comparison under way.
    private final class Comparison {
        private final Scanner expected;
        private final Scanner got;
        private int tokens;

        Comparison(byte[] answer, byte[] output) {
            expected = new Scanner(answer);
            got = new Scanner(output);
        }

        Check check() {
            while (true) {
                var space = spaceChangeSensitive ? sameSpace() : Optional.<Difference>empty();
                if (space.isPresent()) {
                    return Check.wrong(space.get());
                }
                boolean more = expected.nextToken();
                if (more != got.nextToken()) {
                    return Check.wrong(difference(more ? Kind.MISSING : Kind.EXTRA));
                }
                if (!more) {
                    return Check.accepted();
                }
                if (!expected.sameToken(got)) {
                    var difference = differentToken();
                    if (difference.isPresent()) {
                        return Check.wrong(difference.get());
                    }
                }
                tokens++;
            }
        }

        /// Byte by byte, up to the next token of either.
        private Optional<Difference> sameSpace() {
            while (expected.atSpace() || got.atSpace()) {
                if (!expected.atSpace() || !got.atSpace() || expected.peek() != got.peek()) {
                    return Optional.of(
                            new Difference(
                                    Kind.SPACE,
                                    got.place(),
                                    expected.place(),
                                    tokens,
                                    expected.spaceHere(),
                                    got.spaceHere(),
                                    Optional.empty()));
                }
                expected.skipOne();
                got.skipOne();
            }
            return Optional.empty();
        }

        private Optional<Difference> differentToken() {
            if (comparesNumbers()) {
                var right = DecimalNumber.parse(expected.token());
                if (right.isPresent()) {
                    return differentNumber(right.get());
                }
            }
            return !caseSensitive && expected.sameTokenButForCase(got)
                    ? Optional.empty()
                    : Optional.of(difference(Kind.TOKEN));
        }

        private Optional<Difference> differentNumber(DecimalNumber right) {
            var number = DecimalNumber.parse(got.token());
            if (number.isEmpty()) {
                return Optional.of(difference(Kind.NOT_A_NUMBER));
            }
            if (number.get().isWithin(right, absoluteTolerance, relativeTolerance)) {
                return Optional.empty();
            }
            var plain = difference(Kind.NUMBER);
            return Optional.of(
                    new Difference(
                            Kind.NUMBER,
                            plain.place(),
                            plain.answerPlace(),
                            tokens,
                            plain.expected(),
                            plain.got(),
                            Optional.of(
                                    new Difference.NumberError(
                                            number.get().distance(right),
                                            number.get().relativeDistance(right),
                                            absoluteTolerance,
                                            relativeTolerance))));
        }

        private Difference difference(Kind kind) {
            int common = expected.commonPrefix(got, caseSensitive);
            return new Difference(
                    kind,
                    got.tokenPlace(),
                    expected.tokenPlace(),
                    tokens,
                    shown(expected.token(), common),
                    shown(got.token(), common),
                    Optional.empty());
        }
    }

    /// Both tokens of a difference are cut at the same place, so that what differs can be seen.
    private static String shown(byte[] token, int common) {
        int start = common > Difference.MAX_TOKEN_CHARACTERS / 2 ? common - 20 : 0;
        if (start >= token.length) {
            start = Math.max(0, token.length - 20);
        }
        int end = Math.min(token.length, start + Difference.MAX_TOKEN_CHARACTERS);
        var text = new String(Arrays.copyOfRange(token, start, end), UTF_8);
        return (start > 0 ? "…" : "") + text + (end < token.length ? "…" : "");
    }

    /// Walks over bytes: white space as C's `isspace` has it, and tokens between.
    private static final class Scanner {
        private final byte[] bytes;
        private int position;
        private int line = 1;
        private int lineStart;
        private int tokenStart;

        Scanner(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean atSpace() {
            return position < bytes.length && isSpace(bytes[position]);
        }

        byte peek() {
            return bytes[position];
        }

        void skipOne() {
            if (bytes[position++] == '\n') {
                line++;
                lineStart = position;
            }
        }

        /// Moves over white space and the token behind it. False at the end, where the token is empty.
        boolean nextToken() {
            while (atSpace()) {
                skipOne();
            }
            tokenStart = position;
            while (position < bytes.length && !isSpace(bytes[position])) {
                position++;
            }
            return position > tokenStart;
        }

        byte[] token() {
            return Arrays.copyOfRange(bytes, tokenStart, position);
        }

        boolean sameToken(Scanner other) {
            return Arrays.equals(
                    bytes, tokenStart, position, other.bytes, other.tokenStart, other.position);
        }

        boolean sameTokenButForCase(Scanner other) {
            int length = position - tokenStart;
            return length == other.position - other.tokenStart
                    && commonPrefix(other, false) == length;
        }

        int commonPrefix(Scanner other, boolean withCase) {
            int length = Math.min(position - tokenStart, other.position - other.tokenStart);
            for (int i = 0; i < length; i++) {
                byte mine = bytes[tokenStart + i];
                byte theirs = other.bytes[other.tokenStart + i];
                if (mine != theirs && (withCase || lower(mine) != lower(theirs))) {
                    return i;
                }
            }
            return length;
        }

        Difference.Place place() {
            return new Difference.Place(line, position - lineStart + 1);
        }

        Difference.Place tokenPlace() {
            return new Difference.Place(line, tokenStart - lineStart + 1);
        }

        /// The white space from here on, or the beginning of what is here instead.
        String spaceHere() {
            int end = position;
            boolean space = atSpace();
            while (end < bytes.length
                    && isSpace(bytes[end]) == space
                    && end - position < Difference.MAX_TOKEN_CHARACTERS) {
                end++;
            }
            return new String(Arrays.copyOfRange(bytes, position, end), UTF_8);
        }

        private static boolean isSpace(byte value) {
            return value == ' ' || (value >= '\t' && value <= '\r');
        }

        /// As C's `tolower` in its own locale: letters of ASCII alone.
        private static int lower(byte value) {
            return value >= 'A' && value <= 'Z' ? value + ('a' - 'A') : value;
        }
    }
}
