package com.plugipay.http.connections;

import io.netty.handler.codec.http.HttpRequest;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A request while it arrives: when it began, how much has arrived, and how much is held in memory. Of one event loop. */
final class IncomingRequest {
    /** A body that arrives in one piece of at most this size is not counted: it is released at once. */
    static final int SMALL = 8 * 1024;

    /** How many bytes of memory one byte of a head takes. */
    static final int HEAD_COST = 8;

    /** How often requests that are still arriving are checked. */
    static final long CHECK_EVERY_MS = 1_000;

    /** How many bytes of memory an empty header takes. */
    private static final int HEADER_COST = 128;

    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Connections connections;
    private final Client client;
    private long begun;
    private long received;
    private long receivedBefore;
    private long held;

    /** The part of these bytes that is held for the latest head. */
    private long headHeld;

    private boolean isDropped;

    IncomingRequest(Connections connections, Client client) {
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

    /** Restarts the clock: until now nothing of the request was read. */
    void restart(long now) {
        begun = now;
        receivedBefore = received;
    }

    void receive(int bytes) {
        received += bytes;
    }

    long received() {
        return received;
    }

    /** How many bytes of memory the headers take: many times the length of their text. */
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

    /** Holds more bytes; false if the budget has no room for them. */
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

    /** Holds a head, which takes this much memory in all; false if the budget has no room for it. */
    boolean holdHead(long cost) {
        long more = cost - headHeld;
        if (more > 0 && !hold(more)) {
            return false;
        }
        headHeld = Math.max(headHeld, cost);
        return true;
    }

    /** Releases everything, and holds nothing of what still arrives. */
    void drop() {
        release();
        isDropped = true;
    }

    /** Releases everything. */
    void release() {
        if (held > 0) {
            connections.budget().give(client, held);
            held = 0;
        }
        headHeld = 0;
    }

    /** Whether the request takes too long, or arrives too slowly. */
    boolean isTooSlow(long now) {
        ConnectionConfig limits = connections.limits();
        long elapsed = now - begun;
        long due = TimeUnit.NANOSECONDS.toMillis(elapsed - GRACE_NANOS) * limits.minBytesPerSecond() / 1_000;
        return elapsed > TimeUnit.MILLISECONDS.toNanos(limits.requestTimeoutMs()) || received - receivedBefore < due;
    }
}
