package com.plugipay.browser;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.Locator;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** The camera of a phone. */
final class QrScanner {
    private QrScanner() {}

    /** The text of the QR code that is seen there. */
    static String read(Locator picture) {
        try {
            BufferedImage seen = ImageIO.read(new ByteArrayInputStream(picture.screenshot()));
            int width = seen.getWidth();
            int height = seen.getHeight();
            int[] pixels = seen.getRGB(0, 0, width, height, null, 0, width);
            RGBLuminanceSource source = new RGBLuminanceSource(width, height, pixels);
            return new QRCodeReader()
                    .decode(new BinaryBitmap(new HybridBinarizer(source)))
                    .getText();
        } catch (IOException | ReaderException unreadable) {
            throw new AssertionError("This cannot be scanned", unreadable);
        }
    }
}
