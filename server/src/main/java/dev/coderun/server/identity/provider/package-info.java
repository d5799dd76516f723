/// What is said to login providers, and what of their answers is believed.
@NullMarked
package dev.coderun.server.identity.provider;

import org.jspecify.annotations.NullMarked;
