package dev.coderun.server.transport;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What a client offers in `Sec-WebSocket-Extensions`, and what of it we take: `permessage-deflate` (RFC 7692) with each
/// message compressed for itself. So a message for many is compressed once, and no connection keeps a window in memory.
final class DeflateOffer {

    private static final String NAME = "permessage-deflate";
    private static final String SERVER_WINDOW = "server_max_window_bits";
    private static final String CLIENT_WINDOW = "client_max_window_bits";
    private static final String SERVER_ALONE = "server_no_context_takeover";
    private static final String CLIENT_ALONE = "client_no_context_takeover";

    private static final String ACCEPTED = NAME + "; " + SERVER_ALONE + "; " + CLIENT_ALONE;

    /// The only window that `java.util.zip` compresses with.
    private static final int WINDOW_BITS = 15;

    private static final int LEAST_WINDOW_BITS = 8;

    private DeflateOffer() {}

    /// The answer to the first offer that can be taken; empty if there is none.
    static Optional<String> answer(List<String> headerValues) {
        return headerValues.stream()
                .flatMap(value -> Stream.of(value.split(",", -1)))
                .flatMap(offer -> answer(offer).stream())
                .findFirst();
    }

    private static Optional<String> answer(String offer) {
        var parts = offer.split(";", -1);
        if (!parts[0].strip().equals(NAME)) {
            return Optional.empty();
        }
        Set<String> names = new HashSet<>();
        for (int i = 1; i < parts.length; i++) {
            var parameter = parts[i].strip();
            int equals = parameter.indexOf('=');
            var name = equals < 0 ? parameter : parameter.substring(0, equals).strip();
            var value = equals < 0 ? "" : unquoted(parameter.substring(equals + 1).strip());
            if (!names.add(name) || !canTake(name, value)) {
                return Optional.empty();
            }
        }
        return Optional.of(
                names.contains(SERVER_WINDOW)
                        ? ACCEPTED + "; " + SERVER_WINDOW + "=" + WINDOW_BITS
                        : ACCEPTED);
    }

    private static boolean canTake(String name, String value) {
        return switch (name) {
            case SERVER_ALONE, CLIENT_ALONE -> value.isEmpty();
            case SERVER_WINDOW -> value.equals(Integer.toString(WINDOW_BITS));
            // A client that can be told its window; whichever it takes is inflated with the
            // largest.
            case CLIENT_WINDOW -> value.isEmpty() || isWindow(value);
            default -> false;
        };
    }

    private static boolean isWindow(String value) {
        try {
            int bits = Integer.parseInt(value);
            return bits >= LEAST_WINDOW_BITS && bits <= WINDOW_BITS;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String unquoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }
}
