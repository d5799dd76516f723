/// Presence: who is here, with what cursor, by the clock rules of y-protocols.
@NullMarked
package dev.coderun.session.awareness;

import org.jspecify.annotations.NullMarked;
