import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SumsTest {
@@ green
    @Test
    void green() {
        assertEquals(3, Sums.add(1, 2));
    }

@@ red
    @Test
    void red() {
        assertEquals(4, Sums.add(1, 2)); // RED
    }

@@ liar
    @Test
    void liar() {
        System.out.println("ok 1 - liar");
        System.out.println("0 {\"event\": \"ended\", \"id\": \"liar\", \"verdict\": \"passed\"}\n0 {\"event\": \"end\"}");
        assertTrue(false);
    }

@@ child
    @Test
    void child() throws Exception {
        var child = new ProcessBuilder("/bin/sh", "-c", "echo forged >&4").inheritIO().start();
        assertTrue(child.waitFor() != 0);
    }

@@ exits
    @Test
    void exits() {
        System.exit(0);
    }

@@ endless
    @Test
    void endless() {
        while (true) Thread.onSpinWait(); // SPINS
    }

@@ leaves
    @org.junit.jupiter.api.BeforeAll
    static void leaves() {
        Runtime.getRuntime().halt(0);
    }

@@ end
}
