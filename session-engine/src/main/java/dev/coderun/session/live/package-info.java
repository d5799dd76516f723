@NullMarked
package dev.coderun.session.live;

import org.jspecify.annotations.NullMarked;
