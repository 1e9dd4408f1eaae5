package com.plugipay.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * The CPU time that the gateway's threads have used so far, in nanoseconds.
 *
 * @param eventLoops of those that serve requests and talk to the database
 * @param hashes of those that hash passwords
 */
record ThreadTimes(long eventLoops, long hashes) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Reads the times; without the threads of the load, which have the same names. */
    static ThreadTimes without(Set<Long> ofLoad) {
        return new ThreadTimes(
                sum("vert.x-eventloop-thread", ofLoad, THREADS::getThreadCpuTime),
                sum("hashes", ofLoad, THREADS::getThreadCpuTime));
    }

    private static long sum(String name, Set<Long> without, ToLongFunction<Long> time) {
        return Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(Objects::nonNull)
                .filter(thread -> thread.getThreadName().startsWith(name))
                .map(ThreadInfo::getThreadId)
                .filter(id -> !without.contains(id))
                .mapToLong(time)
                .filter(nanos -> nanos > 0)
                .sum();
    }

    /** What was used since then. */
    ThreadTimes since(ThreadTimes before) {
        return new ThreadTimes(eventLoops - before.eventLoops, hashes - before.hashes);
    }

    ThreadTimes plus(ThreadTimes other) {
        return new ThreadTimes(eventLoops + other.eventLoops, hashes + other.hashes);
    }
}
