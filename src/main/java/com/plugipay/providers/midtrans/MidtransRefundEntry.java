package com.plugipay.providers.midtrans;

import com.plugipay.providers.Outcome;
import com.plugipay.providers.kit.JsonFields;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One of the {@code refunds} of a transaction.
 *
 * @param key who made it chose it; null when it is missing
 * @param id Midtrans's; null when it is missing
 * @param amount in minor units; null when it is not readable
 * @param method online or offline; empty when it is missing
 * @param confirmedAt when the bank has confirmed it; empty before
 */
record MidtransRefundEntry(
        @Nullable String key,
        @Nullable String id,
        @Nullable Long amount,
        String currency,
        String method,
        String confirmedAt) {

    private static final Pattern OURS = Pattern.compile("[a-z]+_[0-9A-HJKMNP-TV-Z]{26}");

    static Stream<MidtransRefundEntry> in(JsonFields transaction) {
        String currency = MidtransMoney.currency(transaction);
        return transaction.all("refunds").stream()
                .map(refund -> new MidtransRefundEntry(
                        refund.text("refund_key"),
                        refund.id("refund_chargeback_id"),
                        MidtransMoney.minor(refund.text("refund_amount"), currency),
                        currency,
                        refund.textOrEmpty("refund_method"),
                        refund.textOrEmpty("bank_confirmed_at")));
    }

    /** Whether Plugipay has requested it, for this workspace or another with the same account. */
    boolean isOurs() {
        return key != null && OURS.matcher(key).matches();
    }

    /** Whether it has Plugipay's id; where that is null, whether it was made at Midtrans and has Midtrans's id. */
    boolean isNamed(@Nullable String refundId, @Nullable String providerReference) {
        return refundId == null
                ? !isOurs() && providerReference != null && providerReference.equals(id)
                : refundId.equals(key);
    }

    /**
     * What it means for the refund.
     *
     * <p>An online refund is there only after the wallet or the bank has agreed. Of the others Midtrans sends two
     * notifications, and only the second, with the time of confirmation, means that the money is on its way: until then the
     * bank can still refuse.
     */
    Outcome outcome() {
        return method.equalsIgnoreCase("online") || !confirmedAt.isEmpty()
                ? succeeded()
                : new Outcome.Pending(id, data());
    }

    /**
     * The outcome where this entry is in the answer to the refund: a success, unless somebody has to transfer the money by
     * hand.
     */
    Outcome answered() {
        return method.equalsIgnoreCase("offline") ? outcome() : succeeded();
    }

    private Outcome succeeded() {
        return amount == null
                ? new Outcome.Unknown("The refund's amount is not readable")
                : new Outcome.Succeeded(id, amount, currency, null, data());
    }

    private Map<String, Object> data() {
        Map<String, Object> data = new HashMap<>();
        if (!method.isEmpty()) {
            data.put("refundMethod", method);
        }
        if (!confirmedAt.isEmpty()) {
            data.put("bankConfirmedAt", confirmedAt);
        }
        return data;
    }
}
