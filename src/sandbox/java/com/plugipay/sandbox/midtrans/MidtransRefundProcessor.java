package com.plugipay.sandbox.midtrans;

import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.midtrans.api.MidtransRefusal;
import com.plugipay.sandbox.midtrans.api.MidtransWire;
import com.plugipay.sandbox.midtrans.api.TransactionView;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gives money back, at once. The windows that the methods have are not played.
 *
 * @see <a href="https://docs.midtrans.com/reference/refund-transaction">Refund transaction</a>
 */
public final class MidtransRefundProcessor {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    /** Between the two notices: the second says that the bank has confirmed. */
    private static final long BANK_MS = 250;

    private final StandInTools tools;
    private final MidtransNotifier notifier;
    private final MidtransIds ids;

    MidtransRefundProcessor(StandInTools tools, MidtransNotifier notifier, MidtransIds ids) {
        this.tools = tools;
        this.notifier = notifier;
        this.ids = ids;
    }

    /**
     * The answer; throws a {@link MidtransRefusal} when nothing can be given back.
     *
     * @param direct whether {@code refund_amount} is all that went back so far, as on that path, or just this
     */
    public JsonObject refund(MidtransPayment transaction, JsonObject asked, boolean direct) {
        String key = key(transaction, MidtransWire.text(asked, "refund_key"));
        require(transaction.channel().refundable());
        require(transaction.status() == Status.SETTLEMENT || transaction.status() == Status.PARTIAL_REFUND);
        long amount = amount(transaction, asked);
        if (transaction.refusesRefunds() || amount == MidtransStandIn.REFUSED_REFUND) {
            transaction.refuseRefunds(false);
            return TransactionView.outcome(transaction, "202", "Refund denied by the bank");
        }
        MidtransRefund refund = new MidtransRefund(
                ids.refund(),
                key,
                amount,
                MidtransWire.text(asked, "reason"),
                tools.clock().instant(),
                null);
        transaction.add(refund);
        notifier.tell(transaction);
        tools.vertx().setTimer(BANK_MS, ignored -> confirm(transaction, refund));
        return TransactionView.outcome(transaction, "200", "Success, refund request is approved")
                .put("refund_chargeback_id", refund.id())
                .put("refund_amount", MidtransWire.amount(direct ? transaction.refunded() : amount))
                .put("refund_key", key);
    }

    private void confirm(MidtransPayment transaction, MidtransRefund refund) {
        Instant now = tools.clock().instant();
        transaction.confirm(refund, now);
        notifier.tell(transaction);
    }

    private String key(MidtransPayment transaction, @Nullable String asked) {
        String key = asked == null ? ids.uuid() : asked;
        if (!KEY.matcher(key).matches()) {
            throw MidtransRefusal.invalid("refund_key must be letters, digits, - and _");
        }
        if (transaction.refunds().stream().anyMatch(refund -> refund.key().equals(key))) {
            throw new MidtransRefusal(406, "Duplicate refund ID");
        }
        return key;
    }

    private static long amount(MidtransPayment transaction, JsonObject asked) {
        long rest = transaction.gross() - transaction.refunded();
        if (asked.getValue("amount") == null) {
            return rest;
        }
        Long amount = MidtransWire.whole(asked, "amount");
        if (amount == null || amount < 1 || amount > rest) {
            throw new MidtransRefusal(414, "Refund amount is invalid");
        }
        if (amount < transaction.gross() && !transaction.channel().refundableInPart()) {
            throw new MidtransRefusal(412, "Partial refund is not supported for this payment type");
        }
        return amount;
    }

    private static void require(boolean possible) {
        if (!possible) {
            throw MidtransRefusal.notNow();
        }
    }
}
