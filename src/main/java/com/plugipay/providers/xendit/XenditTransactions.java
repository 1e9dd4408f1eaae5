package com.plugipay.providers.xendit;

import com.plugipay.money.Currencies;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.PaymentList;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderReply;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Xendit's ledger: what was paid, what Xendit has kept of it, and whether a code was paid. Needs a key that may read
 * transactions. See https://docs.xendit.co/apidocs/list-transactions.
 */
final class XenditTransactions {
    private static final String PATH = "/transactions?types=PAYMENT&";
    private static final List<String> FEE_PARTS =
            List.of("xendit_fee", "value_added_tax", "xendit_withholding_tax", "third_party_withholding_tax");

    /** The most that Xendit lists at once. */
    private static final int PAGE = 50;

    private final XenditApi api;

    XenditTransactions(XenditApi api) {
        this.api = api;
    }

    /** The fee once it is final; pending before, and when Xendit does not answer. */
    Future<Outcome> fee(ProviderAccountCredentials account, ChargeReference charge) {
        String paymentId = XenditReference.of(charge).paymentId();
        String query = paymentId == null
                ? "reference_id=" + XenditApi.part(charge.chargeId())
                : "product_id=" + XenditApi.part(paymentId);
        return api.get(account, PATH + query).map(answer -> switch (answer) {
            case ProviderReply.Answered answered -> fee(answered.body(), paymentId, charge);
            case ProviderReply.Failed failed ->
                XenditApi.isOfKey(failed)
                        ? failed.orRejected()
                        : new Outcome.Pending(charge.providerReference(), Map.of());
        });
    }

    /**
     * A payment code outlives its payments and does not show them: the ledger shows whether it was paid.
     *
     * @param otherwise when it was not
     */
    Future<Outcome> paid(ProviderAccountCredentials account, String chargeId, JsonFields request, Outcome otherwise) {
        return api.get(account, PATH + "reference_id=" + XenditApi.part(chargeId))
                .map(answer -> switch (answer) {
                    case ProviderReply.Answered answered -> paid(answered.body(), chargeId, request, otherwise);
                    case ProviderReply.Failed failed -> failed.ofQuestion();
                });
    }

    private static Outcome paid(JsonFields body, String chargeId, JsonFields request, Outcome otherwise) {
        List<JsonFields> all = body.list("data");
        if (all == null) {
            return new Outcome.Unknown("The answer is no list of transactions");
        }
        for (JsonFields transaction : all) {
            if (isPaid(transaction) && chargeId.equals(transaction.text("reference_id"))) {
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
        for (JsonFields transaction : body.all("data")) {
            boolean ours = paymentId == null
                    ? charge.chargeId().equals(transaction.text("reference_id"))
                    : paymentId.equals(transaction.text("product_id"));
            JsonFields fee = transaction.object("fee");
            Long sum = !ours || !fee.status().equals("COMPLETED") ? null : sum(fee, charge);
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

    /**
     * A page of the payments in rupiah: of several currencies one has to be named.
     */
    Future<PaymentList> list(ProviderAccountCredentials account, PaymentList.Query query) {
        String after = query.after();
        String path = "/transactions?types=PAYMENT&statuses=SUCCESS&currency=IDR&limit=" + PAGE
                + "&created%5Bgte%5D=" + XenditApi.part(query.from().toString())
                + "&created%5Blte%5D=" + XenditApi.part(query.to().toString())
                + (after == null ? "" : "&after_id=" + XenditApi.part(after));
        return api.get(account, path).map(answer -> switch (answer) {
            case ProviderReply.Answered answered -> page(answered.body());
            case ProviderReply.Failed failed -> new PaymentList.NotTold(String.valueOf(failed.ofQuestion()));
        });
    }

    private static PaymentList page(JsonFields body) {
        List<JsonFields> lines = body.list("data");
        if (lines == null) {
            return new PaymentList.NotTold("The answer is no list of transactions");
        }
        List<PaymentList.Paid> paid = new ArrayList<>();
        for (JsonFields line : lines) {
            String reference = line.text("reference_id");
            String currency = line.currency();
            Long amount = line.amount("amount", currency);
            if (reference != null && currency != null && amount != null && isPaid(line)) {
                paid.add(new PaymentList.Paid(reference, amount, currency));
            }
        }
        return new PaymentList.Page(paid, next(body, lines));
    }

    /** Checked in spite of the query: a line counts as paid only with a status that says so. */
    static boolean isPaid(JsonFields line) {
        return line.status().equals("SUCCESS") || line.status().equals("SUCCEEDED");
    }

    private static @Nullable String next(JsonFields body, List<JsonFields> lines) {
        boolean hasMore = body.node().path("has_more").asBoolean();
        return hasMore && !lines.isEmpty() ? lines.getLast().id("id") : null;
    }
}
