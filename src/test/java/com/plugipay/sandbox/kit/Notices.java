package com.plugipay.sandbox.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a merchant's server hears. What is sent at nearly the same time arrives in any order. */
public final class Notices<T> {
    private final BlockingQueue<T> heard = new LinkedBlockingQueue<>();
    private final Queue<T> overtaken = new ConcurrentLinkedQueue<>();

    public void add(T notice) {
        heard.add(notice);
    }

    /** The next one; waits for it. */
    public T next() {
        @Nullable T early = overtaken.poll();
        return early == null ? await() : early;
    }

    /** The next of its kind; those before it are still to be asked for. */
    public T next(Predicate<T> kind) {
        for (Iterator<T> early = overtaken.iterator(); early.hasNext(); ) {
            T notice = early.next();
            if (kind.test(notice)) {
                early.remove();
                return notice;
            }
        }
        T next = await();
        while (!kind.test(next)) {
            overtaken.add(next);
            next = await();
        }
        return next;
    }

    /** Whether nothing has come that nobody has asked for. */
    public boolean isEmpty() {
        return heard.isEmpty() && overtaken.isEmpty();
    }

    private T await() {
        try {
            T next = heard.poll(20, TimeUnit.SECONDS);
            assertThat(next).as("a notice; there were %s", overtaken).isNotNull();
            return next;
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
