package com.plugipay.sandbox.midtrans;

import java.time.Instant;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** Everything that Midtrans numbers; the same for the same seed. */
final class Ids {
    private static final String LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789";
    private static final int SUFFIX = 10;

    private final RandomGenerator random;
    private long refunds = 88_000;

    Ids(RandomGenerator random) {
        this.random = random;
    }

    /** GoPay and DANA have ids of another form than all others, for those who take all for UUIDs. */
    String transaction(Channel channel, Instant now) {
        if (channel != Channel.GOPAY && channel != Channel.DANA) {
            return uuid();
        }
        StringBuilder id = new StringBuilder("A1").append(Wire.time(now).replaceAll("\\D", ""));
        for (int i = 0; i < SUFFIX; i++) {
            id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return id.append("ID").toString();
    }

    String uuid() {
        long version4 = (random.nextLong() & ~0xF000L) | 0x4000L;
        long variant = (random.nextLong() & ~(3L << 62)) | (2L << 62);
        return new UUID(version4, variant).toString();
    }

    String digits(int count) {
        StringBuilder digits = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    long refund() {
        return ++refunds;
    }
}
