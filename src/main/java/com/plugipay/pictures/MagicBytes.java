package com.plugipay.pictures;

/** The bytes by which the kind of a file is known. */
public final class MagicBytes {
    private MagicBytes() {}

    /** Whether {@code bytes} contain the expected ones at this position. */
    public static boolean isAt(byte[] expected, byte[] bytes, int from) {
        if (from < 0 || from + expected.length > bytes.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (bytes[from + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
