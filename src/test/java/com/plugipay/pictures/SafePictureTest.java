package com.plugipay.pictures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Pictures are known by their content, and encoded anew. */
class SafePictureTest {
    /** One pixel, lossy. */
    private static final byte[] WEBP =
            Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");

    /** One transparent pixel, lossless. */
    private static final byte[] TRANSPARENT_WEBP =
            Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

    @Test
    void aWebPBecomesAPictureThatEveryoneReads() throws IOException {
        assertThat(SafePicture.isPicture(WEBP)).isTrue();
        SafePicture lossy = SafePicture.of(WEBP);
        assertThat(lossy.contentType()).isEqualTo("image/jpeg");
        assertThat(read(lossy).getWidth()).isEqualTo(1);
        assertThat(SafePicture.of(TRANSPARENT_WEBP).contentType()).isEqualTo("image/png");
    }

    @Test
    void aWebPThatIsCutIsRefusedOrStillAPicture() {
        for (int length = 12; length < WEBP.length; length++) {
            byte[] cut = Arrays.copyOf(WEBP, length);
            assertThat(width(cut)).as("%d bytes", length).isBetween(0, 1);
        }
    }

    @Test
    void aWebPThatClaimsToBeHugeIsRefused() {
        byte[] huge = WEBP.clone();
        // The sides, which are the last bits of the frame's header (RFC 6386, 9.1).
        Arrays.fill(huge, 26, 30, (byte) 0xff);
        assertThatThrownBy(() -> SafePicture.of(huge)).isInstanceOf(UnreadablePicture.class);
    }

    @Test
    void aPictureIsMadeSmallerAndNeverLarger() throws IOException {
        SafePicture large = SafePicture.of(png(900, 300));
        SafePicture small = large.within(300);
        assertThat(small.width()).isEqualTo(300);
        assertThat(small.height()).isEqualTo(100);
        assertThat(read(small).getWidth()).isEqualTo(300);
        assertThat(small.within(500)).isEqualTo(small);
    }

    /** 0 for a picture that is refused. */
    private static int width(byte[] picture) {
        try {
            return SafePicture.of(picture).width();
        } catch (UnreadablePicture refused) {
            return 0;
        }
    }

    private static byte[] png(int width, int height) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB), "png", bytes);
        return bytes.toByteArray();
    }

    private static BufferedImage read(SafePicture picture) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(picture.content().getBytes()));
    }
}
