package com.plugipay.http.connections;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What all connections from one address hold together. */
final class Client {
    private final Network network;
    private final boolean isProxy;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();

    /** An address; of IPv6 the /64 that one customer of a network gets, who has 2^64 addresses in it. */
    record Network(long bits, boolean isV6) {
        static Network of(InetAddress address) {
            ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
            return address instanceof Inet6Address
                    ? new Network(bytes.getLong(), true)
                    : new Network(bytes.getInt(), false);
        }
    }

    /** A proxy carries the requests of many: no share of its own bounds it. */
    Client(Network network, boolean isProxy) {
        this.network = network;
        this.isProxy = isProxy;
    }

    Network network() {
        return network;
    }

    boolean isProxy() {
        return isProxy;
    }

    AtomicInteger connections() {
        return connections;
    }

    AtomicLong bytes() {
        return bytes;
    }
}
