package com.plugipay.pictures;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import io.vertx.core.buffer.Buffer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import net.coobird.thumbnailator.Thumbnails;

/** A picture format, to decode and encode pictures. Takes up to seconds of CPU time: must not run on an event loop. */
enum Picture {
    JPEG,
    PNG,
    /** Is only read: it becomes a PNG if it has transparent parts, else a JPEG. */
    WEBP;

    /** The most that cameras of phones produce in files of five megabytes. */
    private static final long MOST_PIXELS = 25_000_000;

    private static final int LONGEST_SIDE = 12_000;

    /** More than any screen shows. Of larger pictures every second or third pixel is kept, which limits the memory. */
    private static final long PIXELS_KEPT = 8_000_000;

    private static final float QUALITY = 0.9f;

    /** Decodes a picture and encodes it anew; fails when it is damaged or has too many pixels. */
    SafePicture reencode(byte[] encoded) {
        try {
            BufferedImage image = decode(encoded);
            return writtenAs(image).encode(image);
        } catch (IOException | RuntimeException damaged) {
            // The decoders of the JDK throw exceptions of any kind for damaged pictures.
            throw new UnreadablePicture();
        }
    }

    /** The format of this content type. */
    static Picture ofType(String contentType) {
        return valueOf(contentType.substring(contentType.indexOf('/') + 1).toUpperCase(Locale.ROOT));
    }

    /** A smaller picture of one that was encoded here. */
    SafePicture scaled(byte[] encoded, int longestSide) {
        try {
            return encode(Thumbnails.of(decode(encoded))
                    .size(longestSide, longestSide)
                    .asBufferedImage());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private BufferedImage decode(byte[] encoded) throws IOException {
        ImageReader reader = reader();
        try (MemoryCacheImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
            reader.setInput(input, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (width > LONGEST_SIDE || height > LONGEST_SIDE || (long) width * height > MOST_PIXELS) {
                throw new IIOException("Too large");
            }
            int step = (int) Math.ceil(Math.sqrt((double) width * height / PIXELS_KEPT));
            ImageReadParam param = reader.getDefaultReadParam();
            param.setSourceSubsampling(Math.max(1, step), Math.max(1, step), 0, 0);
            BufferedImage image = reader.read(0, param);
            return this == JPEG ? ExifOrientation.of(image, encoded) : image;
        } finally {
            reader.dispose();
        }
    }

    /** Asked for by its class: what else could be on the class path must not be found by chance. */
    private ImageReader reader() throws IOException {
        return this == WEBP
                ? new WebPImageReaderSpi().createReaderInstance(null)
                : ImageIO.getImageReadersByFormatName(format()).next();
    }

    private Picture writtenAs(BufferedImage image) {
        return this != WEBP ? this : image.getColorModel().hasAlpha() ? PNG : JPEG;
    }

    /** The encoded picture; of a JPEG or PNG only. */
    SafePicture encode(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format()).next();
        try (MemoryCacheImageOutputStream output = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(output);
            ImageWriteParam param = writer.getDefaultWriteParam();
            if (this == JPEG) {
                param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
                param.setCompressionQuality(QUALITY);
            }
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return new SafePicture(
                "image/" + format(), Buffer.buffer(bytes.toByteArray()), image.getWidth(), image.getHeight());
    }

    private String format() {
        return name().toLowerCase(Locale.ROOT);
    }
}
