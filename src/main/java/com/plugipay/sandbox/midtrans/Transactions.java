package com.plugipay.sandbox.midtrans;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** All charges, in the order in which they came. */
final class Transactions {
    private final Map<String, Transaction> byId = new LinkedHashMap<>();
    private final Map<OrderKey, List<Transaction>> byOrder = new LinkedHashMap<>();

    private record OrderKey(String merchantId, String orderId) {}

    void add(Transaction transaction) {
        byId.put(transaction.id(), transaction);
        Order order = transaction.order();
        byOrder.merge(
                new OrderKey(order.merchant().merchantId(), order.orderId()),
                List.of(transaction),
                (earlier, added) ->
                        Stream.concat(earlier.stream(), added.stream()).toList());
    }

    Collection<Transaction> all() {
        return byId.values();
    }

    Optional<Transaction> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    Optional<Transaction> first(Predicate<Transaction> wanted) {
        return byId.values().stream().filter(wanted).findFirst();
    }

    /** Of that order, whosever it is. */
    Optional<Transaction> latest(String orderId) {
        return byId.values().stream()
                .filter(transaction -> transaction.order().orderId().equals(orderId))
                .reduce((earlier, later) -> later);
    }

    /** By either id; nobody sees another merchant's. */
    Optional<Transaction> find(Merchant merchant, String either) {
        return find(either)
                .filter(transaction -> transaction.order().merchant().equals(merchant))
                .or(() -> ofOrder(merchant, either));
    }

    /** The one that was paid, or else the latest: buyers try several times in Snap. */
    Optional<Transaction> ofOrder(Merchant merchant, String orderId) {
        List<Transaction> tries = byOrder.getOrDefault(new OrderKey(merchant.merchantId(), orderId), List.of());
        return tries.stream()
                .filter(transaction -> transaction.status().paid())
                .findFirst()
                .or(() -> tries.isEmpty() ? Optional.empty() : Optional.of(tries.getLast()));
    }
}
