package com.plugipay.pictures;

import java.awt.image.BufferedImage;
import java.util.Optional;
import net.coobird.thumbnailator.util.exif.ExifFilterUtils;
import net.coobird.thumbnailator.util.exif.ExifUtils;
import net.coobird.thumbnailator.util.exif.Orientation;

/**
 * Rotates a picture as its Exif data says. A phone stores the pixels as its sensor has them, and the orientation in the Exif
 * data, which is lost when the picture is encoded anew.
 *
 * @see <a href="https://www.cipa.jp/std/documents/download_e.html?DC-008-Translation-2023-E">Exif 3.0, tag 0112</a>
 */
final class ExifOrientation {
    private ExifOrientation() {}

    /** The rotated picture; the same one when there is no valid orientation. */
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
            // The parser throws exceptions of any kind for damaged data; the picture itself may be sound.
            return Optional.empty();
        }
    }
}
