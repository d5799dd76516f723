package dev.coderun.server.identity.provider;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationRequest;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import java.net.MalformedURLException;
import java.net.URI;

/// What providers without OpenID Connect have in common: a code for an access token, and questions with that token.
final class PlainOAuth {

    private final Client client;
    private final Endpoints endpoints;
    private final Scope scope;
    private final BoundedHttp http = new BoundedHttp();

    /// Where a provider is.
    ///
    /// @param authorize where a browser goes
    /// @param token where a code is exchanged
    /// @param api where questions are asked
    record Endpoints(URI authorize, URI token, URI api) {

        static Endpoints of(String authorize, String token, String api) {
            return new Endpoints(URI.create(authorize), URI.create(token), URI.create(api));
        }
    }

    PlainOAuth(Client client, Endpoints endpoints, String... scope) {
        this.client = client;
        this.endpoints = endpoints;
        this.scope = new Scope(scope);
    }

    URI authorization(Handshake handshake) {
        return new AuthorizationRequest.Builder(ResponseType.CODE, client.clientId())
                .endpointURI(endpoints.authorize)
                .redirectionURI(handshake.callback())
                .scope(scope)
                .state(new State(handshake.state()))
                .codeChallenge(handshake.codeVerifier(), CodeChallengeMethod.S256)
                .build()
                .toURI();
    }

    String accessToken(String code, Handshake handshake) {
        var grant =
                new AuthorizationCodeGrant(
                        new AuthorizationCode(code),
                        handshake.callback(),
                        handshake.codeVerifier());
        var request = new TokenRequest.Builder(endpoints.token, client.inBody(), grant).build();
        return JsonAnswer.to(request.toHTTPRequest(), http).text("access_token");
    }

    JsonAnswer ask(String path, String accessToken) {
        try {
            var request =
                    new HTTPRequest(
                            HTTPRequest.Method.GET, URI.create(endpoints.api + path).toURL());
            request.setAuthorization(new BearerAccessToken(accessToken).toAuthorizationHeader());
            return JsonAnswer.to(request, http);
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
