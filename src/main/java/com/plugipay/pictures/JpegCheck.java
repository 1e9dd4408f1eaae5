package com.plugipay.pictures;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Checks the markers of a JPEG before it is decoded, and finds its Exif data (ITU-T T.81, annex B). */
final class JpegCheck {
    private static final byte[] BEGIN = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    private static final byte[] END = {(byte) 0xff, (byte) 0xd9};
    private static final byte[] SCAN = {(byte) 0xff, (byte) 0xda};
    private static final byte[] APP1 = {(byte) 0xff, (byte) 0xe1};
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    /** Two bytes of marker and two of length; the length includes its own two bytes. */
    private static final int SEGMENT_HEADER = 4;

    /**
     * Cameras write one scan, progressive pictures about ten. The decoder runs over the whole
     * picture for each, however short it is: a small file with thousands of scans would take minutes of CPU time.
     */
    private static final int MAX_SCANS = 60;

    private JpegCheck() {}

    static boolean isJpeg(byte[] bytes) {
        return MagicBytes.isAt(BEGIN, bytes, 0);
    }

    /** Fails when the picture has no end or too many scans. Bytes after the end are dropped when it is encoded anew. */
    static void check(byte[] jpeg) {
        int scans = 0;
        boolean ends = false;
        for (int i = firstScan(jpeg); i < jpeg.length - 1; i++) {
            if (jpeg[i] == (byte) 0xff) {
                scans += MagicBytes.isAt(SCAN, jpeg, i) ? 1 : 0;
                ends |= scans > 0 && MagicBytes.isAt(END, jpeg, i);
            }
        }
        if (!ends || scans > MAX_SCANS) {
            throw new UnreadablePicture();
        }
    }

    /** Where the first scan begins, after the segments, of which one may hold a thumbnail with scans and an end of its own. */
    private static int firstScan(byte[] jpeg) {
        int at = 2;
        while (isSegment(jpeg, at)) {
            at = end(jpeg, at);
        }
        return at;
    }

    /** Whether a segment before the first scan begins here. */
    private static boolean isSegment(byte[] jpeg, int at) {
        return at + SEGMENT_HEADER <= jpeg.length && jpeg[at] == (byte) 0xff && !MagicBytes.isAt(SCAN, jpeg, at);
    }

    private static int end(byte[] jpeg, int segment) {
        return segment + 2 + Short.toUnsignedInt(ByteBuffer.wrap(jpeg).getShort(segment + 2));
    }

    /**
     * The first Exif segment, from its name {@code Exif} on; empty when there is none before the first scan. Only one is read,
     * however many there are.
     */
    static Optional<byte[]> exif(byte[] jpeg) {
        int at = 2;
        while (isSegment(jpeg, at)) {
            int end = end(jpeg, at);
            if (MagicBytes.isAt(APP1, jpeg, at)
                    && MagicBytes.isAt(EXIF, jpeg, at + SEGMENT_HEADER)
                    && end <= jpeg.length) {
                return Optional.of(Arrays.copyOfRange(jpeg, at + SEGMENT_HEADER, end));
            }
            at = end;
        }
        return Optional.empty();
    }
}
