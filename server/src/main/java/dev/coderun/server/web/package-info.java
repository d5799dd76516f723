@NullMarked
package dev.coderun.server.web;

import org.jspecify.annotations.NullMarked;
