package com.plugipay.bench.processes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The CPU time that processes have used, as Linux counts it, in microseconds. */
final class ProcessTime {
    /** Linux shows times in hundredths of a second (proc_pid_stat(5), USER_HZ). */
    private static final long MICROS_PER_TICK = 10_000;

    private static final Pattern SPACE = Pattern.compile(" ");

    // The fields behind the name, of which the first is the third in proc_pid_stat(5).
    private static final int UTIME = 14 - 3;
    private static final int STIME = 15 - 3;
    private static final int CUTIME = 16 - 3;
    private static final int CSTIME = 17 - 3;

    private ProcessTime() {}

    /** What a process has used. */
    static long of(long pid) {
        return micros(pid, UTIME, STIME);
    }

    /** What a process and all that it has started have used, also those that have ended. */
    static long ofFamily(long pid) {
        long running = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .mapToLong(child -> of(child.pid()))
                .sum();
        return running + micros(pid, UTIME, STIME, CUTIME, CSTIME);
    }

    private static long micros(long pid, int... fields) {
        try {
            String line = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            // The name in parentheses may have spaces.
            List<String> behindName = SPACE.splitAsStream(line.substring(line.lastIndexOf(')') + 2))
                    .toList();
            return IntStream.of(fields)
                            .mapToLong(field -> Long.parseLong(behindName.get(field)))
                            .sum()
                    * MICROS_PER_TICK;
        } catch (NoSuchFileException ended) {
            return 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
