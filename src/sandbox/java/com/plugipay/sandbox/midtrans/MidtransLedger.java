package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.kit.Ledger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All charges, in the order in which they came. */
final class MidtransLedger {
    final Ledger<MidtransPayment> payments = new Ledger<>();
    private final Map<String, List<MidtransPayment>> byOrder = new HashMap<>();

    void add(MidtransPayment payment) {
        payments.add(payment);
        byOrder.computeIfAbsent(payment.order.orderId(), none -> new ArrayList<>())
                .add(payment);
    }

    /** The latest of that order, whoever owns it. */
    Optional<MidtransPayment> latest(String orderId) {
        return byOrder.getOrDefault(orderId, List.of()).reversed().stream().findFirst();
    }

    /** By either id, among the charges of this merchant. */
    Optional<MidtransPayment> find(MidtransMerchant merchant, String either) {
        return payments.find(merchant, either).or(() -> ofOrder(merchant, either));
    }

    /** The one that was paid, or else the latest: buyers try several times in Snap. */
    Optional<MidtransPayment> ofOrder(MidtransMerchant merchant, String orderId) {
        List<MidtransPayment> tries = byOrder.getOrDefault(orderId, List.of()).stream()
                .filter(payment -> payment.owner().equals(merchant))
                .toList();
        return tries.stream()
                .filter(payment -> payment.status().paid())
                .findFirst()
                .or(() -> tries.reversed().stream().findFirst());
    }
}
