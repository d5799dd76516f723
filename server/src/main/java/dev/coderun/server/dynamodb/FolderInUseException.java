package dev.coderun.server.dynamodb;

/// Somebody else uses the data folder. The message is a sentence for whoever started the server.
public final class FolderInUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FolderInUseException(String message) {
        super(message);
    }
}
