package com.plugipay.secrets;

import java.nio.charset.StandardCharsets;

/** A text that must not be seen. Whoever prints it prints stars. */
public record Secret(String reveal) {

    /** The UTF-8 bytes, as HMAC keys want them. */
    public byte[] bytes() {
        return reveal.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "***";
    }
}
