package com.plugipay.providers.xendit;

import com.plugipay.money.Currencies;
import com.plugipay.providers.ChargeReference;
import com.plugipay.providers.Outcome;
import com.plugipay.providers.PaymentList;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.kit.JsonFields;
import com.plugipay.providers.kit.ProviderReply;
import com.plugipay.providers.kit.UrlPart;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Xendit's ledger: payments, their fees, and whether a payment code was paid. Needs a key that may read transactions. See
 * https://docs.xendit.co/apidocs/list-transactions.
 */
final class XenditTransactions {
    private static final String PATH = "/transactions?types=PAYMENT&";
    private static final List<String> FEE_PARTS =
            List.of("xendit_fee", "value_added_tax", "xendit_withholding_tax", "third_party_withholding_tax");

    /** The most lines that Xendit gives at once. */
    private static final int PAGE = 50;

    private final XenditApi api;

    XenditTransactions(XenditApi api) {
        this.api = api;
    }

    /** Queries the fee; pending while it is not final, and when Xendit does not answer. */
    Future<Outcome> fee(ProviderAccountCredentials account, ChargeReference charge) {
        String paymentId = XenditReference.of(charge).paymentId();
        String query = paymentId == null
                ? "reference_id=" + UrlPart.encode(charge.chargeId())
                : "product_id=" + UrlPart.encode(paymentId);
        return api.get(account, PATH + query).map(answer -> switch (answer) {
            case ProviderReply.Answered answered -> fee(answered.body(), paymentId, charge);
            case ProviderReply.Failed failed ->
                failed.isAccessRefused()
                        ? failed.rejectedIfRefused()
                        : new Outcome.Pending(charge.providerReference(), Map.of());
        });
    }

    /**
     * Queries whether a payment code was paid. The code itself does not show its payments.
     *
     * @param unpaid the outcome when it was not paid
     */
    Future<Outcome> paid(ProviderAccountCredentials account, String chargeId, JsonFields request, Outcome unpaid) {
        return api.get(account, PATH + "reference_id=" + UrlPart.encode(chargeId))
                .map(answer -> switch (answer) {
                    case ProviderReply.Answered answered -> paid(answered.body(), chargeId, request, unpaid);
                    case ProviderReply.Failed failed -> failed.queryOutcome();
                });
    }

    private static Outcome paid(JsonFields body, String chargeId, JsonFields request, Outcome unpaid) {
        List<JsonFields> all = body.list("data");
        if (all == null) {
            return new Outcome.Unknown("The answer is not a list of transactions");
        }
        for (JsonFields transaction : all) {
            if (isPaid(transaction) && chargeId.equals(transaction.text("reference_id"))) {
                return paid(transaction, request);
            }
        }
        return unpaid;
    }

    private static Outcome paid(JsonFields transaction, JsonFields request) {
        String currency = transaction.currency();
        Map<String, Object> data = new HashMap<>(XenditReference.data(request));
        String paymentId = transaction.id("product_id");
        if (paymentId != null) {
            data.put(XenditReference.PAYMENT, paymentId);
        }
        return Outcome.succeeded(
                request.id("payment_request_id"), transaction.amount("amount", currency), currency, data);
    }

    private static Outcome fee(JsonFields body, @Nullable String paymentId, ChargeReference charge) {
        for (JsonFields transaction : body.all("data")) {
            boolean isOfCharge = paymentId == null
                    ? charge.chargeId().equals(transaction.text("reference_id"))
                    : paymentId.equals(transaction.text("product_id"));
            JsonFields fee = transaction.object("fee");
            Long sum = !isOfCharge || !fee.status().equals("COMPLETED") ? null : sum(fee, charge);
            if (sum != null) {
                return new Outcome.Succeeded(
                        charge.providerReference(), charge.amount(), charge.currency(), sum, Map.of());
            }
        }
        return new Outcome.Pending(charge.providerReference(), Map.of());
    }

    /** Adds the parts and rounds once, because each part may have more decimals than the rupiah. */
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

    /** Lists a page of the payments in rupiah: Xendit takes one currency at a time. */
    Future<PaymentList> list(ProviderAccountCredentials account, PaymentList.Query query) {
        String after = query.after();
        String path = "/transactions?types=PAYMENT&statuses=SUCCESS&currency=IDR&limit=" + PAGE
                + "&created%5Bgte%5D=" + UrlPart.encode(query.from().toString())
                + "&created%5Blte%5D=" + UrlPart.encode(query.to().toString())
                + (after == null ? "" : "&after_id=" + UrlPart.encode(after));
        return api.get(account, path).map(answer -> switch (answer) {
            case ProviderReply.Answered answered -> page(answered.body());
            case ProviderReply.Failed failed -> new PaymentList.Unavailable(String.valueOf(failed.queryOutcome()));
        });
    }

    private static PaymentList page(JsonFields body) {
        List<JsonFields> lines = body.list("data");
        if (lines == null) {
            return new PaymentList.Unavailable("The answer is not a list of transactions");
        }
        List<PaymentList.Paid> paid = new ArrayList<>();
        for (JsonFields line : lines) {
            String reference = line.text("reference_id");
            String currency = line.currency();
            Long amount = line.amount("amount", currency);
            if (reference != null && currency != null && amount != null && isPaid(line)) {
                String id = XenditReference.plugipayId(line);
                paid.add(new PaymentList.Paid(id == null ? reference : id, amount, currency));
            }
        }
        return new PaymentList.Page(paid, next(body, lines));
    }

    /** Whether a line is a payment that succeeded; checked although the query asks only for such lines. */
    static boolean isPaid(JsonFields line) {
        return line.status().equals("SUCCESS") || line.status().equals("SUCCEEDED");
    }

    private static @Nullable String next(JsonFields body, List<JsonFields> lines) {
        boolean hasMore = body.node().path("has_more").asBoolean();
        return hasMore && !lines.isEmpty() ? lines.getLast().id("id") : null;
    }
}
