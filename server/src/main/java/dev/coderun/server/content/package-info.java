@NullMarked
package dev.coderun.server.content;

import org.jspecify.annotations.NullMarked;
