/// A session in memory: who is in it, what each may do, who is told what, and what is yet to be stored.
@NullMarked
package dev.coderun.session.live;

import org.jspecify.annotations.NullMarked;
