@NullMarked
package dev.coderun.executor.judge;

import org.jspecify.annotations.NullMarked;
