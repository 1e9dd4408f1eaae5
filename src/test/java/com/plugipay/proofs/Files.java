package com.plugipay.proofs;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/** Files that buyers may upload, and some that they must not. */
final class Files {
    static final byte[] PDF = bytes("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n");
    static final byte[] HTML = bytes("<!doctype html><script>alert(document.domain)</script>");
    static final byte[] SVG = bytes("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>");

    private Files() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A small picture in one shade. */
    static byte[] picture(String format, int shade) {
        BufferedImage image = new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB);
        paint(image, new Color(shade, 90, 120), 60, 40);
        return encoded(image, format);
    }

    /** A white JPEG of the same size with a red mark in its upper left corner. */
    static byte[] marked() {
        BufferedImage image = new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB);
        paint(image, Color.WHITE, 60, 40);
        paint(image, Color.RED, 16, 16);
        return encoded(image, "jpeg");
    }

    private static void paint(BufferedImage image, Color color, int width, int height) {
        Graphics2D brush = image.createGraphics();
        brush.setColor(color);
        brush.fillRect(0, 0, width, height);
        brush.dispose();
    }

    private static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return bytes.toByteArray();
    }

    /** The picture with its location, as cameras write it. */
    static byte[] located(byte[] jpeg) {
        return noted(jpeg, bytes("Exif\0\0GPS -6.2088 106.8456"));
    }

    /** The picture with an orientation from 1 to 8 (Exif, tag 0112). */
    static byte[] held(byte[] jpeg, int orientation) {
        byte[] tiff = ByteBuffer.allocate(26)
                .put(bytes("MM\0*"))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .array();
        return noted(jpeg, join(bytes("Exif\0\0"), tiff));
    }

    /** The picture with a thumbnail, which has a scan and an end of its own. */
    static byte[] withThumbnail(byte[] jpeg) {
        return noted(
                jpeg, join(bytes("Exif\0\0"), new byte[] {(byte) 0xff, (byte) 0xda, 0, 0, (byte) 0xff, (byte) 0xd9}));
    }

    private static byte[] noted(byte[] jpeg, byte[] exif) {
        ByteBuffer segment = ByteBuffer.allocate(exif.length + 4)
                .putShort((short) 0xffe1)
                .putShort((short) (exif.length + 2))
                .put(exif);
        return join(Arrays.copyOf(jpeg, 2), segment.array(), Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** The picture with a compressed text of a gigabyte. */
    static byte[] unfolding(byte[] png) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(bytes("Comment\0\0"));
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(text)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 1024; i++) {
                deflater.write(zeros);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return join(Arrays.copyOf(png, 33), chunk("zTXt", text.toByteArray()), Arrays.copyOfRange(png, 33, png.length));
    }

    /** A few bytes that claim to be a picture of that size. */
    static byte[] claiming(int width, int height) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        ByteArrayOutputStream pixels = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(pixels)) {
            deflater.write(new byte[100_000]);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return join(
                Arrays.copyOf(picture("png", 0), 8),
                chunk("IHDR", header),
                chunk("IDAT", pixels.toByteArray()),
                chunk("IEND", new byte[0]));
    }

    /** The same picture with ten thousand more runs over it. */
    static byte[] endless(byte[] jpeg) {
        byte[] scans = new byte[20_000];
        for (int i = 0; i < scans.length; i += 2) {
            scans[i] = (byte) 0xff;
            scans[i + 1] = (byte) 0xda;
        }
        return join(Arrays.copyOf(jpeg, jpeg.length - 2), scans, new byte[] {(byte) 0xff, (byte) 0xd9});
    }

    static byte[] chunk(String letters, byte[] content) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes(letters));
        checksum.update(content);
        return ByteBuffer.allocate(content.length + 12)
                .putInt(content.length)
                .put(bytes(letters))
                .put(content)
                .putInt((int) checksum.getValue())
                .array();
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
