package dev.coderun.server.identity.provider;

import dev.coderun.server.identity.provider.PlainOAuth.Endpoints;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Login by Facebook. Each question carries a proof that it comes from the app itself, so that a token that leaked
/// elsewhere answers nobody. Facebook does not say whether it has verified an address: it is not taken.
public final class Facebook implements Provider {

    private static final String VERSION = "v23.0";

    private static final Endpoints ENDPOINTS =
            Endpoints.of(
                    "https://www.facebook.com/" + VERSION + "/dialog/oauth",
                    "https://graph.facebook.com/" + VERSION + "/oauth/access_token",
                    "https://graph.facebook.com/" + VERSION);

    private static final String ALGORITHM = "HmacSHA256";

    private final PlainOAuth oauth;
    private final Client client;

    public Facebook(Client client) {
        this(client, ENDPOINTS);
    }

    Facebook(Client client, Endpoints endpoints) {
        this.client = client;
        oauth = new PlainOAuth(client, endpoints, "public_profile");
    }

    @Override
    public String id() {
        return "facebook";
    }

    @Override
    public String name() {
        return "Facebook";
    }

    @Override
    public String realm() {
        return id();
    }

    @Override
    public URI authorization(Handshake handshake) {
        return oauth.authorization(handshake);
    }

    @Override
    public Identity identity(String code, Handshake handshake) {
        var token = oauth.accessToken(code, handshake);
        var me = oauth.ask("/me?fields=id,name&appsecret_proof=" + proof(token), token);
        return new Identity(
                realm(), me.text("id"), me.optional("name").orElse(""), Optional.empty());
    }

    private String proof(String token) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(
                    new SecretKeySpec(client.secret().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return HexFormat.of().formatHex(mac.doFinal(token.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
