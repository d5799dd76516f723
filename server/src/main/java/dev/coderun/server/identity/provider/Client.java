package dev.coderun.server.identity.provider;

import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;

/// What a provider knows this server by.
public record Client(String id, String secret) {

    ClientID clientId() {
        return new ClientID(id);
    }

    ClientSecretBasic inHeader() {
        return new ClientSecretBasic(clientId(), new Secret(secret));
    }

    ClientSecretPost inBody() {
        return new ClientSecretPost(clientId(), new Secret(secret));
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "Client[" + id + "]";
    }
}
