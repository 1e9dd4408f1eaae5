package com.plugipay.sandbox.midtrans;

import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What a merchant wants to be paid for.
 *
 * @param amount in rupiah
 * @param echoed fields of the request that come back in every answer and notice
 * @param notificationUrls where this order's notices go
 */
public record MidtransOrder(
        MidtransMerchant merchant, String orderId, long amount, JsonObject echoed, List<String> notificationUrls) {
    public MidtransOrder {
        notificationUrls = List.copyOf(notificationUrls);
    }
}
