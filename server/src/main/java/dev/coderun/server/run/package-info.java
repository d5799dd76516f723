/// Runs of a session's program: started, streamed to everybody, replayed to who comes late, and stopped.
@NullMarked
package dev.coderun.server.run;

import org.jspecify.annotations.NullMarked;
