package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.kit.Records;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** All charges, in the order in which they came. */
public final class MidtransLedger {
    private final Records<MidtransTransaction> transactions = new Records<>(
            MidtransTransaction::id, transaction -> transaction.order().merchant());
    private final Map<OrderKey, List<MidtransTransaction>> byOrder = new LinkedHashMap<>();

    private record OrderKey(String merchantId, String orderId) {}

    void add(MidtransTransaction transaction) {
        transactions.add(transaction);
        MidtransOrder order = transaction.order();
        byOrder.computeIfAbsent(new OrderKey(order.merchant().merchantId(), order.orderId()), none -> new ArrayList<>())
                .add(transaction);
    }

    Collection<MidtransTransaction> all() {
        return transactions.all();
    }

    public Optional<MidtransTransaction> find(String id) {
        return transactions.find(id);
    }

    public Optional<MidtransTransaction> first(Predicate<MidtransTransaction> wanted) {
        return transactions.all().stream().filter(wanted).findFirst();
    }

    /** Of that order, whosever it is. */
    Optional<MidtransTransaction> latest(String orderId) {
        return transactions.all().stream()
                .filter(transaction -> transaction.order().orderId().equals(orderId))
                .reduce((earlier, later) -> later);
    }

    /** By either id; nobody sees another merchant's. */
    public Optional<MidtransTransaction> find(MidtransMerchant merchant, String either) {
        return transactions.find(merchant, either).or(() -> ofOrder(merchant, either));
    }

    /** The one that was paid, or else the latest: buyers try several times in Snap. */
    public Optional<MidtransTransaction> ofOrder(MidtransMerchant merchant, String orderId) {
        List<MidtransTransaction> tries = byOrder.getOrDefault(new OrderKey(merchant.merchantId(), orderId), List.of());
        return tries.stream()
                .filter(transaction -> transaction.status().paid())
                .findFirst()
                .or(() -> tries.isEmpty() ? Optional.empty() : Optional.of(tries.getLast()));
    }
}
