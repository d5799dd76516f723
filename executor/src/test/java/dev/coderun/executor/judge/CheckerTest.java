package dev.coderun.executor.judge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coderun.executor.judge.Difference.Kind;
import dev.coderun.executor.judge.Difference.Place;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CheckerTest {

    /// `\n` and `\t` and `_` (a space) are written out, since the table trims.
    @Test
    void everySpaceOfCSeparatesWords() {
        var output = "1\t2\n3\u000b4\f5\r6 7".getBytes(UTF_8);

        assertThat(Checker.LENIENT.check("1 2 3 4 5 6 7".getBytes(UTF_8), output))
                .isInstanceOf(Check.Accepted.class);
    }

    @ParameterizedTest(name = "[{0}] {1} / {2} -> {3}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                // Words: neither case nor space matters.
                "``, one two, one two\\n, yes",
                "``, one two, ONE\\t\\n two, yes",
                "``, one two, one, no",
                "``, one two, one two three, no",
                "``, one two, onetwo, no",
                "``, ``, ``, yes",
                "``, ``, _\\n, yes",
                "``, one, ``, no",
                "``, ``, one, no",
                "``, 1.0, 1.00, no",
                // Bytes beyond ASCII have no case.
                "``, É, é, no",
                "case_sensitive, One, one, no",
                "case_sensitive, One, One, yes",
                // Space that matters, byte by byte.
                "space_change_sensitive, one_two\\n, one_two\\n, yes",
                "space_change_sensitive, one_two\\n, one__two\\n, no",
                "space_change_sensitive, one_two\\n, one\\ttwo\\n, no",
                "space_change_sensitive, one_two\\n, one_two, no",
                "space_change_sensitive, one_two, one_two\\n, no",
                "space_change_sensitive, one, _one, no",
                "space_change_sensitive, one_two, ONE_TWO, yes",
                // Numbers: either tolerance is enough, and its edge belongs to it.
                "float_tolerance 0.5, 1, 1.5, yes",
                "float_tolerance 0.5, 1, 1.51, no",
                "float_tolerance 0.1, 100, 110, yes",
                "float_tolerance 0.1, 100, 110.1, no",
                "float_absolute_tolerance 0.1, 1.1, 1.2, yes",
                "float_absolute_tolerance 0.1, 1.1, 1.2000000000000001, no",
                "float_absolute_tolerance 0.1, 100, 100.2, no",
                "float_relative_tolerance 0.1, 0, 0, yes",
                "float_relative_tolerance 0.1, 0, 0.0001, no",
                "float_relative_tolerance 0.1, -10, -9, yes",
                "float_absolute_tolerance 0, 1e3, 1000.0, yes",
                "float_absolute_tolerance 1e-9, 12345678901234567890, 12345678901234567891, no",
                "float_absolute_tolerance 1, 12345678901234567890, 12345678901234567891, yes",
                "float_tolerance 1e-6, .5, 5E-1, yes",
                "float_tolerance 1e-6, 5., +5, yes",
                // What is a number is decided by the answer alone.
                "float_tolerance 1, 1, one, no",
                "float_tolerance 1, one, ONE, yes",
                "float_tolerance 1, one, 1, no",
                "float_tolerance 1, nan, NaN, yes",
                "float_tolerance 1, 1, nan, no",
                "float_tolerance 1, 1, inf, no",
                "float_tolerance 1, 0x10, 16, no",
                "float_tolerance 1, 1, 1e, no",
                "float_tolerance 1, 1, 1.0.0, no",
                "float_tolerance 1 case_sensitive, a 1, a 2, yes",
                "float_tolerance 1 case_sensitive, a 1, A 1, no",
            })
    void outputsAreRightAsTheFormatSays(
            String flags, String answer, String output, String expected) {
        var checker = Checker.of(flags.isEmpty() ? List.of() : List.of(flags.split(" ")));

        var check = checker.check(bytes(answer), bytes(output));

        assertThat(check)
                .isInstanceOf(expected.equals("yes") ? Check.Accepted.class : Check.Wrong.class);
    }

    private static byte[] bytes(String written) {
        return written.replace("\\n", "\n").replace("\\t", "\t").replace("_", " ").getBytes(UTF_8);
    }

    @Test
    void theFirstWordThatDiffersIsNamedWithItsPlaces() {
        var difference = difference(Checker.LENIENT, "a b\nc d\n", "a\nb c\n  x\n");

        assertThat(difference)
                .isEqualTo(
                        new Difference(
                                Kind.TOKEN,
                                new Place(3, 3),
                                new Place(2, 3),
                                3,
                                "d",
                                "x",
                                Optional.empty()));
    }

    @Test
    void anOutputThatEndsTooEarlyLacksTheNextWord() {
        var difference = difference(Checker.LENIENT, "a b", "a\n");

        assertThat(difference.kind()).isEqualTo(Kind.MISSING);
        assertThat(difference.place()).isEqualTo(new Place(2, 1));
        assertThat(difference.expected()).isEqualTo("b");
        assertThat(difference.got()).isEmpty();
    }

    @Test
    void anOutputThatGoesOnHasAWordTooMany() {
        var difference = difference(Checker.LENIENT, "a", "a b c");

        assertThat(difference.kind()).isEqualTo(Kind.EXTRA);
        assertThat(difference.expected()).isEmpty();
        assertThat(difference.got()).isEqualTo("b");
    }

    @Test
    void otherSpaceIsShownOnBothSides() {
        var checker = Checker.of(List.of("space_change_sensitive"));

        var difference = difference(checker, "a b", "a \tb");

        assertThat(difference.kind()).isEqualTo(Kind.SPACE);
        assertThat(difference.place()).isEqualTo(new Place(1, 3));
        assertThat(difference.expected()).isEqualTo("b");
        assertThat(difference.got()).isEqualTo("\t");
    }

    @Test
    void aNumberThatIsTooFarOffComesWithItsErrors() {
        var checker = Checker.of(List.of("float_absolute_tolerance", "0.1"));

        var difference = difference(checker, "2", "2.5");

        assertThat(difference.kind()).isEqualTo(Kind.NUMBER);
        assertThat(difference.error())
                .contains(
                        new Difference.NumberError(0.5, 0.25, Optional.of(0.1), Optional.empty()));
    }

    @Test
    void aWordWhereANumberBelongsIsSaidToBeNone() {
        var checker = Checker.of(List.of("float_tolerance", "0.1"));

        assertThat(difference(checker, "2", "two").kind()).isEqualTo(Kind.NOT_A_NUMBER);
    }

    @Test
    void longWordsAreCutWhereTheyDiffer() {
        var same = "x".repeat(10_000);

        var difference = difference(Checker.LENIENT, same + "A" + same, same + "B" + same);

        assertThat(difference.expected())
                .hasSize(Difference.MAX_TOKEN_CHARACTERS + 2)
                .startsWith("…")
                .contains("xA");
        assertThat(difference.got()).contains("xB");
    }

    @Test
    void bytesThatAreNoTextAreComparedAllTheSame() {
        byte[] output = "\u0000\u00ff".getBytes(ISO_8859_1);

        assertThat(Checker.LENIENT.check(output, output)).isInstanceOf(Check.Accepted.class);
        assertThat(Checker.LENIENT.check(bytes("a"), output)).isInstanceOf(Check.Wrong.class);
    }

    @Test
    void anExponentOfMillionsIsNotWorkedOutDigitByDigit() {
        var checker = Checker.of(List.of("float_tolerance", "1e-6"));

        assertThat(checker.check(bytes("1e-999999999"), bytes("1e-999999998")))
                .isInstanceOf(Check.Accepted.class);
        assertThat(checker.check(bytes("1"), bytes("1e999999999"))).isInstanceOf(Check.Wrong.class);
    }

    @Test
    void whatIsLongerThanAnyNumberIsAWord() {
        var checker = Checker.of(List.of("float_tolerance", "1e-6"));
        var longest = "0".repeat(DecimalNumber.MAX_DIGITS - 1) + "1";

        assertThat(checker.check(bytes(longest), bytes("1"))).isInstanceOf(Check.Accepted.class);
        assertThat(difference(checker, "0" + longest, "1").kind()).isEqualTo(Kind.TOKEN);
        assertThat(difference(checker, "1", "0" + longest).kind()).isEqualTo(Kind.NOT_A_NUMBER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ignore_everything",
                "float_tolerance",
                "float_tolerance x",
                "float_tolerance -1",
                "float_tolerance NaN"
            })
    void flagsThatAreNoneAreRefused(String flags) {
        assertThatThrownBy(() -> Checker.of(List.of(flags.split(" "))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Difference difference(Checker checker, String answer, String output) {
        var check = checker.check(answer.getBytes(UTF_8), output.getBytes(UTF_8));
        assertThat(check).isInstanceOf(Check.Wrong.class);
        return ((Check.Wrong) check).difference().orElseThrow();
    }
}
