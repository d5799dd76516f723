package dev.coderun.server.content;

import java.util.List;
import java.util.stream.Collectors;

/// A problem package that is refused, with everything that was found wrong.
public final class BadPackageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // Never serialized.
    private final List<PackageFault> faults;

    public BadPackageException(List<PackageFault> faults) {
        super(faults.stream().map(PackageFault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    static BadPackageException of(String file, String message) {
        return new BadPackageException(List.of(new PackageFault(file, 0, message)));
    }

    public List<PackageFault> faults() {
        return faults;
    }
}
