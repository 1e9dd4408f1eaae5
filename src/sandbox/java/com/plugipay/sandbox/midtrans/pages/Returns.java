package com.plugipay.sandbox.midtrans.pages;

import com.plugipay.sandbox.midtrans.MidtransOrder;
import com.plugipay.sandbox.midtrans.MidtransPayment;
import com.plugipay.sandbox.midtrans.MidtransPaymentType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The way back to the merchant. What stands on it proves nothing. */
final class Returns {
    private Returns() {}

    /** With how the charge stands. */
    static String with(String url, MidtransPayment transaction) {
        String told = add(url, "order_id", transaction.order().orderId());
        told = add(told, "status_code", transaction.status().noticeCode());
        told = add(told, "transaction_status", transaction.status().text());
        return transaction.channel() == MidtransPaymentType.GOPAY
                ? add(told, "result", transaction.status().paid() ? "success" : "failure")
                : told;
    }

    /** For a buyer who leaves without having chosen. */
    static String unfinished(String url, MidtransOrder order) {
        return add(add(url, "order_id", order.orderId()), "action", "back");
    }

    private static String add(String url, String name, String value) {
        return url + (url.contains("?") ? "&" : "?") + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
