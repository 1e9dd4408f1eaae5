package com.plugipay.proofs;

import com.plugipay.auth.Signature;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.pictures.MagicBytes;
import com.plugipay.pictures.SafePicture;
import com.plugipay.pictures.UnreadablePicture;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * A checked file. Pictures are encoded anew from their pixels, which removes everything else in the file, such as the place
 * where it was taken, or content that is no picture.
 */
record ProofFile(String contentType, Buffer content) {
    /** The size of the largest file, in bytes. */
    static final int LARGEST = 5 * 1024 * 1024;

    private static final byte[] PDF = ascii("%PDF-");
    private static final byte[] PDF_END = ascii("%%EOF");

    /** Checks a file by its content; the name and the type that a browser sends are ignored. */
    static ProofFile of(byte[] sent) {
        if (sent.length > LARGEST) {
            throw ErrorCode.PAYLOAD_TOO_LARGE.withMessage("A proof must have at most 5 MB.");
        }
        if (SafePicture.isPicture(sent)) {
            return picture(sent);
        }
        if (isPdf(sent)) {
            return new ProofFile("application/pdf", Buffer.buffer(sent));
        }
        throw unreadable();
    }

    private static ProofFile picture(byte[] sent) {
        try {
            SafePicture picture = SafePicture.of(sent);
            return new ProofFile(picture.contentType(), picture.content());
        } catch (UnreadablePicture damaged) {
            throw unreadable();
        }
    }

    String sha256() {
        return HexFormat.of().formatHex(Signature.sha256(content.getBytes()));
    }

    /** The error for every file that is damaged or of another kind. */
    private static ApiException unreadable() {
        return ErrorCode.UNSUPPORTED_MEDIA_TYPE.withMessage(
                "A proof must be an undamaged picture (JPEG, PNG or WebP) or a PDF.");
    }

    /** Whether it starts and ends like a PDF; only line ends and spaces may follow the end. */
    private static boolean isPdf(byte[] sent) {
        int end = sent.length;
        while (end > 0 && (sent[end - 1] == '\n' || sent[end - 1] == '\r' || sent[end - 1] == ' ')) {
            end--;
        }
        return end > PDF.length + PDF_END.length
                && MagicBytes.isAt(PDF, sent, 0)
                && MagicBytes.isAt(PDF_END, sent, end - PDF_END.length);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
