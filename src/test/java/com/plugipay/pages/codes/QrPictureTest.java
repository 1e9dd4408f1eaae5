package com.plugipay.pages.codes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.plugipay.pages.SampleViews;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both pictures are read by another library than the one that drew them. */
class QrPictureTest {
    private static final Pattern BAR = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-(\\d+)z");
    private static final int WHITE = 0xffffff;

    @ParameterizedTest
    @ValueSource(
            strings = {SampleViews.QR, "7", "https://pay.example/é?<&>", "\" onload=\"x\"><script>alert('1')</script>"})
    void aScannerReadsTheSameText(String content) throws Exception {
        QrPicture picture = QrPicture.of(content);
        Result png = read(ImageIO.read(new ByteArrayInputStream(picture.png().getBytes())));
        Result path = read(drawn(picture));

        assertThat(png.getText()).isEqualTo(content);
        assertThat(path.getText()).isEqualTo(content);
    }

    @Test
    void usesTheMediumErrorCorrection() throws Exception {
        Result read = read(drawn(QrPicture.of(SampleViews.QR)));

        assertThat(read.getResultMetadata().get(ResultMetadataType.ERROR_CORRECTION_LEVEL))
                .isIn("M", "Q", "H");
    }

    @Test
    void hasAQuietZone() {
        QrPicture picture = QrPicture.of(SampleViews.QR);

        assertThat(BAR.matcher(picture.path()).results()).isNotEmpty().allSatisfy(bar -> {
            int start = Integer.parseInt(bar.group(1));
            assertThat(start).isGreaterThanOrEqualTo(4);
            assertThat(start + Integer.parseInt(bar.group(3))).isLessThanOrEqualTo(picture.size() - 4);
            assertThat(Integer.parseInt(bar.group(2))).isBetween(4, picture.size() - 5);
        });
        assertThat(BAR.matcher(picture.path()).replaceAll("")).isEmpty();
    }

    @Test
    void refusesTextThatDoesNotFit() {
        assertThatThrownBy(() -> QrPicture.of("x".repeat(2_332))).isInstanceOf(IllegalArgumentException.class);
    }

    /** The path of the SVG, five pixels a module. */
    private static BufferedImage drawn(QrPicture picture) {
        int scale = 5;
        int side = picture.size() * scale;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        int[] light = new int[side * side];
        Arrays.fill(light, WHITE);
        image.setRGB(0, 0, side, side, light, 0, side);
        BAR.matcher(picture.path()).results().forEach(bar -> {
            int width = Integer.parseInt(bar.group(3)) * scale;
            int x = Integer.parseInt(bar.group(1)) * scale;
            int y = Integer.parseInt(bar.group(2)) * scale;
            image.setRGB(x, y, width, scale, new int[width * scale], 0, width);
        });
        return image;
    }

    private static Result read(BufferedImage image) throws Exception {
        int width = image.getWidth();
        int height = image.getHeight();
        int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
        RGBLuminanceSource source = new RGBLuminanceSource(width, height, pixels);
        return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source)));
    }
}
