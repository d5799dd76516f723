package dev.coderun.session.codec;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON texts as JavaScript reads and writes them, for the few places where Yjs puts JSON into its updates. Values are those
/// of [AnyCodec].
public final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /// Reads one value.
    ///
    /// @throws MalformedInputException if the text is no JSON, or nests deeper than [AnyCodec#MAX_DEPTH]
    public static @Nullable Object parse(String text) {
        var json = new Json(text);
        Object value = json.value(0);
        json.skipBlanks();
        if (json.at < text.length()) {
            throw json.malformed();
        }
        return value;
    }

    private @Nullable Object value(int depth) {
        skipBlanks();
        char first = peek();
        return switch (first) {
            case '{' -> object(deeper(depth));
            case '[' -> array(deeper(depth));
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object(int depth) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        at++;
        skipBlanks();
        while (peek() != '}') {
            skipBlanks();
            if (peek() != '"') {
                throw malformed();
            }
            String key = string();
            skipBlanks();
            expect(':');
            object.put(key, value(depth));
            separator('}');
        }
        at++;
        return object;
    }

    private List<@Nullable Object> array(int depth) {
        List<@Nullable Object> array = new ArrayList<>();
        at++;
        skipBlanks();
        while (peek() != ']') {
            array.add(value(depth));
            separator(']');
        }
        at++;
        return array;
    }

    private void separator(char end) {
        skipBlanks();
        if (peek() == end) {
            return;
        }
        expect(',');
        skipBlanks();
        if (peek() == end) {
            throw malformed();
        }
    }

    private String string() {
        var string = new StringBuilder();
        for (at++; peek() != '"'; at++) {
            char unit = text.charAt(at);
            if (unit < ' ') {
                throw malformed();
            }
            string.append(unit == '\\' ? escaped() : unit);
        }
        at++;
        return string.toString();
    }

    private char escaped() {
        at++;
        char escape = peek();
        return switch (escape) {
            case '"', '\\', '/' -> escape;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw malformed();
        };
    }

    private char unicode() {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            at++;
            int digit = Character.digit(peek(), 16);
            if (digit < 0) {
                throw malformed();
            }
            unit = unit << 4 | digit;
        }
        return (char) unit;
    }

    private @Nullable Object literal(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw malformed();
        }
        at += word.length();
        return value;
    }

    private Object number() {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        try {
            double number = Double.parseDouble(text.substring(start, at));
            boolean isWhole =
                    number == Math.rint(number) && Math.abs(number) <= ByteReader.MAX_SAFE_INTEGER;
            boolean isNegativeZero = number == 0 && 1 / number < 0;
            return isWhole && !isNegativeZero ? (Object) (long) number : (Object) number;
        } catch (NumberFormatException e) {
            throw malformed();
        }
    }

    private int deeper(int depth) {
        if (depth >= AnyCodec.MAX_DEPTH) {
            throw new MalformedInputException("values nested too deep");
        }
        return depth + 1;
    }

    private char peek() {
        if (at >= text.length()) {
            throw malformed();
        }
        return text.charAt(at);
    }

    private void expect(char expected) {
        if (peek() != expected) {
            throw malformed();
        }
        at++;
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private MalformedInputException malformed() {
        return new MalformedInputException("malformed JSON");
    }

    /// Writes a value as `JSON.stringify` would.
    public static String stringify(@Nullable Object value) {
        var out = new StringBuilder();
        write(out, value);
        return out.toString();
    }

    private static void write(StringBuilder out, @Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case Boolean flag -> out.append(flag);
            case Long whole -> out.append(number(whole));
            case Number number -> out.append(number(number.doubleValue()));
            case String string -> writeString(out, string);
            case List<?> list -> {
                String before = "[";
                for (Object element : list) {
                    out.append(before);
                    write(out, element);
                    before = ",";
                }
                out.append(list.isEmpty() ? "[]" : "]");
            }
            case Map<?, ?> map -> {
                String before = "{";
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    out.append(before);
                    writeString(out, (String) entry.getKey());
                    out.append(':');
                    write(out, entry.getValue());
                    before = ",";
                }
                out.append(map.isEmpty() ? "{}" : "}");
            }
            default -> out.append("null");
        }
    }

    /// JavaScript shows numbers from 1e-6 up to, not including, 1e21 in full.
    private static String number(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return "null";
        }
        if (number == 0) {
            return "0";
        }
        var shortest = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -6 && exponent < 21) {
            return shortest.toPlainString();
        }
        String digits = shortest.unscaledValue().abs().toString();
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        String sign = exponent < 0 ? "-" : "+";
        return (number < 0 ? "-" : "")
                + digits.charAt(0)
                + fraction
                + "e"
                + sign
                + Math.abs(exponent);
    }

    private static void writeString(StringBuilder out, String string) {
        out.append('"');
        for (int i = 0; i < string.length(); i++) {
            char unit = string.charAt(i);
            switch (unit) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (unit < ' ' || isLoneSurrogate(string, i)) {
                        out.append(String.format("\\u%04x", (int) unit));
                    } else {
                        out.append(unit);
                    }
                }
            }
        }
        out.append('"');
    }

    private static boolean isLoneSurrogate(String string, int at) {
        char unit = string.charAt(at);
        if (Character.isHighSurrogate(unit)) {
            return at + 1 == string.length() || !Character.isLowSurrogate(string.charAt(at + 1));
        }
        return Character.isLowSurrogate(unit)
                && (at == 0 || !Character.isHighSurrogate(string.charAt(at - 1)));
    }
}
