package com.plugipay.providers.xendit;

import com.plugipay.money.Currencies;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.kit.JsonFields;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Xendit's ledger: what it has kept of a payment, and whether a code was paid at all. Needs a key that may read
 * transactions. See https://docs.xendit.co/apidocs/list-transactions.
 */
final class XenditTransactions {
    private static final String PATH = "/transactions?types=PAYMENT&";
    private static final List<String> FEE_PARTS =
            List.of("xendit_fee", "value_added_tax", "xendit_withholding_tax", "third_party_withholding_tax");

    private XenditTransactions() {}

    /** The fee once it is final; pending before, and when it cannot be asked for. */
    static Future<Outcome> fee(XenditApi api, ChargeReference charge) {
        String paymentId = XenditReference.of(charge).paymentId();
        String query = paymentId == null
                ? "reference_id=" + XenditApi.part(charge.chargeId())
                : "product_id=" + XenditApi.part(paymentId);
        return api.get(PATH + query).map(answer -> switch (answer) {
            case XenditReply.Found found -> fee(found.body(), paymentId, charge);
            case XenditReply.Failed failed ->
                failed instanceof XenditReply.Refused refused && refused.ofKey()
                        ? refused.ofLastingRefusal()
                        : new Outcome.Pending(charge.providerReference(), Map.of());
        });
    }

    /**
     * A payment code outlives its payments and tells nothing of them: whether it was paid stands in the ledger.
     *
     * @param otherwise when it was not
     */
    static Future<Outcome> paid(XenditApi api, String chargeId, JsonFields request, Outcome otherwise) {
        return api.get(PATH + "reference_id=" + XenditApi.part(chargeId)).map(answer -> switch (answer) {
            case XenditReply.Found found -> paid(found.body(), chargeId, request, otherwise);
            case XenditReply.Failed failed -> failed.ofQuestion();
        });
    }

    private static Outcome paid(JsonFields body, String chargeId, JsonFields request, Outcome otherwise) {
        List<JsonFields> all = body.list("data");
        if (all == null) {
            return new Outcome.Unknown("The answer is no list of transactions");
        }
        for (JsonFields transaction : all) {
            if (XenditPaymentList.isPaid(transaction) && chargeId.equals(transaction.text("reference_id"))) {
                return paid(transaction, request);
            }
        }
        return otherwise;
    }

    private static Outcome paid(JsonFields transaction, JsonFields request) {
        String currency = transaction.currency();
        Long amount = transaction.amount("amount", currency);
        if (currency == null || amount == null) {
            return new Outcome.Unknown("It was paid with an amount that cannot be read");
        }
        Map<String, Object> data = new HashMap<>(XenditReference.data(request));
        String paymentId = transaction.id("product_id");
        if (paymentId != null) {
            data.put(XenditReference.PAYMENT, paymentId);
        }
        return new Outcome.Succeeded(request.id("payment_request_id"), amount, currency, null, data);
    }

    private static Outcome fee(JsonFields body, @Nullable String paymentId, ChargeReference charge) {
        List<JsonFields> all = Objects.requireNonNullElse(body.list("data"), List.of());
        for (JsonFields transaction : all) {
            boolean ours = paymentId == null
                    ? charge.chargeId().equals(transaction.text("reference_id"))
                    : paymentId.equals(transaction.text("product_id"));
            JsonFields fee = transaction.object("fee");
            Long sum = fee == null || !ours || !fee.status().equals("COMPLETED") ? null : sum(fee, charge);
            if (sum != null) {
                return new Outcome.Succeeded(
                        charge.providerReference(), charge.amount(), charge.currency(), sum, Map.of());
            }
        }
        return new Outcome.Pending(charge.providerReference(), Map.of());
    }

    /** Rounded once: a share of a rupiah amount has decimals that the rupiah has not. */
    private static @Nullable Long sum(JsonFields fee, ChargeReference charge) {
        BigDecimal sum = BigDecimal.ZERO;
        for (String part : FEE_PARTS) {
            BigDecimal amount = fee.number(part);
            if (amount == null && fee.has(part)) {
                return null;
            }
            sum = amount == null ? sum : sum.add(amount);
        }
        int decimals = Currencies.exponent(charge.currency());
        return JsonFields.minor(sum.setScale(decimals, RoundingMode.HALF_UP), charge.currency());
    }
}
