package com.plugipay.outbox;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of event types in the SDKs: {@code plugipay.<type>.v1}, with two exceptions, which they also know by their own name. */
public final class SdkEventNames {
    /** The prefix of every name. */
    public static final String PREFIX = "plugipay.";

    private static final Map<EventType, String> NAMES = new EnumMap<>(
            Arrays.stream(EventType.values()).collect(Collectors.toMap(Function.identity(), SdkEventNames::name)));
    /** Of what does not happen here; an endpoint may ask for it. */
    private static final Set<String> WITHOUT_EVENTS = Stream.of(
                    "invoice.pending",
                    "payout.created",
                    "payout.in_transit",
                    "payout.paid",
                    "payout.failed",
                    "payout.cancelled")
            .map(SdkEventNames::named)
            .collect(Collectors.toUnmodifiableSet());

    private static final Map<String, EventType> TYPES = types();

    private SdkEventNames() {}

    /** Such as {@code plugipay.invoice.paid.v1}. */
    public static String of(EventType type) {
        return Objects.requireNonNull(NAMES.get(type));
    }

    /** Whether the SDKs have an event of this name. */
    public static boolean isKnown(String name) {
        return TYPES.containsKey(name) || WITHOUT_EVENTS.contains(name);
    }

    /** The type with this name in the SDKs, if there is one. */
    public static Optional<EventType> type(String name) {
        return Optional.ofNullable(TYPES.get(name));
    }

    /** The name of each type, by this name and by the name in the SDKs. */
    public static Map<String, String> spellings() {
        Map<String, String> spellings = new HashMap<>();
        for (EventType type : EventType.values()) {
            spellings.put(type.text(), type.text());
        }
        TYPES.forEach((name, type) -> spellings.put(name, type.text()));
        return spellings;
    }

    private static String name(EventType type) {
        String text = switch (type) {
            case REFUND_SUCCEEDED -> "refund.issued";
            case INVOICE_PAYMENT_FAILED -> "invoice.failed";
            default -> type.text();
        };
        return named(text);
    }

    private static String named(String text) {
        return PREFIX + text + ".v1";
    }

    private static Map<String, EventType> types() {
        Map<String, EventType> types = new HashMap<>();
        for (EventType type : EventType.values()) {
            types.put(named(type.text()), type);
            types.put(of(type), type);
        }
        types.put(named("subscription.cancelled"), EventType.SUBSCRIPTION_CANCELED);
        return Map.copyOf(types);
    }
}
