package com.plugipay.http.connections;

import java.util.concurrent.TimeUnit;

/** A request while it arrives: since when, how much, and what of it is kept in memory. Of one event loop. */
final class Reading {
    /** A body that comes in one piece of this size is not counted: it is gone before it could be a burden. */
    static final int SMALL = 8 * 1024;

    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Connections connections;
    private final Client client;
    private long begun;
    private long received;
    private long held;
    private boolean isDropped;

    Reading(Connections connections, Client client) {
        this.connections = connections;
        this.client = client;
    }

    void begin(long now) {
        begun = now;
        received = 0;
        isDropped = false;
    }

    void receive(int bytes) {
        received += bytes;
    }

    long received() {
        return received;
    }

    /** Whether so much more may be kept. */
    boolean hold(long bytes) {
        if (isDropped) {
            return true;
        }
        if (!connections.budget().take(client, bytes)) {
            return false;
        }
        held += bytes;
        return true;
    }

    /** Nothing of it is kept any more, nor of what still comes. */
    void drop() {
        release();
        isDropped = true;
    }

    /** Nothing of it is kept any more. */
    void release() {
        if (held > 0) {
            connections.budget().give(client, held);
            held = 0;
        }
    }

    /** Whether it takes longer than it may, or is slower. */
    boolean isTooSlow(long now) {
        ConnectionConfig limits = connections.limits();
        long elapsed = now - begun;
        long due = TimeUnit.NANOSECONDS.toMillis(elapsed - GRACE_NANOS) * limits.minBytesPerSecond() / 1_000;
        return elapsed > TimeUnit.MILLISECONDS.toNanos(limits.requestTimeoutMs()) || received < due;
    }
}
