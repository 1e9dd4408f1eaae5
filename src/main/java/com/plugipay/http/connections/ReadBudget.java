package com.plugipay.http.connections;

import java.util.concurrent.atomic.AtomicLong;

/** Limits the bytes of unanswered requests that this node holds in memory, in all and for one client. */
final class ReadBudget {
    /** One client may use this fraction of the budget. */
    private static final int SHARES = 4;

    private final long most;
    private final AtomicLong held = new AtomicLong();

    ReadBudget(long most) {
        this.most = most;
    }

    /** Takes bytes from the budget; false if there is no room for them. */
    boolean take(Client client, long bytes) {
        if (held.addAndGet(bytes) > most) {
            held.addAndGet(-bytes);
            return false;
        }
        if (client.bytes().addAndGet(bytes) > most / SHARES && !client.isProxy()) {
            give(client, bytes);
            return false;
        }
        return true;
    }

    void give(Client client, long bytes) {
        held.addAndGet(-bytes);
        client.bytes().addAndGet(-bytes);
    }

    long held() {
        return held.get();
    }
}
