package com.plugipay.secrets;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;

/** A text that must not be seen. Whoever prints it, also as JSON, prints stars. */
public record Secret(String reveal) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Secret {}

    /** The UTF-8 bytes, as HMAC keys want them. */
    public byte[] bytes() {
        return reveal.getBytes(StandardCharsets.UTF_8);
    }

    /** The end by which its owner recognises it; nothing of a text that is too short to spare it. */
    public String lastFour() {
        return reveal.length() < 12 ? "" : reveal.substring(reveal.length() - 4);
    }

    @Override
    @JsonValue
    public String toString() {
        return "***";
    }
}
