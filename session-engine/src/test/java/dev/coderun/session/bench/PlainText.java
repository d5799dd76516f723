package dev.coderun.session.bench;

/// A text without history or authors.
interface PlainText {
    void replace(int position, int deleted, String inserted);
}
