package com.plugipay.sandbox.midtrans;

import static com.plugipay.sandbox.kit.api.Jsons.known;
import static com.plugipay.sandbox.kit.api.Jsons.text;
import static com.plugipay.sandbox.kit.api.Jsons.whole;
import static com.plugipay.sandbox.midtrans.MidtransErrors.requirePossible;

import com.plugipay.sandbox.kit.SeededIds;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.midtrans.MidtransPayment.Status;
import io.vertx.core.json.JsonObject;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives money back, at once. The windows that the methods have are not played.
 *
 * @see <a href="https://docs.midtrans.com/reference/refund-transaction">Refund transaction</a>
 */
final class MidtransRefundProcessor {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    /** Between the two notices: the second says that the bank has confirmed. */
    private static final long BANK_MS = 250;

    private final StandInTools tools;
    private final MidtransNotifier notifier;
    private final SeededIds ids;
    private long lastId = 88_000;

    MidtransRefundProcessor(StandInTools tools, MidtransNotifier notifier, SeededIds ids) {
        this.tools = tools;
        this.notifier = notifier;
        this.ids = ids;
    }

    /**
     * Returns the answer, or refuses when nothing can be given back.
     *
     * @param direct whether {@code refund_amount} is all that went back so far, as on that path, or just this
     */
    JsonObject refund(MidtransPayment payment, JsonObject request, boolean direct) {
        String key = key(payment, text(request, "refund_key"));
        requirePossible(payment.channel.refundable());
        requirePossible(payment.status() == Status.SETTLEMENT || payment.status() == Status.PARTIAL_REFUND);
        long amount = amount(payment, request);
        if (payment.refusesRefunds || amount == MidtransStandIn.REFUSED_REFUND) {
            payment.refusesRefunds = false;
            return TransactionView.changed(payment, "202", "Refund denied by the bank");
        }
        lastId++;
        JsonObject refund = known(new JsonObject()
                .put("refund_chargeback_id", lastId)
                .put("refund_amount", MidtransWire.amount(amount))
                .put("created_at", MidtransWire.time(tools.now()))
                .put("refund_key", key)
                .put("refund_method", "online")
                .put("reason", text(request, "reason")));
        payment.add(refund, amount, tools.now());
        notifier.send(payment);
        tools.vertx().setTimer(BANK_MS, ignored -> {
            refund.put("bank_confirmed_at", MidtransWire.time(tools.now()));
            notifier.send(payment);
        });
        return TransactionView.changed(payment, "200", "Success, refund request is approved")
                .put("refund_chargeback_id", lastId)
                .put("refund_amount", MidtransWire.amount(direct ? payment.refunded : amount))
                .put("refund_key", key);
    }

    private String key(MidtransPayment payment, @Nullable String wanted) {
        String key = wanted == null ? ids.uuid() : wanted;
        if (!KEY.matcher(key).matches()) {
            throw MidtransErrors.invalid("refund_key must be letters, digits, - and _");
        }
        if (payment.refunds.stream()
                .anyMatch(refund -> refund.getString("refund_key").equals(key))) {
            throw MidtransErrors.of(406, "Duplicate refund ID");
        }
        return key;
    }

    private static long amount(MidtransPayment payment, JsonObject request) {
        long rest = payment.gross - payment.refunded;
        if (request.getValue("amount") == null) {
            return rest;
        }
        Long amount = whole(request, "amount");
        if (amount == null || amount < 1 || amount > rest) {
            throw MidtransErrors.of(414, "Refund amount is invalid");
        }
        if (amount < payment.gross && !payment.channel.refundableInPart()) {
            throw MidtransErrors.of(412, "Partial refund is not supported for this payment type");
        }
        return amount;
    }
}
