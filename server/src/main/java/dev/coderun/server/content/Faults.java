package dev.coderun.server.content;

import java.util.ArrayList;
import java.util.List;

/// Gathers what is wrong, up to a bound, so that an author sees everything at once.
final class Faults {
    static final int MAX = 100;

    private final List<PackageFault> found = new ArrayList<>();

    void add(String file, String message) {
        add(file, 0, message);
    }

    void add(String file, int line, String message) {
        if (found.size() < MAX) {
            found.add(new PackageFault(file, line, message));
        }
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new BadPackageException(found);
        }
    }
}
