package dev.coderun.executor.agent;

import java.io.InputStream;
import java.io.OutputStream;

/// What holds a running agent: a container, or a process under namespaces.
public interface Guest {
    /// What the agent reads. The guest ends when it is closed.
    OutputStream toAgent();

    InputStream fromAgent();

    /// Ends the guest with everything in it, by force. May be called often; returns at once.
    void remove();
}
