package dev.coderun.session.codec;

/// JavaScript's `undefined`, which lib0 carries and tells apart from `null`.
public enum Undefined {
    UNDEFINED;

    @Override
    public String toString() {
        return "undefined";
    }
}
