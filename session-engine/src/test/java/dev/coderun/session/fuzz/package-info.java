/// Inputs that a fuzzer makes up, guided by which code they reach.
@NullMarked
package dev.coderun.session.fuzz;

import org.jspecify.annotations.NullMarked;
