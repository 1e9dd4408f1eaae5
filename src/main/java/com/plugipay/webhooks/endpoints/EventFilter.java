package com.plugipay.webhooks.endpoints;

import com.plugipay.json.Dialect;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.SdkEventNames;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The events that an endpoint asks for, and in which dialect.
 *
 * <p>An entry is a type, {@code <object>.*}, {@code *}, a type by its name in the SDKs, or {@code plugipay.*} for all in their
 * dialect. An endpoint that asks for a type by both names gets it once, in the SDKs' dialect, which it named expressly.
 */
public final class EventFilter {
    private static final String EVERYTHING = "*";
    private static final String EVERYTHING_FOR_SDKS = SdkEventNames.PREFIX + EVERYTHING;
    private static final Set<String> FAMILIES =
            Arrays.stream(EventType.values()).map(EventFilter::family).collect(Collectors.toUnmodifiableSet());

    private EventFilter() {}

    /** Whether this is a valid entry of a filter. */
    static boolean isKnown(String entry) {
        return entry.equals(EVERYTHING)
                || entry.equals(EVERYTHING_FOR_SDKS)
                || FAMILIES.contains(entry)
                || EventType.of(entry).isPresent()
                || SdkEventNames.isKnown(entry);
    }

    /** The entries as a client with this dialect means them: for the SDKs, no entry and {@code *} are all in their dialect. */
    static List<String> meant(List<String> entries, Dialect dialect) {
        return dialect == Dialect.SDK && (entries.isEmpty() || entries.equals(List.of(EVERYTHING)))
                ? List.of(EVERYTHING_FOR_SDKS)
                : entries;
    }

    /** The types that an endpoint with these entries receives. */
    static Set<EventType> types(List<String> entries) {
        return Arrays.stream(EventType.values())
                .filter(type -> wanted(entries, type).isPresent())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** In which dialect events of that type are wanted; empty when they are not. An empty filter wants all events. */
    public static Optional<Dialect> wanted(List<String> entries, EventType type) {
        if (entries.contains(EVERYTHING_FOR_SDKS)
                || entries.stream()
                        .anyMatch(entry ->
                                SdkEventNames.type(entry).filter(type::equals).isPresent())) {
            return Optional.of(Dialect.SDK);
        }
        boolean wanted = entries.isEmpty()
                || entries.contains(EVERYTHING)
                || entries.contains(family(type))
                || entries.contains(type.text());
        return wanted ? Optional.of(Dialect.PLUGIPAY) : Optional.empty();
    }

    /** Such as {@code payment.*}. */
    private static String family(EventType type) {
        return type.objectType() + ".*";
    }
}
