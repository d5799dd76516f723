package dev.coderun.server.web;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// On whose behalf something is done – a request, a connection, a session – for the lines of the log that come of it.
public final class LogContext {

    private static final ScopedValue<LogContext> CURRENT = ScopedValue.newInstance();
    private static final LogContext NOBODY = new LogContext(Map.of());

    private final Map<String, String> fields;

    private LogContext(Map<String, String> fields) {
        this.fields = fields;
    }

    /// Where this is asked, and this beside it.
    public static LogContext with(String name, String id) {
        var all = new LinkedHashMap<>(fields());
        all.put(name, id);
        return new LogContext(Collections.unmodifiableMap(all));
    }

    public void run(Runnable action) {
        ScopedValue.where(CURRENT, this).run(action);
    }

    /// Name and id of each, for the thread that asks.
    public static Map<String, String> fields() {
        return CURRENT.orElse(NOBODY).fields;
    }
}
