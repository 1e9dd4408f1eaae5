package com.plugipay.proofs;

/** The markers of a JPEG, as far as they have to be known before it is decoded (ITU-T T.81, annex B). */
final class JpegParts {
    private static final byte[] BEGIN = {(byte) 0xff, (byte) 0xd8, (byte) 0xff};
    private static final byte[] END = {(byte) 0xff, (byte) 0xd9};
    private static final byte[] SCAN = {(byte) 0xff, (byte) 0xda};

    /**
     * Cameras write one, and progressive pictures about ten; thumbnails have their own. Each costs a run over the whole
     * picture however few bytes it has, so that a small file with thousands would keep a processor busy for minutes.
     */
    private static final int MOST_SCANS = 60;

    private JpegParts() {}

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
}
