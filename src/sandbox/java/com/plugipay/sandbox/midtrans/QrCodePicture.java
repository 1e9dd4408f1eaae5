package com.plugipay.sandbox.midtrans;

import io.nayuki.qrcodegen.QrCode;
import io.vertx.core.buffer.Buffer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** A QR code as PNG, as Midtrans serves it. */
final class QrCodePicture {
    private static final int SCALE = 6;
    /** Four modules of white around, or cameras do not find it. */
    private static final int QUIET = 4;

    private static final int WHITE = 0xFFFFFF;

    private QrCodePicture() {}

    static Buffer png(String text) {
        QrCode code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
        int size = (code.size + 2 * QUIET) * SCALE;
        BufferedImage picture = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                picture.setRGB(x, y, code.getModule(x / SCALE - QUIET, y / SCALE - QUIET) ? 0 : WHITE);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Buffer.buffer(bytes.toByteArray());
    }
}
