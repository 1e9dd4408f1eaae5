package com.plugipay.db;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Shares a limited number of places fairly among requesters: each waits in a queue of its own, and the queues take turns, so
 * that a requester with much work delays only itself. A requester has a limit of places also while others are free; the node
 * itself may use all. Bounded: work whose queue is full, or that has waited too long, fails.
 *
 * <p>Shared by all event loops. The lock is held for some dozen instructions, twice for each statement.
 */
final class FairQueue {
    private final Vertx vertx;
    private final Limits limits;
    private final LongConsumer waits;
    private final Map<String, Line> lines = new HashMap<>();

    /** The queues that only wait for a free place, in the order of their turns. */
    private final Deque<Line> turns = new ArrayDeque<>();

    private int running;
    private int waiting;

    /**
     * The limits of a queue.
     *
     * @param placesOfOne how many places a requester may use at a time; {@link Requester#NODE} may use all
     * @param waitingOfOne how many items of a requester may wait
     * @param waiting how many items may wait in all; beyond that, one of each requester without any
     * @param longestWaitMs how long an item may wait
     */
    record Limits(int places, int placesOfOne, int waitingOfOne, int waiting, long longestWaitMs) {}

    private static final class Line {
        private final String requester;
        private final int places;
        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private int running;
        private boolean isInTurns;

        Line(String requester, int places) {
            this.requester = requester;
            this.places = places;
        }

        boolean mayRun() {
            return running < places && !waiting.isEmpty();
        }
    }

    /** Continues on the context on which it began to wait. */
    private record Waiting(Context context, Promise<Void> turn) {}

    /** @param waits takes the nanoseconds that each item has waited, 0 for most, when its turn comes or its time is over */
    FairQueue(Vertx vertx, Limits limits, LongConsumer waits) {
        this.vertx = vertx;
        this.limits = limits;
        this.waits = waits;
    }

    /** Runs the work when it is its turn; it has a place until it ends. */
    <T> Future<T> run(String requester, Supplier<Future<T>> work) {
        Line line;
        Waiting mine = null;
        synchronized (this) {
            line = lines.computeIfAbsent(requester, this::line);
            if (running < limits.places() && line.running < line.places) {
                start(line);
            } else if (hasRoom(line)) {
                mine = new Waiting(vertx.getOrCreateContext(), Promise.promise());
                line.waiting.add(mine);
                waiting++;
                giveTurn(line);
            } else {
                removeIfIdle(line);
                return Future.failedFuture(new RejectedExecutionException("The queue of " + requester + " is full"));
            }
        }
        if (mine == null) {
            waits.accept(0);
        }
        return (mine == null ? Future.succeededFuture() : turn(line, mine))
                .compose(now ->
                        Future.succeededFuture().compose(go -> work.get()).onComplete(over -> end(line)));
    }

    /** How many items wait for a place. */
    synchronized int waiting() {
        return waiting;
    }

    /** Whether more items wait for a place than have one. */
    synchronized boolean isCrowded() {
        return running + waiting > 2 * limits.places();
    }

    /** Whether more items of requests wait for a place than there are places; what the node itself does is not counted. */
    synchronized boolean isCrowdedByRequests() {
        Line node = lines.get(Requester.NODE);
        return waiting - (node == null ? 0 : node.waiting.size()) > limits.places();
    }

    private Line line(String requester) {
        return new Line(requester, requester.equals(Requester.NODE) ? limits.places() : limits.placesOfOne());
    }

    private boolean hasRoom(Line line) {
        return line.waiting.isEmpty() || (waiting < limits.waiting() && line.waiting.size() < limits.waitingOfOne());
    }

    private Future<Void> turn(Line line, Waiting mine) {
        long begun = System.nanoTime();
        long timer = vertx.setTimer(limits.longestWaitMs(), expired -> {
            if (giveUp(line, mine)) {
                mine.turn().fail(new TimeoutException("Waited too long in the queue of " + line.requester));
            }
        });
        return mine.turn()
                .future()
                .onComplete(over -> waits.accept(System.nanoTime() - begun))
                .onSuccess(now -> vertx.cancelTimer(timer));
    }

    private synchronized boolean giveUp(Line line, Waiting mine) {
        boolean waited = line.waiting.remove(mine);
        if (waited) {
            waiting--;
            removeIfIdle(line);
        }
        return waited;
    }

    private void end(Line line) {
        List<Waiting> next = new ArrayList<>(1);
        synchronized (this) {
            running--;
            line.running--;
            giveTurn(line);
            while (running < limits.places() && !turns.isEmpty()) {
                Line first = turns.remove();
                first.isInTurns = false;
                if (first.mayRun()) {
                    next.add(first.waiting.remove());
                    waiting--;
                    start(first);
                    giveTurn(first);
                }
            }
            removeIfIdle(line);
        }
        next.forEach(turn -> turn.context().runOnContext(now -> turn.turn().complete()));
    }

    private void start(Line line) {
        running++;
        line.running++;
    }

    private void giveTurn(Line line) {
        if (line.mayRun() && !line.isInTurns) {
            line.isInTurns = true;
            turns.add(line);
        }
    }

    private void removeIfIdle(Line line) {
        if (line.running == 0 && line.waiting.isEmpty()) {
            lines.remove(line.requester);
        }
    }
}
