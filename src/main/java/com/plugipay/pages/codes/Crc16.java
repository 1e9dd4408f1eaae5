package com.plugipay.pages.codes;

import java.nio.charset.StandardCharsets;

/** The checksum of payment codes: ISO/IEC 13239 with the polynomial 1021, beginning with FFFF (EMV QR Code, 4.7.3). */
final class Crc16 {
    private static final int BEGINNING = 0xFFFF;
    private static final int POLYNOMIAL = 0x1021;

    private Crc16() {}

    /** Four hexadecimal digits in upper case. */
    static String of(String text) {
        int crc = BEGINNING;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            crc ^= (each & 0xFF) << 8;
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : (crc << 1) ^ POLYNOMIAL;
                crc &= BEGINNING;
            }
        }
        return "%04X".formatted(crc);
    }
}
