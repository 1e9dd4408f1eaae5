package com.plugipay.files;

import com.plugipay.sandbox.shop.gateway.RequestSigner;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import com.plugipay.support.TestGateway;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Uploads pictures as the client libraries do. */
public final class PictureUpload {
    static final String BOUNDARY = "----part7d1f";

    private PictureUpload() {}

    /** Uploads a picture; gives its relative address. */
    public static String url(Api api, String mount, byte[] picture) {
        return send(
                        api,
                        mount,
                        form("file", "logo.png", picture),
                        UUID.randomUUID().toString())
                .expect(201)
                .text("url");
    }

    /** Sends a form, signed without its body. */
    static Answer send(Api api, String mount, byte[] form, @Nullable String idempotencyKey) {
        String target = mount + "/uploads/image";
        long timestamp = TestGateway.shared().clock().instant().getEpochSecond();
        RequestSigner signer =
                new RequestSigner(api.key().apiKey().keyId(), api.key().secret());
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);
        headers.put("X-Plugipay-Timestamp", String.valueOf(timestamp));
        headers.put("Authorization", signer.authorization("POST", target, timestamp, new byte[0], idempotencyKey));
        if (idempotencyKey != null) {
            headers.put("Idempotency-Key", idempotencyKey);
        }
        return api.raw("POST", target, form, headers);
    }

    /** A form with one file. */
    static byte[] form(String field, String fileName, byte[] content) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\""
                        + fileName + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(content);
        form.writeBytes(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }

    /** A picture of one colour, in this format. */
    public static byte[] picture(String format, int width, int height) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
