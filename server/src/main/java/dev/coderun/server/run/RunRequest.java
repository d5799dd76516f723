package dev.coderun.server.run;

import static dev.coderun.server.web.Json.required;

import dev.coderun.executor.RunInput;
import dev.coderun.server.web.BadJsonException;
import dev.coderun.server.web.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a client may ask about runs in a message of type 64.
sealed interface RunRequest {
    /// Bounds the count of arguments and of variables; `Program.MAX_ARGUMENT_BYTES` bounds their size.
    int MAX_ARGUMENTS = 256;

    record Start(
            RunMode mode,
            Optional<String> stdin,
            List<String> arguments,
            Map<String, String> environment,
            RunInput.Terminal terminal)
            implements RunRequest {
        @Override
        public Optional<Long> about() {
            return Optional.empty();
        }
    }

    record Stop(long run) implements RunRequest {
        @Override
        public Optional<Long> about() {
            return Optional.of(run);
        }
    }

    record Follow(long run, long offset) implements RunRequest {
        @Override
        public Optional<Long> about() {
            return Optional.of(run);
        }
    }

    record Resize(long run, RunInput.Terminal terminal) implements RunRequest {
        @Override
        public Optional<Long> about() {
            return Optional.of(run);
        }
    }

    /// The run that it names.
    Optional<Long> about();

    /// Throws [BadJsonException] with a sentence for whoever sent it.
    static RunRequest parse(String json) {
        var type = required(Json.read(json, TypeOnly.class).t(), "t");
        return switch (type) {
            case "run.start" -> Json.read(json, StartMessage.class).checked();
            case "run.stop" -> new Stop(Json.read(json, StopMessage.class).run());
            case "run.follow" -> Json.read(json, FollowMessage.class).checked();
            case "run.resize" -> Json.read(json, ResizeMessage.class).checked();
            default -> throw new BadJsonException("There is no message \"" + shown(type) + "\".");
        };
    }

    private static String shown(String type) {
        return type.length() > 40 ? type.substring(0, 40) + "…" : type;
    }

    /// The messages as they stand on the wire.
    record TypeOnly(@Nullable String t) {}

    record StopMessage(long run) {}

    record FollowMessage(long run, long offset) {
        Follow checked() {
            if (offset < 0) {
                throw new BadJsonException("The member \"offset\" must not be negative.");
            }
            return new Follow(run, offset);
        }
    }

    record ResizeMessage(long run, int columns, int rows) {
        Resize checked() {
            return new Resize(run, terminal(columns, rows));
        }
    }

    record StartMessage(
            @Nullable String mode,
            @Nullable String stdin,
            @Nullable List<String> args,
            @Nullable Map<String, String> env,
            @Nullable Integer columns,
            @Nullable Integer rows) {
        private static final int USUAL_COLUMNS = 80;
        private static final int USUAL_ROWS = 24;

        Start checked() {
            var arguments = args == null ? List.<String>of() : args;
            var environment = env == null ? Map.<String, String>of() : env;
            if (arguments.size() > MAX_ARGUMENTS || environment.size() > MAX_ARGUMENTS) {
                throw new BadJsonException(
                        "A program takes at most "
                                + MAX_ARGUMENTS
                                + " arguments and as many environment variables.");
            }
            arguments.forEach(argument -> required(argument, "args"));
            environment.values().forEach(value -> required(value, "env"));
            return new Start(
                    modeNamed(required(mode, "mode")),
                    Optional.ofNullable(stdin),
                    List.copyOf(arguments),
                    Map.copyOf(environment),
                    terminal(
                            columns == null ? USUAL_COLUMNS : columns,
                            rows == null ? USUAL_ROWS : rows));
        }

        private static RunMode modeNamed(String name) {
            for (var mode : RunMode.values()) {
                if (mode.wireName().equals(name)) {
                    return mode;
                }
            }
            throw new BadJsonException("The member \"mode\" must be \"pipes\" or \"terminal\".");
        }
    }

    private static RunInput.Terminal terminal(int columns, int rows) {
        int max = RunInput.Terminal.MAX_SIDE;
        if (columns < 1 || rows < 1 || columns > max || rows > max) {
            throw new BadJsonException("A terminal has 1 to " + max + " columns and rows.");
        }
        return new RunInput.Terminal(columns, rows);
    }
}
