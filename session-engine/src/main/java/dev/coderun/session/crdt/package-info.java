/// Yjs documents: structs, their integration, and the shared types read from them.
@NullMarked
package dev.coderun.session.crdt;

import org.jspecify.annotations.NullMarked;
