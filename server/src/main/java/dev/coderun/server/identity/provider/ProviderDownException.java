package dev.coderun.server.identity.provider;

/// A provider that does not answer, or not in time.
public final class ProviderDownException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ProviderDownException(String why) {
        super(why);
    }

    ProviderDownException(Throwable cause) {
        super(cause);
    }
}
