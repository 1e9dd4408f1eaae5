package com.plugipay.proofs;

import com.plugipay.auth.Signature;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A file that was found to be what it says. Pictures are painted anew from their pixels: nothing of what else was in the
 * file, such as where it was taken, or something that is no picture, is left. Only then is it stored and shown.
 */
record ProofFile(String contentType, Buffer content) {
    /** What a buyer may send, in bytes. */
    static final int LARGEST = 5 * 1024 * 1024;

    private static final byte[] PDF = ascii("%PDF-");
    private static final byte[] PDF_END = ascii("%%EOF");

    /** By the content alone: the name of the file, and the type that it was sent with, say nothing. */
    static ProofFile of(byte[] sent) {
        if (sent.length > LARGEST) {
            throw ErrorCode.PAYLOAD_TOO_LARGE.withMessage("A proof has at most 5 MB.");
        }
        if (PngSanitizer.isPng(sent)) {
            return new ProofFile("image/png", Picture.PNG.again(PngSanitizer.pixelsOnly(sent)));
        }
        if (JpegCheck.isJpeg(sent)) {
            JpegCheck.check(sent);
            return new ProofFile("image/jpeg", Picture.JPEG.again(sent));
        }
        if (isPdf(sent)) {
            return new ProofFile("application/pdf", Buffer.buffer(sent));
        }
        throw unreadable();
    }

    String sha256() {
        return HexFormat.of().formatHex(Signature.sha256(content.getBytes()));
    }

    /** What is said of everything that is not a sound file of these kinds. */
    static ApiException unreadable() {
        return ErrorCode.UNSUPPORTED_MEDIA_TYPE.withMessage("A proof is a picture (JPEG or PNG) or a PDF.");
    }

    /** Begins and ends as a PDF does; after its end there is nothing but the end of the line. */
    private static boolean isPdf(byte[] sent) {
        int end = sent.length;
        while (end > 0 && (sent[end - 1] == '\n' || sent[end - 1] == '\r' || sent[end - 1] == ' ')) {
            end--;
        }
        return end > PDF.length + PDF_END.length && isAt(PDF, sent, 0) && isAt(PDF_END, sent, end - PDF_END.length);
    }

    /** Whether these bytes stand there. */
    static boolean isAt(byte[] expected, byte[] bytes, int from) {
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

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
