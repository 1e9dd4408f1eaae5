package com.plugipay.browser;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.Locator;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * The camera of a phone: it sees a code at several angles and takes the first that it can read. At one angle alone the
 * reader fails on a hundredth of all codes, however well they are drawn, because data looks like a corner.
 */
public final class QrScanner {
    private QrScanner() {}

    /** The text of the QR code that is seen there. */
    public static String read(Locator picture) {
        BufferedImage seen = pictureOf(picture);
        return IntStream.of(0, 5, -8, 21)
                .mapToObj(degrees -> decoded(turned(seen, degrees)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new AssertionError("This cannot be scanned"));
    }

    private static BufferedImage pictureOf(Locator picture) {
        try {
            return ImageIO.read(new ByteArrayInputStream(picture.screenshot()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static BufferedImage turned(BufferedImage seen, int degrees) {
        int side = seen.getWidth() + seen.getHeight();
        BufferedImage turned = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = turned.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, side, side);
        graphics.translate(side / 2, side / 2);
        graphics.rotate(Math.toRadians(degrees));
        graphics.drawImage(seen, -seen.getWidth() / 2, -seen.getHeight() / 2, null);
        graphics.dispose();
        return turned;
    }

    private static Optional<String> decoded(BufferedImage turned) {
        int side = turned.getWidth();
        RGBLuminanceSource source = new RGBLuminanceSource(side, side, turned.getRGB(0, 0, side, side, null, 0, side));
        try {
            return Optional.of(new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(source)))
                    .getText());
        } catch (ReaderException unreadable) {
            return Optional.empty();
        }
    }
}
