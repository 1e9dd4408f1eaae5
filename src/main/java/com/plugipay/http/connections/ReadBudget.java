package com.plugipay.http.connections;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of requests that are not answered yet this node keeps, in all and for one address. */
final class ReadBudget {
    /** One address cannot take it all from the others. */
    private static final int SHARES = 4;

    private final long most;
    private final AtomicLong held = new AtomicLong();

    ReadBudget(long most) {
        this.most = most;
    }

    /** Whether there was room for so many more. */
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
