package com.plugipay.sandbox.xendit;

import java.util.HexFormat;
import java.util.UUID;
import java.util.random.RandomGenerator;

/** New identifiers and numbers, the same again for the same seed. */
final class Names {
    private final RandomGenerator random;

    Names(RandomGenerator random) {
        this.random = random;
    }

    String uuid() {
        // The marks of version 4, variant 1.
        long high = (random.nextLong() & ~0xF000L) | 0x4000L;
        long low = (random.nextLong() & ~(3L << 62)) | (1L << 63);
        return new UUID(high, low).toString();
    }

    /** 24 hexadecimal digits, as MongoDB counts. */
    String hex24() {
        byte[] bytes = new byte[12];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    String digits(int length) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < length; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }
}
