package com.plugipay.sandbox.shop;

import java.net.URI;
import java.util.Set;

/**
 * Where the shop sends buyers to pay: the gateway's own address, under each name a development machine has for itself.
 *
 * <p>The pages' content security policy allows a form to end up there and nowhere else.
 */
final class PaymentOrigins {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1");

    private final Set<String> origins;

    PaymentOrigins(String gatewayUrl) {
        URI gateway = URI.create(gatewayUrl);
        origins = LOOPBACK.contains(gateway.getHost())
                ? Set.of(origin(gateway, "localhost"), origin(gateway, "127.0.0.1"))
                : Set.of(origin(gateway, gateway.getHost()));
    }

    /** Whether a browser would follow the Buy form to this page. */
    boolean include(String hostedUrl) {
        URI page = URI.create(hostedUrl);
        return page.getHost() != null && origins.contains(origin(page, page.getHost()));
    }

    /** The origins as a content security policy lists them. */
    String sources() {
        return String.join(" ", origins);
    }

    private static String origin(URI url, String host) {
        return url.getScheme() + "://" + host + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }
}
