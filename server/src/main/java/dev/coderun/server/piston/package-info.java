/// The execution service for programs: what Piston's API offered, at the same addresses and in the same shape.
@NullMarked
package dev.coderun.server.piston;

import org.jspecify.annotations.NullMarked;
