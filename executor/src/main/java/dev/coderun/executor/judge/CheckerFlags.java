package dev.coderun.executor.judge;

import java.util.Optional;

/// Reads the flags that a problem package has for the default output validator.
final class CheckerFlags {
    private boolean caseSensitive;
    private boolean spaceChangeSensitive;
    private Optional<Double> absolute = Optional.empty();
    private Optional<Double> relative = Optional.empty();

    private CheckerFlags() {}

    static Checker read(Iterable<String> flags) {
        var read = new CheckerFlags();
        var words = flags.iterator();
        while (words.hasNext()) {
            var flag = words.next();
            switch (flag) {
                case "case_sensitive" -> read.caseSensitive = true;
                case "space_change_sensitive" -> read.spaceChangeSensitive = true;
                case "float_tolerance", "float_absolute_tolerance", "float_relative_tolerance" -> {
                    if (!words.hasNext()) {
                        throw new IllegalArgumentException("The flag " + flag + " has no number.");
                    }
                    read.tolerance(flag, words.next());
                }
                default ->
                        throw new IllegalArgumentException(
                                "The default output validator has no flag \"" + flag + "\".");
            }
        }
        return new Checker(
                read.caseSensitive, read.spaceChangeSensitive, read.absolute, read.relative);
    }

    private void tolerance(String flag, String number) {
        double value;
        try {
            value = Double.parseDouble(number);
        } catch (NumberFormatException _) {
            value = Double.NaN;
        }
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new IllegalArgumentException(
                    "The number after " + flag + " must be 0 or more, not \"" + number + "\".");
        }
        if (!flag.equals("float_relative_tolerance")) {
            absolute = Optional.of(value);
        }
        if (!flag.equals("float_absolute_tolerance")) {
            relative = Optional.of(value);
        }
    }
}
