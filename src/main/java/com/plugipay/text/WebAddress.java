package com.plugipay.text;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.plugipay.json.SchemaText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address that a merchant gives, in the form in which headers, links and requests carry it: http or https with a host, in
 * printable ASCII. What merchants write in other letters becomes percent-escapes, and in the name of the host its form for the
 * DNS (IDNA), as in a browser; what cannot be carried is refused with a sentence that says why.
 *
 * @param text the whole address
 */
@SchemaText("""
        {"type": "string", "minLength": 1, "maxLength": 2048}""")
@JsonDeserialize(using = WebAddress.Reader.class)
public record WebAddress(@JsonValue String text) {
    /** The length of the longest address; browsers accept little more. */
    public static final int LONGEST = 2048;

    /** The attribute of a reader of inputs, which refuses what cannot be carried; what is stored is read as it is. */
    public static final String STRICTLY = "WebAddress.STRICTLY";

    private static final int SECURE_PORT = 443;
    private static final int PLAIN_PORT = 80;

    private static final Pattern ADDRESS =
            Pattern.compile("(https?)://([^/?#]*)([^#]*)(#.*)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern NEVER = Pattern.compile("[\\p{Cntrl}\\p{javaISOControl}\\p{Z}\\s\"<>\\\\^`{|}]");
    private static final Pattern STORED = Pattern.compile("(?i)https?://[\\x20-\\x7e]+");
    private static final Pattern WRONG_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    public WebAddress {
        if (!STORED.matcher(text).matches()) {
            throw new IllegalArgumentException("The address is not http or https, or not in ASCII");
        }
    }

    /** Why an address cannot be carried, in a sentence for the merchant. */
    public static final class Malformed extends IllegalArgumentException {
        Malformed(String sentence) {
            super(sentence);
        }

        /** The sentence. */
        public String sentence() {
            return String.valueOf(getMessage());
        }
    }

    /** Reads an address as a merchant writes it; fails with {@link Malformed}. */
    public static WebAddress of(String given) {
        if (NEVER.matcher(given).find()) {
            throw new Malformed(
                    "The address must have no blanks, no control characters and none of \" < > \\ ^ ` { | };"
                            + " write them as percent-escapes, such as %20.");
        }
        Matcher parts = ADDRESS.matcher(given);
        if (!parts.matches()) {
            throw new Malformed("The address must be absolute: https:// or http://, and the name of a host.");
        }
        String rest = given.substring(parts.end(2));
        if (WRONG_ESCAPE.matcher(rest).find()) {
            throw new Malformed("The address has a % that begins no percent-escape; write it as %25.");
        }
        String text = parts.group(1).toLowerCase(Locale.ROOT) + "://" + WebHost.of(parts.group(2)) + escaped(rest);
        if (text.length() > LONGEST) {
            throw new Malformed("The address has more than " + LONGEST
                    + " characters, where one that is not ASCII takes" + " three for each of its bytes.");
        }
        return new WebAddress(text);
    }

    /** An address that was accepted once, perhaps by rules that were not as strict. */
    public static WebAddress stored(String text) {
        if (STORED.matcher(text).matches()) {
            return new WebAddress(text);
        }
        try {
            return of(text);
        } catch (Malformed acceptedOnce) {
            return new WebAddress(escaped(text));
        }
    }

    public boolean isSecure() {
        return text.regionMatches(true, 0, "https", 0, "https".length());
    }

    /** The host: a name, an IPv4 address, or an IPv6 address in brackets. */
    public String host() {
        return WebHost.name(part(2));
    }

    /** The port, which is that of the scheme if the address names none. */
    public int port() {
        int port = WebHost.port(part(2));
        return port < 0 ? (isSecure() ? SECURE_PORT : PLAIN_PORT) : port;
    }

    /** The path and the query, as a request names them. */
    public String target() {
        String target = part(3);
        return target.startsWith("/") ? target : "/" + target;
    }

    public boolean hasFragment() {
        return text.indexOf('#') >= 0;
    }

    private String part(int group) {
        Matcher parts = ADDRESS.matcher(text);
        return parts.matches() ? parts.group(group) : "";
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length());
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            if (each >= ' ' && each < 0x7f) {
                escaped.append((char) each);
            } else {
                escaped.append('%').append("%02X".formatted(each));
            }
        }
        return escaped.toString();
    }

    @Override
    public String toString() {
        return text;
    }

    static final class Reader extends StdScalarDeserializer<WebAddress> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(WebAddress.class);
        }

        @Override
        public WebAddress deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String text = json.getValueAsString("");
            return context.getAttribute(STRICTLY) == null ? stored(text) : of(text);
        }
    }
}
