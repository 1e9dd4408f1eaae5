package com.plugipay.providers.xendit;

import com.plugipay.providers.PaymentList;
import com.plugipay.providers.kit.JsonFields;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pages of what Xendit's ledger shows as paid, in rupiah: of several currencies one has to be named. See
 * https://docs.xendit.co/apidocs/list-transactions.
 */
final class XenditPaymentList {
    /** The most that it gives at once. */
    private static final int PAGE = 50;

    private XenditPaymentList() {}

    static Future<PaymentList> list(XenditApi api, PaymentList.Query query) {
        String after = query.after();
        String path = "/transactions?types=PAYMENT&statuses=SUCCESS&currency=IDR&limit=" + PAGE
                + "&created%5Bgte%5D=" + XenditApi.part(query.from().toString())
                + "&created%5Blte%5D=" + XenditApi.part(query.to().toString())
                + (after == null ? "" : "&after_id=" + XenditApi.part(after));
        return api.get(path).map(answer -> switch (answer) {
            case XenditReply.Found found -> page(found.body());
            case XenditReply.Failed failed -> new PaymentList.NotTold(String.valueOf(failed.ofQuestion()));
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

    /** Whatever was asked for: money is not taken for paid that the line itself does not call so. */
    static boolean isPaid(JsonFields line) {
        return line.status().equals("SUCCESS") || line.status().equals("SUCCEEDED");
    }

    private static @Nullable String next(JsonFields body, List<JsonFields> lines) {
        boolean hasMore = body.node().path("has_more").asBoolean();
        return hasMore && !lines.isEmpty() ? lines.getLast().id("id") : null;
    }
}
