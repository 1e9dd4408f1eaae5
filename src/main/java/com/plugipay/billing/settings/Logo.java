package com.plugipay.billing.settings;

import com.plugipay.async.WorkerThreads;
import com.plugipay.pictures.SafePicture;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a business's logo; its content is shown on pages and documents only.
 *
 * @param contentType {@code image/png} or {@code image/jpeg}
 * @param width in pixels
 * @param height in pixels
 * @param size of the content, in bytes
 * @param fileName that of the uploaded picture that it was made of; null for one that was given with the settings
 */
public record Logo(
        String contentType,
        int width,
        int height,
        int size,
        @Nullable String fileName) {
    /** The sides that are tried, in pixels, until the file is small enough. */
    private static final List<Integer> SIDES = List.of(600, 400, 250, 150, 100);

    private static final int SMALL_ENOUGH = 128 * 1024;
    static final int LONGEST_SIDE = 1_000;

    /** Decoding a picture may need a hundred megabytes of memory. */
    private static final int DECODED_AT_ONCE = 2;

    /** Where logos are decoded, whoever has sent them. */
    public static WorkerExecutor workers(Vertx vertx) {
        return WorkerThreads.of(vertx, "logos", DECODED_AT_ONCE);
    }

    /** A picture as small as a logo needs; empty when it is too large even then. Takes time like {@link SafePicture#of}. */
    public static Optional<SafePicture> small(SafePicture picture) {
        SafePicture small = picture;
        for (int side : SIDES) {
            small = small.within(side);
            if (small.content().length() <= SMALL_ENOUGH) {
                return Optional.of(small);
            }
        }
        return Optional.empty();
    }

    static Logo of(SafePicture picture, @Nullable String fileName) {
        return new Logo(
                picture.contentType(),
                picture.width(),
                picture.height(),
                picture.content().length(),
                fileName);
    }
}
