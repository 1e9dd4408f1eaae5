package com.plugipay.http.addresses;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/**
 * Tells from which address a request comes: that of the connection, or, where the connection is a trusted proxy's, the
 * one that the proxy names in {@code X-Forwarded-For}. Each proxy appends the address that it was asked from, so the list
 * is read from its end, and no further than the first address that is not trusted: what stands before it, anybody may
 * have written.
 */
public final class ClientAddresses {
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final AddressRanges trusted;

    /** {@code trusted} are the proxies' own addresses; with none the header is never read. */
    public ClientAddresses(AddressRanges trusted) {
        this.trusted = trusted;
    }

    /** The client's address as text, without a port; at worst the connection's. */
    public String of(HttpServerRequest request) {
        String address = request.remoteAddress().hostAddress();
        if (!isProxy(address)) {
            return address;
        }
        List<String> headers = request.headers().getAll(FORWARDED_FOR);
        String[] hops = String.join(",", headers).split(",", -1);
        for (int i = hops.length - 1; i >= 0; i--) {
            String hop = withoutPort(hops[i].strip());
            if (!AddressRanges.isAddress(hop)) {
                return address;
            }
            address = hop;
            if (!trusted.contains(address)) {
                return address;
            }
        }
        return address;
    }

    /** Whether the connection itself is a trusted proxy's, which carries the requests of many clients. */
    public boolean isProxy(String connectionAddress) {
        return !trusted.isEmpty() && trusted.contains(connectionAddress);
    }

    /** Some proxies write 192.0.2.7:1234 and [2001:db8::7]:1234. */
    private static String withoutPort(String hop) {
        if (hop.startsWith("[")) {
            int end = hop.indexOf(']');
            return end < 0 ? hop : hop.substring(1, end);
        }
        int colon = hop.indexOf(':');
        return colon >= 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }
}
