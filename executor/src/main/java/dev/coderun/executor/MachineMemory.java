package dev.coderun.executor;

import java.lang.management.ManagementFactory;

/// What this machine, or the container that we run in, has.
public final class MachineMemory {
    private static final long WHERE_UNKNOWN = 4L << 30;

    private MachineMemory() {}

    public static long bytes() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean machine
                ? machine.getTotalMemorySize()
                : WHERE_UNKNOWN;
    }
}
