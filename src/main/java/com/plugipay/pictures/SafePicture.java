package com.plugipay.pictures;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * A picture that was encoded anew from its pixels, which removes everything else in the file, such as the place where it was
 * taken, or content that is no picture.
 *
 * @param contentType {@code image/png} or {@code image/jpeg}
 * @param width in pixels
 * @param height in pixels
 */
public record SafePicture(String contentType, Buffer content, int width, int height) {
    private static final byte[] RIFF = "RIFF".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WEBP = "WEBP".getBytes(StandardCharsets.US_ASCII);

    /** Whether the content begins like a picture that can be read; its name and declared type say nothing. */
    public static boolean isPicture(byte[] sent) {
        return PngSanitizer.isPng(sent) || JpegCheck.isJpeg(sent) || isWebP(sent);
    }

    /**
     * Decodes a picture and encodes it anew; throws {@link UnreadablePicture} when that is impossible. Takes up to seconds of
     * CPU time: must not run on an event loop.
     */
    public static SafePicture of(byte[] sent) {
        if (PngSanitizer.isPng(sent)) {
            return Picture.PNG.reencode(PngSanitizer.pixelsOnly(sent));
        }
        if (JpegCheck.isJpeg(sent)) {
            JpegCheck.check(sent);
            return Picture.JPEG.reencode(sent);
        }
        if (isWebP(sent)) {
            return Picture.WEBP.reencode(sent);
        }
        throw new UnreadablePicture();
    }

    /**
     * The same picture with sides of at most this many pixels; takes time like {@link #of}.
     *
     * @param longestSide in pixels
     */
    public SafePicture within(int longestSide) {
        return Math.max(width, height) <= longestSide
                ? this
                : Picture.ofType(contentType).scaled(content.getBytes(), longestSide);
    }

    /** The container of WebP files, see <a href="https://www.rfc-editor.org/rfc/rfc9649#section-2.4">RFC 9649, 2.4</a>. */
    private static boolean isWebP(byte[] sent) {
        return MagicBytes.isAt(RIFF, sent, 0) && MagicBytes.isAt(WEBP, sent, RIFF.length + Integer.BYTES);
    }
}
