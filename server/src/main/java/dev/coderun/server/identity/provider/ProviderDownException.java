package dev.coderun.server.identity.provider;

import dev.coderun.server.web.Problem;
import dev.coderun.server.web.UnavailableException;

/// A provider that does not answer, or not in time.
public final class ProviderDownException extends UnavailableException {

    private static final long serialVersionUID = 1L;

    ProviderDownException(Throwable cause) {
        super(
                "the login provider does not answer",
                Problem.of(
                        503,
                        "provider-down",
                        "Not now",
                        "The login provider does not answer. Try again in a moment."),
                cause);
    }
}
