package dev.coderun.session.crdt;

/// From here on, text has the attribute `key` with this value, a JSON text; `null` ends it.
record FormatMark(String key, String valueJson) {}
