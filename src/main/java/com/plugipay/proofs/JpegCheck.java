package com.plugipay.proofs;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The markers of a JPEG, as far as they have to be known before it is decoded (ITU-T T.81, annex B). */
final class JpegCheck {
    private static final byte[] BEGIN = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    private static final byte[] END = {(byte) 0xff, (byte) 0xd9};
    private static final byte[] SCAN = {(byte) 0xff, (byte) 0xda};
    private static final byte[] APP1 = {(byte) 0xff, (byte) 0xe1};
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    /** Two bytes each of marker and length; the length counts itself. */
    private static final int FRAME = 4;

    /**
     * Cameras write one, and progressive pictures about ten; thumbnails have their own. Each costs a run over the whole
     * picture however few bytes it has, so that a small file with thousands would keep a processor busy for minutes.
     */
    private static final int MOST_SCANS = 60;

    private JpegCheck() {}

    static boolean isJpeg(byte[] bytes) {
        return ProofFile.isAt(BEGIN, bytes, 0);
    }

    /** Fails when it is not whole, or has too many scans. What follows the end is dropped when it is painted anew. */
    static void check(byte[] jpeg) {
        int scans = 0;
        boolean ends = false;
        for (int i = BEGIN.length; i < jpeg.length - 1; i++) {
            if (jpeg[i] == (byte) 0xff) {
                scans += ProofFile.isAt(SCAN, jpeg, i) ? 1 : 0;
                ends |= scans > 0 && ProofFile.isAt(END, jpeg, i);
            }
        }
        if (!ends || scans > MOST_SCANS) {
            throw ProofFile.unreadable();
        }
    }

    /**
     * What the camera noted of the picture: the first segment of Exif, which begins with its name. Only segments before the
     * first scan are looked at, and no more than one is read, however many there are.
     */
    static Optional<byte[]> exif(byte[] jpeg) {
        int at = 2;
        while (at + FRAME <= jpeg.length && jpeg[at] == (byte) 0xff && !ProofFile.isAt(SCAN, jpeg, at)) {
            int end = at + 2 + Short.toUnsignedInt(ByteBuffer.wrap(jpeg).getShort(at + 2));
            if (ProofFile.isAt(APP1, jpeg, at) && ProofFile.isAt(EXIF, jpeg, at + FRAME) && end <= jpeg.length) {
                return Optional.of(Arrays.copyOfRange(jpeg, at + FRAME, end));
            }
            at = end;
        }
        return Optional.empty();
    }
}
