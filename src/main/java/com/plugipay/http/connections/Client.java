package com.plugipay.http.connections;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A connected client: how many connections it has, and how many bytes of unanswered requests.
 *
 * @param name the client's network, or the address of a proxy
 * @param isProxy whether it carries the requests of many clients, so that the limits of one do not apply
 */
record Client(String name, boolean isProxy, AtomicInteger connections, AtomicLong bytes) {
    Client(String name, boolean isProxy) {
        this(name, isProxy, new AtomicInteger(), new AtomicLong());
    }
}
