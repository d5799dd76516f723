/// Boxes that are containers of a Docker engine. The only package that knows docker-java.
@NullMarked
package dev.coderun.executor.docker;

import org.jspecify.annotations.NullMarked;
