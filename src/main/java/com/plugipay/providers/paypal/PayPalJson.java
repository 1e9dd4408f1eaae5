package com.plugipay.providers.paypal;

import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderText;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what PayPal sends. What is missing or has another form than documented is not there. */
final class PayPalJson {
    private static final Pattern URL = Pattern.compile("https?://[^\\s\"<>\\\\^`{|}]{1,2000}");
    private static final int LONGEST_MESSAGE = 300;

    private PayPalJson() {}

    /** An id that can be stored and put into an address. */
    static Optional<String> id(JsonFields node, String field) {
        return Optional.ofNullable(node.id(field));
    }

    /** A text for people: no control characters, of limited length. */
    static String message(JsonFields node, String field) {
        return Objects.requireNonNullElse(ProviderText.clean(node.text(field), LONGEST_MESSAGE), "");
    }

    /** The first link of the first of these relations that there is. */
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

    /** Plugipay's ids in an order's unit, a capture or a refund. */
    static Stream<String> ours(JsonFields node) {
        return Stream.of("custom_id", "invoice_id")
                .map(field -> id(node, field))
                .flatMap(Optional::stream);
    }

    /** Refunds name their capture only by a link: .../v2/payments/captures/3C679366HH908993F. */
    static Optional<String> captureAbove(JsonFields refund) {
        return link(refund, List.of("up"))
                .filter(link -> link.contains("/captures/"))
                .map(link -> link.substring(link.lastIndexOf('/') + 1))
                .filter(JsonFields::isId);
    }
}
