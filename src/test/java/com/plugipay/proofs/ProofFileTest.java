package com.plugipay.proofs;

import static com.plugipay.proofs.Files.bytes;
import static com.plugipay.proofs.Files.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.errors.ErrorCode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which files are accepted as proofs, and what is stored of them. */
class ProofFileTest {
    private static final byte[] PNG = Files.picture("png", 200);
    private static final byte[] JPEG = Files.picture("jpeg", 200);

    @ParameterizedTest
    @CsvSource({"png, image/png", "jpeg, image/jpeg"})
    void aPictureIsDecodedAndEncodedAgain(String format, String type) throws IOException {
        ProofFile file = ProofFile.of(Files.picture(format, 10));
        assertThat(file.contentType()).isEqualTo(type);
        var painted = ImageIO.read(new ByteArrayInputStream(file.content().getBytes()));
        assertThat(painted.getWidth()).isEqualTo(60);
        assertThat(painted.getHeight()).isEqualTo(40);
        assertThat(ProofFile.of(Files.picture(format, 10)).sha256()).isEqualTo(file.sha256());
    }

    @Test
    void metadataOfAPictureIsRemoved() {
        byte[] gps = Files.located(JPEG);
        assertThat(text(gps)).contains("GPS -6.2088");
        assertThat(text(ProofFile.of(gps).content().getBytes())).doesNotContain("GPS", "Exif");
        assertThat(ProofFile.of(gps).sha256())
                .as("the same picture, however it is dressed")
                .isEqualTo(ProofFile.of(JPEG).sha256());
        byte[] polyglot = join(JPEG, Files.HTML);
        assertThat(text(ProofFile.of(polyglot).content().getBytes())).doesNotContain("script");
        byte[] commented = join(
                Arrays.copyOf(PNG, 33),
                Files.chunk("tEXt", bytes("Comment\0<script>")),
                Arrays.copyOfRange(PNG, 33, PNG.length));
        assertThat(text(ProofFile.of(commented).content().getBytes())).doesNotContain("script");
    }

    /** Where the mark in the upper left corner of the sensor's picture belongs, by the orientation (Exif, tag 0112). */
    @ParameterizedTest
    @CsvSource({
        "1, 60, 40, 0, 0",
        "2, 60, 40, 1, 0",
        "3, 60, 40, 1, 1",
        "4, 60, 40, 0, 1",
        "5, 40, 60, 0, 0",
        "6, 40, 60, 1, 0",
        "7, 40, 60, 1, 1",
        "8, 40, 60, 0, 1",
        "0, 60, 40, 0, 0",
        "9, 60, 40, 0, 0"
    })
    void aPhotographIsRotatedByItsOrientation(int orientation, int width, int height, int right, int bottom)
            throws IOException {
        ProofFile file = ProofFile.of(Files.held(Files.marked(), orientation));
        assertThat(text(file.content().getBytes())).doesNotContain("Exif");
        var painted = ImageIO.read(new ByteArrayInputStream(file.content().getBytes()));
        assertThat(painted.getWidth()).isEqualTo(width);
        assertThat(painted.getHeight()).isEqualTo(height);
        for (int x = 0; x <= 1; x++) {
            for (int y = 0; y <= 1; y++) {
                int blue = painted.getRGB(x == 0 ? 4 : width - 5, y == 0 ? 4 : height - 5) & 0xff;
                assertThat(blue < 128).as("the mark at " + x + ", " + y).isEqualTo(x == right && y == bottom);
            }
        }
    }

    @Test
    void aCompressedTextOfAGigabyteIsNotDecompressed() {
        assertThat(ProofFile.of(Files.unfolding(PNG)).sha256())
                .isEqualTo(ProofFile.of(PNG).sha256());
    }

    @Test
    void aPdfIsNotChanged() {
        ProofFile file = ProofFile.of(Files.PDF);
        assertThat(file.contentType()).isEqualTo("application/pdf");
        assertThat(file.content().getBytes()).isEqualTo(Files.PDF);
    }

    static Stream<Arguments> impostors() {
        return Stream.of(
                Arguments.of("nothing", new byte[0]),
                Arguments.of("one byte", new byte[] {(byte) 0xff}),
                Arguments.of("the beginning of a PNG", Arrays.copyOf(PNG, 8)),
                Arguments.of("a PNG's beginning, then garbage", join(Arrays.copyOf(PNG, 8), new byte[5000])),
                Arguments.of("a PNG's header, then garbage", join(Arrays.copyOf(PNG, 33), bytes("x".repeat(999)))),
                Arguments.of("a PNG that was cut", cut(PNG)),
                Arguments.of("a PNG with a page behind it", join(PNG, Files.HTML)),
                Arguments.of("a PNG of 20,000 x 20,000", Files.claiming(20_000, 20_000)),
                Arguments.of("a PNG of two thousand million pixels a side", Files.claiming(0x7fffffff, 0x7fffffff)),
                Arguments.of("a PNG of no size", Files.claiming(0, 0)),
                Arguments.of("a PNG with fewer pixels than it says", Files.claiming(3000, 3000)),
                Arguments.of("a JPEG that was cut", cut(JPEG)),
                Arguments.of("a JPEG with a thumbnail that was cut", cut(Files.withThumbnail(JPEG))),
                Arguments.of("a JPEG's beginning, then garbage", join(Arrays.copyOf(JPEG, 4), new byte[5000])),
                Arguments.of("a JPEG with ten thousand scans", Files.endless(JPEG)),
                Arguments.of("a GIF", Files.picture("gif", 1)),
                Arguments.of("a page", Files.HTML),
                Arguments.of("a drawing with a script", Files.SVG),
                Arguments.of("a PDF's beginning", bytes("%PDF-1.7\n")),
                Arguments.of("a PDF without an end", Arrays.copyOf(Files.PDF, Files.PDF.length - 8)),
                Arguments.of("a PDF with a page before it", join(Files.HTML, Files.PDF)),
                Arguments.of("a PDF with a page behind it", join(Files.PDF, Files.HTML)),
                Arguments.of("a program", bytes("MZ\u0090\0\3")));
    }

    private static byte[] cut(byte[] file) {
        return Arrays.copyOf(file, file.length - 20);
    }

    @Test
    void aPictureWithAThumbnailIsAccepted() {
        assertThat(ProofFile.of(Files.withThumbnail(JPEG)).sha256())
                .isEqualTo(ProofFile.of(JPEG).sha256());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("impostors")
    void otherFilesAreRefused(String name, byte[] sent) {
        assertThatThrownBy(() -> ProofFile.of(sent))
                .satisfies(refusal ->
                        assertThat(ErrorCode.UNSUPPORTED_MEDIA_TYPE.is(refusal)).isTrue());
    }

    @Test
    void aLargePictureIsScaledDown() throws IOException {
        var large = new BufferedImage(4000, 3000, BufferedImage.TYPE_BYTE_GRAY);
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(large, "png", bytes);
        var painted = ImageIO.read(new ByteArrayInputStream(
                ProofFile.of(bytes.toByteArray()).content().getBytes()));
        assertThat(painted.getWidth()).isEqualTo(2000);
        assertThat(painted.getHeight()).isEqualTo(1500);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
