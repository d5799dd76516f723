package dev.coderun.session.crdt;

import java.util.List;

/// Is told how a text reads otherwise after a transaction; changes of attributes alone are not told.
@FunctionalInterface
public interface TextListener {
    /// Called once a transaction, when it is over, before whoever caused it goes on. The document must not be changed here.
    ///
    /// @param edits from the text's start to its end, never empty
    void changed(List<TextEdit> edits);
}
