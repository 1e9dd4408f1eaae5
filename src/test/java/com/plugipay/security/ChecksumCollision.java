package com.plugipay.security;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;

/** Finds another text with a given CRC-32: the checksum is linear, so that 32 equations yield the letters to change. */
final class ChecksumCollision {
    private static final int LETTERS = 64;

    private ChecksumCollision() {}

    /** Where the text says {@code %s}, letters are put such that its checksum is that one. */
    static String of(String text, long checksum) {
        byte[] bytes = text.formatted("A".repeat(LETTERS)).getBytes(StandardCharsets.UTF_8);
        int first = text.substring(0, text.indexOf("%s")).getBytes(StandardCharsets.UTF_8).length;
        long wanted = crc(bytes) ^ checksum;
        long[] effect = new long[LETTERS];
        long[] letters = new long[LETTERS];
        for (int letter = 0; letter < LETTERS; letter++) {
            byte[] changed = bytes.clone();
            changed[first + letter] ^= 1;
            effect[letter] = crc(bytes) ^ crc(changed);
            letters[letter] = 1L << letter;
        }
        long chosen = 0;
        boolean[] used = new boolean[LETTERS];
        for (int bit = 0; bit < 32; bit++) {
            int pivot = pivot(effect, used, bit);
            used[pivot] = true;
            for (int other = 0; other < LETTERS; other++) {
                if (other != pivot && (effect[other] >> bit & 1) == 1) {
                    effect[other] ^= effect[pivot];
                    letters[other] ^= letters[pivot];
                }
            }
            if ((wanted >> bit & 1) == 1) {
                wanted ^= effect[pivot];
                chosen ^= letters[pivot];
            }
        }
        for (int letter = 0; letter < LETTERS; letter++) {
            bytes[first + letter] ^= (byte) (chosen >> letter & 1);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int pivot(long[] effect, boolean[] used, int bit) {
        for (int letter = 0; letter < LETTERS; letter++) {
            if (!used[letter] && (effect[letter] >> bit & 1) == 1) {
                return letter;
            }
        }
        throw new IllegalStateException("No solution: " + Arrays.toString(effect));
    }

    static long crc(byte[] bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        return checksum.getValue();
    }
}
