package com.plugipay.providers.paypal;

import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderText;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads fields of PayPal's objects. A field that is missing or not of its documented form is empty. */
final class PayPalJson {
    private static final Pattern URL = Pattern.compile("https?://[^\\s\"<>\\\\^`{|}]{1,2000}");
    private static final int LONGEST_MESSAGE = 300;

    private PayPalJson() {}

    /** Returns an id that can be stored and be a part of an address. */
    static Optional<String> id(JsonFields node, String field) {
        return Optional.ofNullable(node.id(field));
    }

    /** Returns a text for people: without control characters, of limited length; empty when there is none. */
    static String message(JsonFields node, String field) {
        return Objects.requireNonNullElse(ProviderText.clean(node.text(field), LONGEST_MESSAGE), "");
    }

    /** Returns the first link with one of these relations, of which the first goes first. */
    static Optional<String> link(JsonFields node, List<String> relations) {
        for (String relation : relations) {
            for (JsonFields link : node.all("links")) {
                String href = link.textOrEmpty("href");
                if (link.textOrEmpty("rel").equals(relation)
                        && URL.matcher(href).matches()) {
                    return Optional.of(href);
                }
            }
        }
        return Optional.empty();
    }

    /** Returns Plugipay's ids in an order's unit, a capture or a refund. */
    static Stream<String> plugipayIds(JsonFields node) {
        return Stream.of("custom_id", "invoice_id")
                .map(field -> id(node, field))
                .flatMap(Optional::stream);
    }

    /** Returns the id of a refund's capture, which is named only by a link: .../v2/payments/captures/3C679366HH908993F. */
    static Optional<String> captureIdOf(JsonFields refund) {
        return link(refund, List.of("up"))
                .filter(link -> link.contains("/captures/"))
                .map(link -> link.substring(link.lastIndexOf('/') + 1))
                .filter(JsonFields::isId);
    }
}
