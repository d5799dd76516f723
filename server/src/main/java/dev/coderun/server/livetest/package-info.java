/// Tests while people type: which texts are tested when, in whose turn, and what everybody in the session is told of it.
@NullMarked
package dev.coderun.server.livetest;

import org.jspecify.annotations.NullMarked;
