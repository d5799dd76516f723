@NullMarked
package dev.coderun.session;

import org.jspecify.annotations.NullMarked;
