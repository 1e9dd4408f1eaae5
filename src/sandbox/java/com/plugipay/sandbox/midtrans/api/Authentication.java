package com.plugipay.sandbox.midtrans.api;

import com.plugipay.sandbox.kit.api.BasicCredentials;
import com.plugipay.sandbox.midtrans.MidtransMerchant;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds out whose request it is: Basic authentication with the server key and no password. */
public final class Authentication {
    private final List<MidtransMerchant> merchants;

    public Authentication(List<MidtransMerchant> merchants) {
        this.merchants = List.copyOf(merchants);
    }

    /** Lets nobody through that is not known; the refusal is worded by each API. */
    void check(RoutingContext context, String otherwise) {
        MidtransMerchant merchant = byServerKey(context).orElseThrow(() -> new MidtransRefusal(401, otherwise));
        context.put(MidtransMerchant.class.getName(), merchant);
        context.next();
    }

    static MidtransMerchant merchant(RoutingContext context) {
        return Objects.requireNonNull(context.get(MidtransMerchant.class.getName()));
    }

    Optional<MidtransMerchant> byClientKey(String clientKey) {
        return merchants.stream()
                .filter(merchant -> merchant.clientKey().equals(clientKey))
                .findFirst();
    }

    private Optional<MidtransMerchant> byServerKey(RoutingContext context) {
        return BasicCredentials.of(context)
                .filter(basic -> basic.password().isEmpty())
                .flatMap(basic -> merchants.stream()
                        .filter(merchant -> merchant.serverKey().equals(basic.user()))
                        .findFirst());
    }
}
