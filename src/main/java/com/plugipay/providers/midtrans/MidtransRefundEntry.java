package com.plugipay.providers.midtrans;

import com.plugipay.providers.Outcome;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.midtrans.api.MidtransMoney;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One of the {@code refunds} of a transaction.
 *
 * @param key the key that its creator has chosen: Plugipay's id of the refund, if Plugipay has made it; null when missing
 * @param id Midtrans's id; null when missing
 * @param amount in minor units; null when it cannot be read
 * @param method online or offline; empty when missing
 * @param confirmedAt when the bank has confirmed the refund; empty before
 */
record MidtransRefundEntry(
        @Nullable String key,
        @Nullable String id,
        @Nullable Long amount,
        String currency,
        String method,
        String confirmedAt) {

    private static final Pattern PLUGIPAY_ID = Pattern.compile("[a-z]+_[0-9A-HJKMNP-TV-Z]{26}");

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

    /** Whether Plugipay has made it, for this workspace or another with the same account. */
    boolean isPlugipays() {
        return key != null && PLUGIPAY_ID.matcher(key).matches();
    }

    /**
     * Whether it has this id of Plugipay's; if that is null, whether it was made at Midtrans and has this id of
     * Midtrans's.
     */
    boolean hasId(@Nullable String refundId, @Nullable String providerReference) {
        return refundId == null
                ? !isPlugipays() && providerReference != null && providerReference.equals(id)
                : refundId.equals(key);
    }

    /**
     * Returns the outcome of the refund.
     *
     * <p>An online refund is listed only after the wallet or the bank has agreed. For others Midtrans sends two
     * callbacks; only the second, with the time of confirmation, means that the money is on its way. Until then the
     * bank can refuse.
     */
    Outcome outcome() {
        return method.equalsIgnoreCase("online") || !confirmedAt.isEmpty()
                ? succeeded()
                : new Outcome.Pending(id, data());
    }

    /**
     * Returns the outcome when this entry is in the answer to the refund request: a success, unless somebody has to
     * transfer the money by hand.
     */
    Outcome outcomeOfRequest() {
        return method.equalsIgnoreCase("offline") ? outcome() : succeeded();
    }

    private Outcome succeeded() {
        return Outcome.succeeded(id, amount, currency, data());
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
