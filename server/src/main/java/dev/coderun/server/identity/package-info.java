@NullMarked
package dev.coderun.server.identity;

import org.jspecify.annotations.NullMarked;
