@NullMarked
package dev.coderun.server;

import org.jspecify.annotations.NullMarked;
