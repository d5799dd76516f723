package dev.coderun.executor.agent;

/// What every guest is bounded by, besides a program's limits.
public final class GuestBounds {
    public static final int WORK_MEGABYTES = 128;
    public static final int TMP_MEGABYTES = 64;
    public static final int SHM_MEGABYTES = 16;
    public static final int WORK_INODES = 16_384;
    public static final int TMP_INODES = 4_096;
    public static final int OPEN_FILES = 1_024;

    /// Beside the program's: the agent, a process that has ended but is not yet reaped, a warm interpreter, and the threads of
    /// those JVMs or Node.js that wait, each of which the kernel counts (14 and 11 were).
    public static final int OWN_PROCESSES = 8 + 15 * Helper.MAX_WAITING;

    /// Beside the program's, where helpers wait: of the kernel alone, as the agent measures what the program itself uses. A JVM
    /// that waits has 28 MiB, a Node.js 10.
    public static final long HELPER_BYTES = (32L * Helper.MAX_WAITING) << 20;

    public static final int MAX_CPUS = 2;

    /// A quarter of what the server and everything else get.
    public static final int CPU_SHARES = 256;

    private GuestBounds() {}

    /// Of a kernel that is in the guest's container and counts as a part of it: at a limit of the container the whole guest
    /// would end, before its agent could say why. gVisor took 3.5 MiB and 5 threads of the machine for a process.
    public static long kernelBytes(int processes) {
        return (64L + 4L * processes) << 20;
    }

    public static long kernelThreads(int processes) {
        return 8L * (processes + OWN_PROCESSES);
    }

    /// The options of the file system in memory that programs work in. Programs may be run from it.
    public static String work() {
        return "mode=0755," + bounds(WORK_MEGABYTES, WORK_INODES);
    }

    public static String tmp() {
        return "mode=1777," + bounds(TMP_MEGABYTES, TMP_INODES);
    }

    public static String sharedMemory() {
        return "mode=1777," + bounds(SHM_MEGABYTES, TMP_INODES);
    }

    private static String bounds(int megabytes, int inodes) {
        return "size=%dm,nr_inodes=%d".formatted(megabytes, inodes);
    }
}
