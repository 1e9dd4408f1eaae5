package com.plugipay.proofs;

import java.awt.image.BufferedImage;
import java.util.Optional;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.ExifUtils;
import net.coobird.thumbnailator.util.exif.Orientation;

/**
 * Turns a picture the way that its camera was held. A phone stores the pixels as they lie on its sensor and notes beside
 * them how to turn them, and the note does not survive painting the picture anew.
 *
 * @see <a href="https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E">Exif 3.0, tag 0112</a>
 */
final class ExifOrientation {
    private ExifOrientation() {}

    /** The same picture when nothing sensible is noted. */
    static BufferedImage of(BufferedImage stored, byte[] jpeg) {
        return JpegCheck.exif(jpeg)
                .flatMap(ExifOrientation::orientation)
                .filter(orientation -> orientation != Orientation.TOP_LEFT)
                .map(orientation ->
                        ExifFilterUtils.getFilterForOrientation(orientation).apply(stored))
                .orElse(stored);
    }

    private static Optional<Orientation> orientation(byte[] exif) {
        try {
            return Optional.ofNullable(ExifUtils.getOrientationFromExif(exif));
        } catch (RuntimeException malformed) {
            // Whatever exception it leads to: a picture with a spoiled note is still a picture.
            return Optional.empty();
        }
    }
}
