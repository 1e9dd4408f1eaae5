package com.plugipay.outbox;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The names of event types in the SDKs: {@code plugipay.<type>.v1}, with two exceptions. */
public final class SdkEventNames {
    /** The prefix of every name. */
    public static final String PREFIX = "plugipay.";

    private static final Map<EventType, String> NAMES = new EnumMap<>(
            Arrays.stream(EventType.values()).collect(Collectors.toMap(Function.identity(), SdkEventNames::name)));
    private static final Map<String, EventType> TYPES =
            NAMES.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));

    private SdkEventNames() {}

    /** Such as {@code plugipay.invoice.paid.v1}. */
    public static String of(EventType type) {
        return Objects.requireNonNull(NAMES.get(type));
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
            spellings.put(of(type), type.text());
        }
        return spellings;
    }

    private static String name(EventType type) {
        String text = switch (type) {
            case REFUND_SUCCEEDED -> "refund.issued";
            case INVOICE_PAYMENT_FAILED -> "invoice.failed";
            default -> type.text();
        };
        return PREFIX + text + ".v1";
    }
}
