package com.plugipay.secrets;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;

/** A text that must not be shown. It is printed as stars, also in JSON. */
public record Secret(String reveal) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Secret {}

    /** The UTF-8 bytes, for HMAC keys. */
    public byte[] bytes() {
        return reveal.getBytes(StandardCharsets.UTF_8);
    }

    /** The last four characters, by which its owner recognises it; empty for a text of less than twelve. */
    public String lastFour() {
        return reveal.length() < 12 ? "" : reveal.substring(reveal.length() - 4);
    }

    @Override
    @JsonValue
    public String toString() {
        return "***";
    }
}
