/// The unit tests in a program's files: found, run, and told of as each begins and ends.
@NullMarked
package dev.coderun.executor.unittests;

import org.jspecify.annotations.NullMarked;
