package com.plugipay.sandbox.shop;

import com.plugipay.sandbox.kit.api.Jsons;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Who gets a bag every month, in memory, the last {@value #LIMIT} of them.
 *
 * <p>Not for several threads: it lives on the shop's event loop.
 */
final class MonthlyBags {
    static final int LIMIT = 1_000;

    private final LinkedHashMap<String, MonthlyBag> byCustomer = new LinkedHashMap<>();
    private int lastNumber = 100;

    String nextNumber() {
        lastNumber++;
        return "KM-" + lastNumber;
    }

    MonthlyBag keep(MonthlyBag bag) {
        if (byCustomer.size() == LIMIT && !byCustomer.containsKey(bag.customerId())) {
            byCustomer.pollFirstEntry();
        }
        byCustomer.put(bag.customerId(), bag);
        return bag;
    }

    Optional<MonthlyBag> find(String id) {
        return byCustomer.values().stream().filter(bag -> bag.id().equals(id)).findFirst();
    }

    /**
     * Changes the bag whose customer a verified event is about; empty if it is about nobody here, or changes nothing.
     */
    Optional<MonthlyBag> apply(ReceivedEvent event) {
        String customerId = Jsons.text(event.object(), "customerId");
        MonthlyBag known = customerId == null ? null : byCustomer.get(customerId);
        if (known == null) {
            return Optional.empty();
        }
        MonthlyBag after = keep(known.after(event));
        return after.equals(known) ? Optional.empty() : Optional.of(after);
    }
}
