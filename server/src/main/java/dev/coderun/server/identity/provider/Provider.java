package dev.coderun.server.identity.provider;

import java.net.URI;

/// Somebody who can say who a person is. Both calls throw [ProviderDownException] and [UnbelievableAnswerException].
public interface Provider {

    /// Its word in our addresses, such as `google`.
    String id();

    /// What people call it.
    String name();

    /// Whose accounts it vouches for: the realm of each [Identity] that it gives.
    String realm();

    /// Where the browser goes to log in.
    URI authorization(Handshake handshake);

    /// Who it was that logged in there, for the code that the browser came back with.
    Identity identity(String code, Handshake handshake);
}
