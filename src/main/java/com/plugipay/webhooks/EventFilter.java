package com.plugipay.webhooks;

import com.plugipay.json.Dialect;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.LibraryNames;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which events an endpoint asks for, and in whose words.
 *
 * <p>An entry is a type, {@code <object>.*}, {@code *}, or a type by its library name. An endpoint that asks for a type
 * both ways gets it once, in the libraries' words: they are what it named expressly.
 */
final class EventFilter {
    private static final String EVERYTHING = "*";
    private static final Set<String> FAMILIES =
            Arrays.stream(EventType.values()).map(EventFilter::family).collect(Collectors.toUnmodifiableSet());

    private EventFilter() {}

    /** Whether this can stand in a filter. */
    static boolean isKnown(String entry) {
        return entry.equals(EVERYTHING)
                || FAMILIES.contains(entry)
                || EventType.of(entry).isPresent()
                || LibraryNames.type(entry).isPresent();
    }

    /** All that such an endpoint is told. */
    static Set<EventType> types(List<String> entries) {
        return Arrays.stream(EventType.values())
                .filter(type -> wanted(entries, type).isPresent())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** In which dialect events of that type are wanted; empty when they are not. No entry at all wants everything. */
    static Optional<Dialect> wanted(List<String> entries, EventType type) {
        if (entries.contains(LibraryNames.of(type))) {
            return Optional.of(Dialect.LIBRARIES);
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
