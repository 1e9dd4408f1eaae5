package com.plugipay.http.connections;

import io.netty.handler.codec.http.HttpRequest;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A request while it arrives: since when, how much, and what of it is kept in memory. Of one event loop. */
final class Reading {
    /** A body that comes in one piece of this size is not counted: it is gone before it could be a burden. */
    static final int SMALL = 8 * 1024;

    /** What one byte of a head becomes in memory, and what a header costs that is empty. */
    static final int HEAD_COST = 8;

    /** How often those that take longer are looked at. */
    static final long LOOK_EVERY_MS = 1_000;

    private static final int HEADER_COST = 128;

    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Connections connections;
    private final Client client;
    private long begun;
    private long received;
    private long receivedBefore;
    private long held;

    /** Of that, what is held for the head that came last. */
    private long headHeld;

    private boolean isDropped;

    Reading(Connections connections, Client client) {
        this.connections = connections;
        this.client = client;
    }

    void begin(long now) {
        begun = now;
        received = 0;
        receivedBefore = 0;
        headHeld = 0;
        isDropped = false;
    }

    /** Its time begins only now: until now nothing of it was read. */
    void excuse(long now) {
        begun = now;
        receivedBefore = received;
    }

    void receive(int bytes) {
        received += bytes;
    }

    long received() {
        return received;
    }

    /** What a head becomes in memory, as objects: many times its text. */
    static long cost(Iterator<? extends Map.Entry<? extends CharSequence, ? extends CharSequence>> headers) {
        long cost = 0;
        while (headers.hasNext()) {
            Map.Entry<? extends CharSequence, ? extends CharSequence> header = headers.next();
            cost += HEADER_COST
                    + (long) HEAD_COST
                            * (header.getKey().length() + header.getValue().length());
        }
        return cost;
    }

    static long cost(HttpRequest head) {
        return (long) HEAD_COST * head.uri().length() + cost(head.headers().iteratorCharSequence());
    }

    /** Whether so much more may be kept. */
    boolean hold(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("Cannot hold " + bytes + " bytes");
        }
        if (isDropped) {
            return true;
        }
        if (!connections.budget().take(client, bytes)) {
            return false;
        }
        held += bytes;
        return true;
    }

    /** Whether its head, which costs so much in all, may be kept until the answer. */
    boolean holdHead(long cost) {
        long more = cost - headHeld;
        if (more > 0 && !hold(more)) {
            return false;
        }
        headHeld = Math.max(headHeld, cost);
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
        headHeld = 0;
    }

    /** Whether it takes longer than it may, or is slower. */
    boolean isTooSlow(long now) {
        ConnectionConfig limits = connections.limits();
        long elapsed = now - begun;
        long due = TimeUnit.NANOSECONDS.toMillis(elapsed - GRACE_NANOS) * limits.minBytesPerSecond() / 1_000;
        return elapsed > TimeUnit.MILLISECONDS.toNanos(limits.requestTimeoutMs()) || received - receivedBefore < due;
    }
}
