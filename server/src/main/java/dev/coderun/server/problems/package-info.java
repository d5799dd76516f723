@NullMarked
package dev.coderun.server.problems;

import org.jspecify.annotations.NullMarked;
