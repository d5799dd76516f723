@NullMarked
package dev.coderun.server.transport;

import org.jspecify.annotations.NullMarked;
