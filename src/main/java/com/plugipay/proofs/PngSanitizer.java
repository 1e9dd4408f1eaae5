package com.plugipay.proofs;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * The chunks of a PNG: a length, four letters, as many bytes, a checksum
 * (<a href="https://www.w3.org/TR/png-3/#5DataRep">PNG, chapter 5</a>).
 */
final class PngSanitizer {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** Four bytes each of length, letters and checksum. */
    private static final int FRAME = 12;

    private static final int END = 0x49454e44;

    /** IHDR, PLTE, tRNS, IDAT, IEND: what pixels are made of. */
    private static final Set<Integer> OF_PIXELS = Set.of(0x49484452, 0x504c5445, 0x74524e53, 0x49444154, END);

    private PngSanitizer() {}

    static boolean isPng(byte[] bytes) {
        return ProofFile.isAt(SIGNATURE, bytes, 0);
    }

    /**
     * The same picture without the chunks that are about it: a decoder that never sees them cannot be led astray by them,
     * for example by a compressed text that unfolds to gigabytes. Fails when anything follows the end.
     */
    static byte[] pixelsOnly(byte[] png) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(png.length);
        kept.writeBytes(SIGNATURE);
        ByteBuffer chunks = ByteBuffer.wrap(png);
        int at = SIGNATURE.length;
        while (png.length - at >= FRAME) {
            int length = chunks.getInt(at);
            int letters = chunks.getInt(at + 4);
            if (length < 0 || length > png.length - at - FRAME) {
                throw ProofFile.unreadable();
            }
            if (OF_PIXELS.contains(letters)) {
                kept.write(png, at, length + FRAME);
            }
            at += length + FRAME;
            if (letters == END && at == png.length) {
                return kept.toByteArray();
            }
        }
        throw ProofFile.unreadable();
    }
}
