package com.plugipay.sandbox.kit;

import java.util.HexFormat;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** New ids and numbers, the same again for the same seed. */
public final class SeededIds {
    private static final String DIGITS = "0123456789";

    private final RandomGenerator random;

    public SeededIds(RandomGenerator random) {
        this.random = random;
    }

    public String uuid() {
        // The marks of version 4, variant 1.
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
        return new UUID(high, low).toString();
    }

    /** 24 hexadecimal digits, as MongoDB counts. */
    public String hex24() {
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    public String digits(int length) {
        return pick(DIGITS, length);
    }

    /** Letters of this alphabet. */
    public String pick(String alphabet, int length) {
        StringBuilder picked = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            picked.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return picked.toString();
    }
}
