/// What people do with a started server, as tests.
@NullMarked
package dev.coderun.e2e;

import org.jspecify.annotations.NullMarked;
