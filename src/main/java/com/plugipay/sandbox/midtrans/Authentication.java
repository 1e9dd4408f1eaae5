package com.plugipay.sandbox.midtrans;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds out whose request it is: Basic authentication with the server key and no password. */
final class Authentication {
    private static final String BASIC = "Basic ";

    private final List<Merchant> merchants;

    Authentication(List<Merchant> merchants) {
        this.merchants = List.copyOf(merchants);
    }

    /** Lets nobody through that is not known; the refusal is worded by each API. */
    void check(RoutingContext context, String otherwise) {
        Merchant merchant = byServerKey(context).orElseThrow(() -> new Refusal(401, otherwise));
        context.put(Merchant.class.getName(), merchant);
        context.next();
    }

    static Merchant merchant(RoutingContext context) {
        return Objects.requireNonNull(context.get(Merchant.class.getName()));
    }

    Optional<Merchant> byClientKey(String clientKey) {
        return merchants.stream()
                .filter(merchant -> merchant.clientKey().equals(clientKey))
                .findFirst();
    }

    private Optional<Merchant> byServerKey(RoutingContext context) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.startsWith(BASIC)) {
            return Optional.empty();
        }
        try {
            String pair = new String(
                    Base64.getDecoder().decode(header.substring(BASIC.length()).strip()), StandardCharsets.UTF_8);
            return merchants.stream()
                    .filter(merchant -> pair.equals(merchant.serverKey() + ":"))
                    .findFirst();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
