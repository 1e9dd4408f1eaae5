package com.plugipay.http.addresses;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/**
 * Finds the client address of a request: that of the connection or, when the connection is a trusted proxy's, the one in
 * {@code X-Forwarded-For}. Each proxy appends the address that it received the request from, so the list is read from its
 * end up to the first address that is not trusted: anybody may have written what stands before it.
 */
public final class ClientAddresses {
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private final AddressRanges trusted;

    /** @param trusted the addresses of the proxies; when there are none, the header is never read */
    public ClientAddresses(AddressRanges trusted) {
        this.trusted = trusted;
    }

    /** The client's address as text, without a port; the connection's or the last proxy's when the header is malformed. */
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

    /** Whether an address of a connection is a trusted proxy's, which carries the requests of many clients. */
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
