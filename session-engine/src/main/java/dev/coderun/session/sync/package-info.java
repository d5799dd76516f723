/// The messages of y-protocols as one sealed type, and their bytes.
@NullMarked
package dev.coderun.session.sync;

import org.jspecify.annotations.NullMarked;
