package com.plugipay.sandbox.paypal;

import java.util.UUID;
import java.util.random.RandomGenerator;

/** Makes ids that look like PayPal's, the same ones for the same seed. */
final class Identifiers {
    private static final String LETTERS = "0123456789ABCDEFGHJKLMNPRSTUVWXY";
    private static final String TOKEN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
    private static final String HEX = "0123456789abcdef";

    private final RandomGenerator random;

    Identifiers(RandomGenerator random) {
        this.random = random;
    }

    /** Of an order, a capture, a refund or a webhook: 17 capitals and digits. */
    String next() {
        return pick(LETTERS, 17);
    }

    String event() {
        return "WH-" + next() + "-" + next();
    }

    String accessToken() {
        return "A21AA" + pick(TOKEN, 80);
    }

    String debug() {
        return pick(HEX, 13);
    }

    /** A UUID, as transmissions have them. */
    String transmission() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private String pick(String alphabet, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
