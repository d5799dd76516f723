package dev.coderun.parked;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests with a little of everything, run once when the image is made, so that what JUnit needs for them is known.
class TrainingTest {
    private int number;

    @BeforeEach
    void prepare() {
        number = 3;
    }

    @Test
    @DisplayName("passes")
    void passes() {
        assertEquals(3, number);
        assertTrue(List.of(1).contains(1));
        assertThrows(IllegalStateException.class, () -> { throw new IllegalStateException(); });
    }

    @Test
    void fails() {
        assertEquals(List.of(4), List.of(number), "a message");
    }

    @Test
    void usesWhatProgramsUse() throws Exception {
        Rehearsal.run();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void hasParameters(int given) {
        assertTrue(given > 0);
    }
}
