package dev.coderun.server.identity;

import dev.coderun.server.web.BadJsonException;
import dev.coderun.server.web.HttpProblem;
import dev.coderun.server.web.Json;
import dev.coderun.server.web.OurAddress;
import dev.coderun.server.web.Problem;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetSocketAddress;
import java.text.Normalizer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Logs in by a name alone. That is safe only while nobody but this machine's own accounts can reach the server, so each
/// request must show that it comes straight from here: a proxy before the server, or a page of somebody else, is refused.
final class DevLogin {

    static final String PROVIDER = "dev";
    static final int MAX_NAME_CHARACTERS = 40;

    private static final List<HeaderName> FORWARDING_HEADERS =
            List.of(
                    HeaderNames.FORWARDED,
                    HeaderNames.X_FORWARDED_FOR,
                    HeaderNames.X_FORWARDED_HOST,
                    HeaderNames.X_FORWARDED_PROTO,
                    HeaderNames.X_FORWARDED_PORT,
                    HeaderNames.X_FORWARDED_PREFIX,
                    HeaderNames.create("X-Forwarded-Server"),
                    HeaderNames.create("X-Real-IP"),
                    HeaderNames.create("Via"));

    private final OurAddress ourAddress;
    private final UserStore users;

    DevLogin(OurAddress ourAddress, UserStore users) {
        this.ourAddress = ourAddress;
        this.users = users;
    }

    /// What is sent to log in.
    record Credentials(String name) {
        Credentials(@Nullable String name) {
            this.name = checkedName(Json.required(name, "name"));
        }

        private static String checkedName(String asked) {
            var name = Normalizer.normalize(asked, Normalizer.Form.NFC).strip();
            if (name.isEmpty() || name.codePointCount(0, name.length()) > MAX_NAME_CHARACTERS) {
                throw new BadJsonException(
                        "A name has 1 to " + MAX_NAME_CHARACTERS + " characters.");
            }
            if (name.codePoints().anyMatch(DevLogin::isInvisible)) {
                throw new BadJsonException("A name has no control characters.");
            }
            return name;
        }
    }

    User logIn(ServerRequest request) {
        refuseWhatIsNotFromHere(request);
        var name = Json.body(request, Credentials.class).name();
        return users.userOf(PROVIDER, name, name);
    }

    private void refuseWhatIsNotFromHere(ServerRequest request) {
        var headers = request.headers();
        if (!isLoopback(request)) {
            throw refusal("It answers this machine alone.");
        }
        if (!headers.first(HeaderNames.HOST).map(ourAddress::isLoopbackHost).orElse(false)) {
            throw refusal("Open the page as localhost or 127.0.0.1.");
        }
        if (!headers.first(HeaderNames.ORIGIN).map(ourAddress::isOurOrigin).orElse(true)) {
            throw refusal("Pages of other sites may not log in.");
        }
        if (FORWARDING_HEADERS.stream().anyMatch(headers::contains)) {
            throw refusal(
                    "It does not work behind a proxy: set --public-url and a login provider.");
        }
    }

    private static boolean isLoopback(ServerRequest request) {
        return request.remotePeer().address() instanceof InetSocketAddress peer
                && peer.getAddress() != null
                && peer.getAddress().isLoopbackAddress();
    }

    private static boolean isInvisible(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED ->
                    true;
            default -> false;
        };
    }

    private static HttpProblem refusal(String why) {
        return Problem.of(403, "dev-login-refused", "Development login refused", why).thrown();
    }
}
