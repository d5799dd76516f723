@NullMarked
package dev.coderun.executor;

import org.jspecify.annotations.NullMarked;
