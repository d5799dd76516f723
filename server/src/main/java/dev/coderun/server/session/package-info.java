/// Sessions: who may enter, their documents in the store, and their addresses.
@NullMarked
package dev.coderun.server.session;

import org.jspecify.annotations.NullMarked;
