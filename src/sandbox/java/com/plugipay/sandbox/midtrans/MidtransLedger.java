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
    private final Records<MidtransPayment> transactions = new Records<>(
            MidtransPayment::id, transaction -> transaction.order().merchant());
    private final Map<OrderKey, List<MidtransPayment>> byOrder = new LinkedHashMap<>();

    private record OrderKey(String merchantId, String orderId) {}

    void add(MidtransPayment transaction) {
        transactions.add(transaction);
        MidtransOrder order = transaction.order();
        byOrder.computeIfAbsent(new OrderKey(order.merchant().merchantId(), order.orderId()), none -> new ArrayList<>())
                .add(transaction);
    }

    Collection<MidtransPayment> all() {
        return transactions.all();
    }

    public Optional<MidtransPayment> find(String id) {
        return transactions.find(id);
    }

    public Optional<MidtransPayment> first(Predicate<MidtransPayment> wanted) {
        return transactions.all().stream().filter(wanted).findFirst();
    }

    /** Of that order, whosever it is. */
    Optional<MidtransPayment> latest(String orderId) {
        return transactions.all().stream()
                .filter(transaction -> transaction.order().orderId().equals(orderId))
                .reduce((earlier, later) -> later);
    }

    /** By either id; nobody sees another merchant's. */
    public Optional<MidtransPayment> find(MidtransMerchant merchant, String either) {
        return transactions.find(merchant, either).or(() -> ofOrder(merchant, either));
    }

    /** The one that was paid, or else the latest: buyers try several times in Snap. */
    public Optional<MidtransPayment> ofOrder(MidtransMerchant merchant, String orderId) {
        List<MidtransPayment> tries = byOrder.getOrDefault(new OrderKey(merchant.merchantId(), orderId), List.of());
        return tries.stream()
                .filter(transaction -> transaction.status().paid())
                .findFirst()
                .or(() -> tries.isEmpty() ? Optional.empty() : Optional.of(tries.getLast()));
    }
}
