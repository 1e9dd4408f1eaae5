package com.plugipay.pages.codes;

import io.nayuki.qrcodegen.QrCode;
import io.vertx.core.buffer.Buffer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A QR code as a picture: black on white, with medium error correction and the margin of four modules that ISO/IEC 18004
 * requires. Many phones do not recognize a code without it.
 */
public final class QrPicture {
    private static final int MARGIN = 4;
    private static final int PIXELS_PER_MODULE = 12;
    private static final int WIDTH_ON_A_PAGE = 272;
    private static final int FEWEST_PIXELS_PER_MODULE = 3;

    private final QrCode code;

    private QrPicture(QrCode code) {
        this.code = code;
    }

    /** Encodes a text; throws an IllegalArgumentException when it has more than the 2,331 bytes that such a code can hold. */
    public static QrPicture of(String content) {
        return new QrPicture(QrCode.encodeText(content, QrCode.Ecc.MEDIUM));
    }

    /** The length of a side in modules, with the margin. */
    public int size() {
        return code.size + 2 * MARGIN;
    }

    /**
     * The length of a side on a page, in CSS pixels: as near to 272 as gives every module the same whole number of pixels.
     * Modules of different sizes are what cameras fail on.
     */
    public int width() {
        return size() * Math.max(FEWEST_PIXELS_PER_MODULE, WIDTH_ON_A_PAGE / size());
    }

    /** The dark modules as the path of an SVG, one unit per module; adjacent ones of a row are one rectangle. */
    public String path() {
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            int x = 0;
            while (x < code.size) {
                int start = x;
                while (x < code.size && code.getModule(x, y)) {
                    x++;
                }
                int length = x - start;
                if (length > 0) {
                    path.append('M').append(start + MARGIN).append(' ').append(y + MARGIN);
                    path.append('h')
                            .append(length)
                            .append("v1h-")
                            .append(length)
                            .append('z');
                }
                x++;
            }
        }
        return path.toString();
    }

    /** A PNG, which wallets can read from a phone's gallery. Takes milliseconds: must not run on an event loop. */
    public Buffer png() {
        int side = size() * PIXELS_PER_MODULE;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                // Outside the code there are only light modules.
                boolean dark = code.getModule(x / PIXELS_PER_MODULE - MARGIN, y / PIXELS_PER_MODULE - MARGIN);
                image.setRGB(x, y, dark ? 0x000000 : 0xffffff);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            ImageIO.write(image, "png", output);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}
