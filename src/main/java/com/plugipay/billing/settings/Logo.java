package com.plugipay.billing.settings;

import com.plugipay.async.WorkerThreads;
import com.plugipay.pictures.SafePicture;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;

/**
 * What is known of a business's logo; its content is shown on pages and documents only.
 *
 * @param contentType {@code image/png} or {@code image/jpeg}
 * @param width in pixels
 * @param height in pixels
 * @param size of the content, in bytes
 */
public record Logo(String contentType, int width, int height, int size) {
    static final int LONGEST_SIDE = 1_000;

    /** Decoding a picture may need a hundred megabytes of memory. */
    private static final int DECODED_AT_ONCE = 2;

    /** Where logos are decoded, whoever has sent them. */
    public static WorkerExecutor workers(Vertx vertx) {
        return WorkerThreads.of(vertx, "logos", DECODED_AT_ONCE);
    }

    static Logo of(SafePicture picture) {
        return new Logo(
                picture.contentType(),
                picture.width(),
                picture.height(),
                picture.content().length());
    }
}
