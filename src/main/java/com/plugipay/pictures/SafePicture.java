package com.plugipay.pictures;

import io.vertx.core.buffer.Buffer;

/**
 * A picture that was encoded anew from its pixels, which removes everything else in the file, such as the place where it was
 * taken, or content that is no picture.
 *
 * @param contentType {@code image/png} or {@code image/jpeg}
 * @param width in pixels
 * @param height in pixels
 */
public record SafePicture(String contentType, Buffer content, int width, int height) {

    /** Whether the content begins like a picture that can be read; its name and declared type say nothing. */
    public static boolean isPicture(byte[] sent) {
        return PngSanitizer.isPng(sent) || JpegCheck.isJpeg(sent);
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
        throw new UnreadablePicture();
    }
}
