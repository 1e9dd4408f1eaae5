package com.plugipay.providers;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.plugipay.json.Choices;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * A provider: its name and its capabilities.
 *
 * <p>There is one for each {@link ProviderFactory} that {@code META-INF/services} names, and one object for each: they are
 * compared by identity.
 */
@Choices(ProviderKind.Names.class)
public final class ProviderKind {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,31}");

    /** Stands for the currencies of a provider that takes many. */
    private static final String BEST_KNOWN = "USD";

    private final String text;
    private final int rank;
    private final Capabilities capabilities;

    /**
     * Declares a provider. Only its factory calls this.
     *
     * @param text its name in the API and in the database
     * @param rank its place among providers that take the same method, where the workspace has set no routing; lower is first
     */
    public ProviderKind(String text, int rank, Capabilities capabilities) {
        if (!NAME.matcher(text).matches()) {
            throw new IllegalArgumentException(text + " is not a valid name of a provider");
        }
        this.text = text;
        this.rank = rank;
        this.capabilities = capabilities;
    }

    /** Returns the provider of that name; throws an IllegalArgumentException when there is none. */
    @JsonCreator
    public static ProviderKind of(String text) {
        ProviderKind kind = Registry.KINDS.get(text);
        if (kind == null) {
            throw new IllegalArgumentException("No provider is called " + text);
        }
        return kind;
    }

    /** All providers, by rank. */
    public static List<ProviderKind> all() {
        return List.copyOf(Registry.KINDS.values());
    }

    /** The factories of all adapters, by rank. */
    public static List<ProviderFactory> factories() {
        return Registry.FACTORIES;
    }

    /** The names of all providers, by rank. */
    public static List<String> texts() {
        return List.copyOf(Registry.KINDS.keySet());
    }

    /** The names of the providers that are never asked, because a person confirms their payments. */
    public static String[] textsConfirmedByHand() {
        return all().stream()
                .filter(ProviderKind::isConfirmedByHand)
                .map(ProviderKind::text)
                .toArray(String[]::new);
    }

    /** The provider under which payments outside Plugipay are recorded: the first that is confirmed by hand. */
    public static ProviderKind confirmedByHand() {
        return Registry.BY_HAND;
    }

    /** The name in the API and in the database. */
    @JsonValue
    public String text() {
        return text;
    }

    public Capabilities capabilities() {
        return capabilities;
    }

    /** Whether accounts of this kind take that method, in some currency. */
    public boolean takes(Method method) {
        return capabilities.methods().contains(method);
    }

    /** Whether accounts of this kind take that currency. */
    public boolean takes(String currency) {
        return capabilities.currencies() == null || capabilities.currencies().contains(currency);
    }

    /** Whether accounts of this kind take that method in that currency. */
    public boolean takes(Method method, String currency) {
        return takes(method) && takes(currency);
    }

    /** Whether accounts of this kind store that method for a customer, who pays with it in that currency. */
    public boolean stores(Method method, String currency) {
        return capabilities.storable().contains(method) && takes(currency);
    }

    /** Whether accounts of this kind take no decimals in that currency, although it may have some. */
    public boolean takesWholeOnly(String currency) {
        return capabilities.wholeOnly().contains(currency);
    }

    /** The currencies that it takes, as a message lists them, such as "USD and 23 others". */
    public String currencies() {
        Set<String> all = capabilities.currencies();
        if (all == null) {
            return "every currency";
        }
        String first = all.contains(BEST_KNOWN) ? BEST_KNOWN : Collections.min(all);
        return switch (all.size()) {
            case 1 -> first;
            case 2 -> String.join(" and ", new TreeSet<>(all));
            default -> first + " and " + (all.size() - 1) + " others";
        };
    }

    /** Whether it reports the exact fee of a payment, at once or later. */
    public boolean reportsFees() {
        return capabilities.reportsFees();
    }

    /** Whether the merchant confirms its payments by hand. */
    public boolean isConfirmedByHand() {
        return capabilities.confirmedByHand();
    }

    @Override
    public String toString() {
        return text;
    }

    /** The names for JSON Schemas. */
    static final class Names implements Supplier<List<String>> {
        @Override
        public List<String> get() {
            return texts();
        }
    }

    /** Loaded at first use, so that a factory can declare its kind before all kinds are loaded. */
    private static final class Registry {
        static final List<ProviderFactory> FACTORIES = ServiceLoader.load(ProviderFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparingInt((ProviderFactory factory) -> factory.kind().rank)
                        .thenComparing(factory -> factory.kind().text))
                .toList();
        static final Map<String, ProviderKind> KINDS = kinds();
        static final ProviderKind BY_HAND = KINDS.values().stream()
                .filter(ProviderKind::isConfirmedByHand)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No provider is confirmed by hand"));

        private static Map<String, ProviderKind> kinds() {
            Map<String, ProviderKind> kinds = new LinkedHashMap<>();
            for (ProviderFactory factory : FACTORIES) {
                if (kinds.put(factory.kind().text(), factory.kind()) != null) {
                    throw new IllegalStateException(factory.kind().text() + " is declared twice");
                }
            }
            return kinds;
        }
    }
}
