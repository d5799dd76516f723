/// What `./coderun bench engine` asks of a JVM: the engine's own figures, and the floors beneath them.
@NullMarked
package dev.coderun.session.bench;

import org.jspecify.annotations.NullMarked;
