package com.plugipay.providers.paypal;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.providers.kit.ProviderText;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what PayPal sends. What is missing or has another form than documented is not there. */
final class PayPalJson {
    /** They become parts of addresses and are stored: nothing but what PayPal's ids are made of. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,127}");

    private static final Pattern URL = Pattern.compile("https?://[^\\s\"<>\\\\^`{|}]{1,2000}");
    private static final int LONGEST_MESSAGE = 300;

    private PayPalJson() {}

    /** A text as it came; empty when there is none. */
    static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? value.textValue() : "";
    }

    /** An id that can be stored and put into an address. */
    static Optional<String> id(JsonNode node, String field) {
        return Optional.of(text(node, field)).filter(PayPalJson::isId);
    }

    /** Whether a text can be stored and put into an address as an id. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** A text for people: no control characters, of limited length. */
    static String message(JsonNode node, String field) {
        return Objects.requireNonNullElse(ProviderText.clean(text(node, field), LONGEST_MESSAGE), "");
    }

    /** The first link of the first of these relations that there is. */
    static Optional<String> link(JsonNode node, List<String> relations) {
        for (String relation : relations) {
            for (JsonNode link : node.path("links")) {
                String href = text(link, "href");
                if (text(link, "rel").equals(relation) && URL.matcher(href).matches()) {
                    return Optional.of(href);
                }
            }
        }
        return Optional.empty();
    }

    /** Our ids that an order's unit, a capture or a refund carries. */
    static Stream<String> ours(JsonNode node) {
        return Stream.of("custom_id", "invoice_id")
                .map(field -> id(node, field))
                .flatMap(Optional::stream);
    }

    /** Refunds name their capture only by a link: .../v2/payments/captures/3C679366HH908993F. */
    static Optional<String> captureAbove(JsonNode refund) {
        return link(refund, List.of("up"))
                .filter(link -> link.contains("/captures/"))
                .map(link -> link.substring(link.lastIndexOf('/') + 1))
                .filter(PayPalJson::isId);
    }
}
