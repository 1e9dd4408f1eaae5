package com.plugipay.pictures;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * Removes the metadata from a PNG before it is decoded; checksums are left to the decoder. A chunk is a length, a
 * type of four letters, as many bytes of data, and a checksum
 * (<a href="https://www.w3.org/TR/png-3/#5DataRep">PNG, chapter 5</a>).
 */
final class PngSanitizer {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    /** Four bytes each of length, type and checksum. */
    private static final int CHUNK_OVERHEAD = 12;

    private static final int END = 0x49454e44;

    /** IHDR, PLTE, tRNS, IDAT and IEND, which the pixels need. */
    private static final Set<Integer> PIXEL_CHUNKS = Set.of(0x49484452, 0x504c5445, 0x74524e53, 0x49444154, END);

    private PngSanitizer() {}

    static boolean isPng(byte[] bytes) {
        return MagicBytes.isAt(SIGNATURE, bytes, 0);
    }

    /**
     * The same picture without its metadata, which may exhaust the decoder's memory: a compressed text can expand to
     * gigabytes, for example. Fails unless the picture ends with the file.
     */
    static byte[] pixelsOnly(byte[] png) {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(png.length);
        kept.writeBytes(SIGNATURE);
        ByteBuffer chunks = ByteBuffer.wrap(png);
        int at = SIGNATURE.length;
        while (png.length - at >= CHUNK_OVERHEAD) {
            int length = chunks.getInt(at);
            int type = chunks.getInt(at + 4);
            if (length < 0 || length > png.length - at - CHUNK_OVERHEAD) {
                throw new UnreadablePicture();
            }
            if (PIXEL_CHUNKS.contains(type)) {
                kept.write(png, at, length + CHUNK_OVERHEAD);
            }
            at += length + CHUNK_OVERHEAD;
            if (type == END && at == png.length) {
                return kept.toByteArray();
            }
        }
        throw new UnreadablePicture();
    }
}
