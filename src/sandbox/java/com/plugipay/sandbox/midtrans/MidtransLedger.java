package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.kit.Ledger;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.midtrans.api.MidtransMerchant;
import com.plugipay.sandbox.midtrans.api.MidtransOptions;
import com.plugipay.sandbox.midtrans.gopay.GoPayAccount;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The accounts at Midtrans and what happened in them.
 *
 * @param merchants by their server keys
 * @param accounts the GoPay accounts that merchants may charge
 * @param cardTokens what browsers got for cards
 */
record MidtransLedger(
        Map<String, MidtransMerchant> merchants,
        MidtransOptions options,
        Ledger<MidtransPayment> payments,
        Ledger<SnapSession> sessions,
        Ledger<GoPayAccount> accounts,
        Map<String, TestCard> cardTokens) {

    MidtransLedger(List<MidtransMerchant> merchants, MidtransOptions options) {
        this(
                merchants.stream().collect(Collectors.toMap(MidtransMerchant::serverKey, Function.identity())),
                options,
                new Ledger<>(),
                new Ledger<>(),
                new Ledger<>(),
                new HashMap<>());
    }

    /** By either id, among the charges of this merchant. */
    Optional<MidtransPayment> find(MidtransMerchant merchant, String either) {
        return payments.find(merchant, either).or(() -> ofOrder(merchant, either));
    }

    /** The one that was paid, or else the latest: buyers try several times in Snap. */
    Optional<MidtransPayment> ofOrder(MidtransMerchant merchant, String orderId) {
        List<MidtransPayment> tries = payments.of(merchant).stream()
                .filter(payment -> payment.order.orderId().equals(orderId))
                .toList();
        return tries.stream()
                .filter(payment -> payment.status().paid)
                .reduce((later, earlier) -> earlier)
                .or(() -> tries.stream().findFirst());
    }

    /** The latest charge of that id, of that order, or of the Snap session with that token, whoever owns it. */
    Optional<MidtransPayment> latest(String id) {
        return payments.all().stream()
                .filter(payment -> payment.id().equals(id)
                        || payment.order.orderId().equals(id)
                        || (payment.session != null && payment.session.id().equals(id)))
                .reduce((earlier, later) -> later);
    }

    /** A card that was saved with a payment, by its token. It can be charged any number of times until it expires. */
    Optional<SavedCard> savedCard(MidtransMerchant merchant, String token, Instant now) {
        return payments.of(merchant).stream()
                .filter(payment -> payment.status().paid)
                .flatMap(payment -> Stream.ofNullable(payment.saved))
                .filter(saved -> saved.token().equals(token) && now.isBefore(saved.expiresAt()))
                .findFirst();
    }

    /** Merchants see no card numbers. A token serves once. */
    String tokenize(TestCard card, StandInTools tools) {
        String token = card.masked() + "-" + tools.ids().uuid();
        cardTokens.put(token, card);
        return token;
    }
}
