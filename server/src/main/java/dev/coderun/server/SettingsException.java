package dev.coderun.server;

/// A setting that cannot be used. The message is one sentence that says what to do.
final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SettingsException(String message) {
        super(message, null, false, false);
    }
}
