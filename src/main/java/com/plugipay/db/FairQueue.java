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
import java.util.function.Supplier;

/**
 * Hands out a few places among many who want them: each waits in a line of its own, and the lines take turns, so that a
 * crowd waits behind itself. Each may have so many places at a time and no more, also while others are free; the node itself
 * may have all. Bounded: what finds its line full, or has waited too long, fails.
 *
 * <p>Shared by all event loops. The lock is held for some dozen instructions, for each statement twice.
 */
final class FairQueue {
    private final Vertx vertx;
    private final Limits limits;
    private final Map<String, Line> lines = new HashMap<>();

    /** Those lines that wait for nothing but a free place, in the order of their turns. */
    private final Deque<Line> turns = new ArrayDeque<>();

    private int running;
    private int waiting;

    /**
     * What there is.
     *
     * @param placesOfOne how many places one may have at a time; {@link Requester#NODE} may have all
     * @param waitingOfOne how many of one may wait
     * @param waiting how many may wait in all; beyond that only those who have nothing waiting yet
     * @param longestWaitMs how long each may wait
     */
    record Limits(int places, int placesOfOne, int waitingOfOne, int waiting, long longestWaitMs) {}

    private static final class Line {
        private final String whose;
        private final int places;
        private final Deque<Waiting> waiting = new ArrayDeque<>();
        private int running;
        private boolean isInTurns;

        Line(String whose, int places) {
            this.whose = whose;
            this.places = places;
        }

        boolean mayRun() {
            return running < places && !waiting.isEmpty();
        }
    }

    /** Goes on where it began to wait, whoever makes room for it. */
    private record Waiting(Context context, Promise<Void> turn) {}

    FairQueue(Vertx vertx, Limits limits) {
        this.vertx = vertx;
        this.limits = limits;
    }

    /** Does the work when it is its turn, and holds a place until it ends. */
    <T> Future<T> run(String whose, Supplier<Future<T>> work) {
        Line line;
        Waiting mine = null;
        synchronized (this) {
            line = lines.computeIfAbsent(whose, this::line);
            if (running < limits.places() && line.running < line.places) {
                start(line);
            } else if (hasRoom(line)) {
                mine = new Waiting(vertx.getOrCreateContext(), Promise.promise());
                line.waiting.add(mine);
                waiting++;
                giveTurn(line);
            } else {
                forgetIfIdle(line);
                return Future.failedFuture(new RejectedExecutionException("The line of " + whose + " is full"));
            }
        }
        return (mine == null ? Future.succeededFuture() : turn(line, mine))
                .compose(now ->
                        Future.succeededFuture().compose(go -> work.get()).onComplete(over -> end(line)));
    }

    /** Whether more wait for a place than have one. */
    synchronized boolean isCrowded() {
        return running + waiting > 2 * limits.places();
    }

    private Line line(String whose) {
        return new Line(whose, whose.equals(Requester.NODE) ? limits.places() : limits.placesOfOne());
    }

    private boolean hasRoom(Line line) {
        return line.waiting.isEmpty() || (waiting < limits.waiting() && line.waiting.size() < limits.waitingOfOne());
    }

    private Future<Void> turn(Line line, Waiting mine) {
        long timer = vertx.setTimer(limits.longestWaitMs(), expired -> {
            if (giveUp(line, mine)) {
                mine.turn().fail(new TimeoutException("Has waited too long in the line of " + line.whose));
            }
        });
        return mine.turn().future().onSuccess(now -> vertx.cancelTimer(timer));
    }

    private synchronized boolean giveUp(Line line, Waiting mine) {
        boolean waited = line.waiting.remove(mine);
        if (waited) {
            waiting--;
            forgetIfIdle(line);
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
            forgetIfIdle(line);
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

    private void forgetIfIdle(Line line) {
        if (line.running == 0 && line.waiting.isEmpty()) {
            lines.remove(line.whose);
        }
    }
}
