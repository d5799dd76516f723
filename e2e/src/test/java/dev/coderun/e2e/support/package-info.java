/// What the tests stand on: a started server, people in front of browsers, and real y-websocket clients.
@NullMarked
package dev.coderun.e2e.support;

import org.jspecify.annotations.NullMarked;
