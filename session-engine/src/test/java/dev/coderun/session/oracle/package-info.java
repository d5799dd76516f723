/// Tests against Yjs itself: documents in a Node process, driven step by step beside ours.
@NullMarked
package dev.coderun.session.oracle;

import org.jspecify.annotations.NullMarked;
