package dev.coderun.session.crdt;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An XML element or fragment shared by all who edit the document: a list of children, and attributes.
public final class SharedXml {
    private final Doc doc;
    private final Branch branch;
    private final LocalEdits edits;
    private final SharedArray children;

    SharedXml(Doc doc, Branch branch) {
        this.doc = doc;
        this.branch = branch;
        this.edits = new LocalEdits(doc, branch);
        this.children = new SharedArray(doc, branch);
    }

    /// An element's name; a fragment has none.
    public Optional<String> name() {
        return branch.typeRef == Branch.XML_ELEMENT ? Optional.of(branch.name) : Optional.empty();
    }

    /// Mostly strings, but a peer may set any value.
    public SharedMap attributes() {
        return new SharedMap(doc, branch);
    }

    public int length() {
        return children.length();
    }

    /// A child: another `SharedXml`, a `SharedText` with attributes of its own, or a hook, which is a `SharedMap` with a
    /// name.
    public @Nullable Object get(int index) {
        return children.get(index);
    }

    public List<@Nullable Object> toList() {
        return children.toList();
    }

    public SharedXml insertElement(int index, String name) {
        return new SharedXml(
                doc, doc.edit(() -> edits.insertType(index, Branch.XML_ELEMENT, name)));
    }

    public SharedText insertText(int index) {
        return new SharedText(doc, doc.edit(() -> edits.insertType(index, Branch.XML_TEXT, "")));
    }

    public SharedMap insertHook(int index, String name) {
        return new SharedMap(doc, doc.edit(() -> edits.insertType(index, Branch.XML_HOOK, name)));
    }

    public void delete(int index, int length) {
        children.delete(index, length);
    }
}
