package dev.coderun.server.identity;

import dev.coderun.server.identity.provider.Identity;
import dev.coderun.server.web.HttpProblem;
import dev.coderun.server.web.Json;
import dev.coderun.server.web.OurAddress;
import dev.coderun.server.web.Problem;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Logs in by a name alone. That is safe only while nobody but this machine's own accounts can reach the server, so each
/// request must show that it comes straight from here: a proxy before the server, or a page of somebody else, is refused.
final class DevLogin {

    static final String PROVIDER = "dev";

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
    private final Users users;

    DevLogin(OurAddress ourAddress, Users users) {
        this.ourAddress = ourAddress;
        this.users = users;
    }

    /// What is sent to log in.
    record Credentials(String name) {
        Credentials(@Nullable String name) {
            this.name = Names.checked(Json.required(name, "name"));
        }
    }

    User logIn(ServerRequest request) {
        refuseWhatIsNotFromHere(request);
        var name = Json.body(request, Credentials.class).name();
        return users.userOf(new Identity(PROVIDER, name, name, Optional.empty()));
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

    private static HttpProblem refusal(String why) {
        return Problem.of(403, "dev-login-refused", "Development login refused", why).thrown();
    }
}
