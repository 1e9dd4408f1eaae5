package com.plugipay.pictures;

/** A file is no picture, is damaged, or has too many pixels. */
public final class UnreadablePicture extends RuntimeException {
    public UnreadablePicture() {
        super("Not an undamaged picture", null, false, false);
    }
}
