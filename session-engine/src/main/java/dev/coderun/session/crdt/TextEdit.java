package dev.coderun.session.crdt;

/// One stretch of a text that was replaced: at `index` of the text as the edits before it in its list left it, `deleted`
/// units went and `inserted` came. An embedded value or shared type is one [TextEdit#EMBEDDED].
public record TextEdit(int index, int deleted, String inserted) {
    /// What stands for something that is no text.
    public static final char EMBEDDED = '\ufffc';
}
