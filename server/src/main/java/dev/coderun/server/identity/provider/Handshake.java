package dev.coderun.server.identity.provider;

import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.Nonce;
import java.net.URI;

/// What makes one login one login: sent with the browser to the provider and checked when it comes back.
///
/// @param callback where the provider sends the browser back to
public record Handshake(URI callback, String state, String nonce, String verifier) {

    /// A new one, of secrets that nobody can guess.
    public static Handshake to(URI callback) {
        return new Handshake(
                callback,
                new State().getValue(),
                new Nonce().getValue(),
                new CodeVerifier().getValue());
    }

    CodeVerifier codeVerifier() {
        return new CodeVerifier(verifier);
    }

    /// Without its secrets.
    @Override
    public String toString() {
        return "Handshake[" + callback + "]";
    }
}
