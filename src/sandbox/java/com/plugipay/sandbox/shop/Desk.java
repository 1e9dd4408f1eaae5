package com.plugipay.sandbox.shop;

import com.plugipay.sandbox.shop.gateway.ShopCheckout;
import com.plugipay.sandbox.shop.gateway.ShopPayment;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The merchant's desk as its page shows it: what waits for a decision, and what is done.
 *
 * <p>Pure: made from the gateway's lists. A session without a payment has none yet, or never will.
 */
public record Desk(List<Entry> open, List<Entry> finished) {

    static Desk of(List<ShopCheckout> open, List<ShopCheckout> finished, Map<String, ShopPayment> paymentBySession) {
        // What the buyer says is paid comes first: somebody waits for it.
        return new Desk(
                entries(open, paymentBySession).stream()
                        .sorted(Comparator.comparing(Entry::claimed).reversed())
                        .toList(),
                entries(finished, paymentBySession));
    }

    private static List<Entry> entries(List<ShopCheckout> sessions, Map<String, ShopPayment> paymentBySession) {
        return sessions.stream()
                .map(session -> new Entry(session, paymentBySession.get(session.id())))
                .toList();
    }

    /** One session with its payment, null while there is none. */
    public record Entry(ShopCheckout session, @Nullable ShopPayment payment) {

        /** The shop's own number for it; the gateway's id for a session that is not from this shop. */
        public String title() {
            String number = session.orderNumber();
            return number == null ? session.id() : number;
        }

        public String amount() {
            return Display.text(session.amount(), session.currency());
        }

        /** Whether the buyer says that the money is on its way. */
        public boolean claimed() {
            return session.reviewPending() || (payment != null && payment.pending());
        }

        public String method() {
            String method = payment == null || payment.method() == null ? session.paymentMethod() : payment.method();
            return method == null ? "not chosen yet" : method.replace('_', ' ');
        }

        /** What arrives after fees; null until the gateway knows. */
        public @Nullable String net() {
            return payment == null || payment.netAmount() == null
                    ? null
                    : Display.text(payment.netAmount(), payment.currency());
        }
    }
}
