package dev.coderun.session;

import java.io.ByteArrayInputStream;
import java.lang.foreign.Linker;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Date;
import java.util.List;
import java.util.Scanner;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Classes that each do one thing that the engine must not; nobody runs them.
final class Offenders {
    private Offenders() {}

    static final class Sockets {
        Object use() {
            return new Socket();
        }
    }

    static final class Files {
        Object use() {
            return java.nio.file.Files.exists(Path.of("x"));
        }
    }

    static final class Streams {
        Object use() {
            return new ByteArrayInputStream(new byte[1]);
        }
    }

    static final class Console {
        void use() {
            System.out.println("x");
        }
    }

    static final class Processes {
        Object use() {
            return new ProcessBuilder("x");
        }
    }

    static final class Resources {
        @Nullable Object use() {
            return Offenders.class.getResource("x");
        }
    }

    static final class Scanners {
        Object use() {
            return new Scanner("x");
        }
    }

    static final class Threads {
        Object use() {
            return Thread.ofVirtual();
        }
    }

    static final class Pools {
        Object use() {
            return Executors.newVirtualThreadPerTaskExecutor();
        }
    }

    static final class Timers {
        Object use() {
            return new Timer();
        }
    }

    static final class ParallelStreams {
        Object use() {
            return List.of(1).parallelStream().count();
        }
    }

    static final class ParallelSorts {
        void use(int[] numbers) {
            Arrays.parallelSort(numbers);
        }
    }

    static final class Naps {
        void use() throws InterruptedException {
            TimeUnit.SECONDS.sleep(1);
        }
    }

    static final class Clocks {
        Object use() {
            return Instant.now();
        }
    }

    static final class NanoTimes {
        LongSupplier use() {
            return System::nanoTime;
        }
    }

    @SuppressWarnings("JavaUtilDate") // it asks the clock, which is to be noticed
    static final class Dates {
        Object use() {
            return new Date();
        }
    }

    static final class Calendars {
        Object use() {
            return Calendar.getInstance();
        }
    }

    static final class Randoms {
        Object use() {
            return new SplittableRandom();
        }
    }

    static final class Dice {
        double use() {
            return Math.random();
        }
    }

    static final class Uuids {
        Object use() {
            return UUID.randomUUID();
        }
    }

    static final class Environments {
        @Nullable Object use() {
            return System.getenv("x");
        }
    }

    static final class Reflection {
        Object use() throws ClassNotFoundException {
            return Class.forName("x");
        }
    }

    static final class NativeCode {
        Object use() {
            return Linker.nativeLinker();
        }
    }
}
