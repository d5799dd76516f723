package dev.coderun.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coderun.server.web.OurAddress;
import io.helidon.http.HeaderNames;
import io.helidon.http.WritableHeaders;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuthenticationTest {

    private static final User ADA = User.of("ada", "Ada");
    private static final String TOKEN = "token-of-ada";
    private static final String READING_TOKEN = "token-that-reads";

    private final Authentication authentication =
            new Authentication(
                    AuthenticationTest::check,
                    new OurAddress(8080, Optional.of(URI.create("https://code.example.org"))));

    @Test
    void theCookieAloneReadsButChangesNothing() {
        var headers = withCookie();

        assertThat(authentication.reader(headers)).contains(ADA);
        assertThat(changer(headers)).isEmpty();
    }

    @Test
    void theCookieBesideOurExactOriginMayChange() {
        for (var origin : new String[] {"https://code.example.org", "http://localhost:8080"}) {
            var headers = withCookie().set(HeaderNames.ORIGIN, origin);

            assertThat(changer(headers)).contains(ADA);
        }
    }

    @Test
    void theCookieBesideAnotherOriginChangesNothing() {
        for (var origin :
                new String[] {
                    "http://code.example.org",
                    "https://code.example.org:8080",
                    "https://code.example.org.evil.example",
                    "http://localhost",
                    "http://localhost:8081",
                    "null",
                    ""
                }) {
            var headers = withCookie().set(HeaderNames.ORIGIN, origin);

            assertThat(changer(headers)).as(origin).isEmpty();
        }
    }

    @Test
    void aBearerTokenNeedsNoOrigin() {
        WritableHeaders<?> headers = WritableHeaders.create();
        headers.set(HeaderNames.AUTHORIZATION, "bearer " + TOKEN);

        assertThat(changer(headers)).contains(ADA);
    }

    @Test
    void aTokenThatMayOnlyReadOpensNothingThatChanges() {
        WritableHeaders<?> headers = WritableHeaders.create();
        headers.set(HeaderNames.AUTHORIZATION, "Bearer " + READING_TOKEN);

        assertThat(authentication.reader(headers)).contains(ADA);
        assertThat(changer(headers)).isEmpty();
    }

    @Test
    void aCookieThatWasSetWithoutHttpsIsNobodys() {
        WritableHeaders<?> headers = WritableHeaders.create();
        headers.set(HeaderNames.COOKIE, "coderun=" + TOKEN);

        assertThat(authentication.reader(headers)).isEmpty();
    }

    private static Optional<Caller> check(String token) {
        return switch (token) {
            case TOKEN -> Optional.of(new Caller(ADA, "laptop", 0));
            case READING_TOKEN ->
                    Optional.of(new Caller(ADA, "robot", Caller.Power.READ, Optional.empty(), 0));
            default -> Optional.empty();
        };
    }

    private WritableHeaders<?> withCookie() {
        WritableHeaders<?> headers = WritableHeaders.create();
        headers.set(HeaderNames.COOKIE, "__Host-coderun=" + TOKEN);
        return headers;
    }

    private Optional<User> changer(WritableHeaders<?> headers) {
        return authentication.caller(headers).map(Caller::user);
    }
}
