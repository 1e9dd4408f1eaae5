package com.plugipay.http.connections;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all connections of one client hold together.
 *
 * @param name the client's network, or the address of a proxy
 * @param isProxy whether it carries the requests of many: no share of its own bounds it
 */
record Client(String name, boolean isProxy, AtomicInteger connections, AtomicLong bytes) {
    Client(String name, boolean isProxy) {
        this(name, isProxy, new AtomicInteger(), new AtomicLong());
    }
}
