/// Boxes as the agent makes them, whatever holds the agent: its frames, one link, one run after the other.
@NullMarked
package dev.coderun.executor.agent;

import org.jspecify.annotations.NullMarked;
