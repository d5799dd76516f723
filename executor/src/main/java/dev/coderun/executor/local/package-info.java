/// Boxes that are namespaces of this machine, with its own toolchains: for a machine without a container engine.
@NullMarked
package dev.coderun.executor.local;

import org.jspecify.annotations.NullMarked;
