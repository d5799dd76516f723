package dev.coderun.server.identity;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/// A server for people and their accounts, one for the tests of a class; after each its clock is right again.
abstract class AtPeopleServer {

    static PeopleServer server;

    @BeforeAll
    static void start() {
        server = new PeopleServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @AfterEach
    void turnTheClockBack() {
        server.resetClock();
    }
}
