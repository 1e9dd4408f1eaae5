package com.plugipay.sandbox.paypal;

import com.plugipay.sandbox.kit.SeededIds;
import java.util.random.RandomGenerator;

/** Makes ids that look like PayPal's, the same ones for the same seed. */
public final class PayPalIds extends SeededIds {
    private static final String LETTERS = "0123456789ABCDEFGHJKLMNPRSTUVWXY";
    private static final String TOKEN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    private static final String HEX = "0123456789abcdef";

    PayPalIds(RandomGenerator random) {
        super(random);
    }

    /** Of an order, a capture, a refund or a webhook: 17 capitals and digits. */
    public String next() {
        return pick(LETTERS, 17);
    }

    public String event() {
        return "WH-" + next() + "-" + next();
    }

    public String accessToken() {
        return "A21AA" + pick(TOKEN, 80);
    }

    public String debug() {
        return pick(HEX, 13);
    }
}
