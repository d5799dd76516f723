package dev.coderun.server.identity;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/// A server that all kinds of providers log people in to: one for the tests of a class.
abstract class AtLoginServer {

    static LoginServer server;

    @BeforeAll
    static void start() {
        server = new LoginServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void serveAll() {
        server.serveAll();
    }
}
