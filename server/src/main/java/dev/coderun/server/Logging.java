package dev.coderun.server;

import dev.coderun.server.web.Json;
import dev.coderun.server.web.LogContext;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// What is logged, and how: one line each on standard error, with the time in UTC and with the ids of the request, the
/// connection and the session that it is about. Whatever a person typed, tokens and
/// tickets are never logged.
final class Logging {

    static {
        System.setProperty("java.util.logging.manager", UntilTheEnd.class.getName());
    }

    /// What these say at a lower level is about their own insides, or about what a client did wrong.
    private static final Map<String, Level> QUIET =
            Map.of(
                    "io.helidon", Level.WARNING,
                    "org.glassfish.tyrus", Level.SEVERE,
                    "software.amazon.awssdk", Level.WARNING,
                    "com.github.dockerjava", Level.WARNING);

    /// A logger that nobody holds forgets its level.
    private static final List<Logger> HELD =
            QUIET.entrySet().stream()
                    .map(entry -> quiet(entry.getKey(), entry.getValue()))
                    .toList();

    private Logging() {}

    /// Before anything is logged.
    static void configure() {
        var root = Logger.getLogger("");
        for (var usual : root.getHandlers()) {
            root.removeHandler(usual);
        }
        var handler = new ConsoleHandler();
        handler.setFormatter(new OneLine());
        root.addHandler(handler);
        HELD.forEach(logger -> logger.setLevel(QUIET.get(logger.getName())));
    }

    private static Logger quiet(String name, Level level) {
        var logger = Logger.getLogger(name);
        logger.setLevel(level);
        return logger;
    }

    /// Java's own log manager closes the log as soon as the process is told to end; what goes wrong while the server
    /// stores and stops must be in it. Public, for Java makes it by its name.
    public static final class UntilTheEnd extends LogManager {

        @Override
        public void reset() {
            // keeps the handlers
        }
    }

    /// Whole lines for a program that reads them, instead of a person.
    static void useJson() {
        for (var handler : Logger.getLogger("").getHandlers()) {
            handler.setFormatter(new JsonLine());
        }
    }

    private static String nameOf(LogRecord line) {
        var name = String.valueOf(line.getLoggerName());
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String stackTraceOf(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private static final class OneLine extends Formatter {

        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

        @Override
        public String format(LogRecord line) {
            var text = new StringBuilder();
            text.append(TIME.format(line.getInstant()))
                    .append(' ')
                    .append(line.getLevel().getName())
                    .append(' ')
                    .append(nameOf(line))
                    .append(": ")
                    // What a client sent may be in it: it must not be able to make a line of its
                    // own.
                    .append(formatMessage(line).replaceAll("\\R", " "));
            LogContext.fields()
                    .forEach((name, id) -> text.append(' ').append(name).append('=').append(id));
            text.append(System.lineSeparator());
            if (line.getThrown() != null) {
                text.append(stackTraceOf(line.getThrown()));
            }
            return text.toString();
        }
    }

    private static final class JsonLine extends Formatter {

        @Override
        public String format(LogRecord line) {
            var fields = new LinkedHashMap<String, String>();
            fields.put("time", line.getInstant().toString());
            fields.put("level", line.getLevel().getName());
            fields.put("logger", nameOf(line));
            fields.put("message", formatMessage(line));
            fields.putAll(LogContext.fields());
            if (line.getThrown() != null) {
                fields.put("error", stackTraceOf(line.getThrown()));
            }
            return Json.write(fields) + System.lineSeparator();
        }
    }
}
