/// What `./coderun bench run` asks of the executor.
@NullMarked
package dev.coderun.executor.bench;

import org.jspecify.annotations.NullMarked;
