package com.plugipay.pages.widget;

import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.imageio.ImageIO;

/** Pictures of transfers, as the widget sends them. */
final class ProofImages {
    private ProofImages() {}

    /** The answer to a form with this file, which is sent from another site. */
    static Answer upload(Api api, String id, byte[] file) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
        form.writeBytes(file);
        form.writeBytes("\r\n--x--\r\n".getBytes(StandardCharsets.US_ASCII));
        return api.raw(
                "POST",
                "/api/v1/public/checkout/sessions/" + id + "/proof-image",
                form.toByteArray(),
                Map.of("Origin", "https://shop.example", "Content-Type", "multipart/form-data; boundary=x"));
    }

    /** A small PNG. */
    static byte[] picture() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB), "png", bytes);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return bytes.toByteArray();
    }
}
