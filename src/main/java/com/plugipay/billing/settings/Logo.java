package com.plugipay.billing.settings;

import com.plugipay.pictures.SafePicture;

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

    static Logo of(SafePicture picture) {
        return new Logo(
                picture.contentType(),
                picture.width(),
                picture.height(),
                picture.content().length());
    }
}
