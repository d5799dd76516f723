/// Primitives of the lib0 wire format: what every Yjs message is made of.
@NullMarked
package dev.coderun.session.codec;

import org.jspecify.annotations.NullMarked;
