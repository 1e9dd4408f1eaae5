package com.plugipay.sandbox.paypal;

import com.plugipay.sandbox.kit.BookEntry;
import com.plugipay.sandbox.kit.Records;
import com.plugipay.sandbox.paypal.api.PayPalRefusal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every order, capture and refund, and who may see them. */
public final class PayPalLedger {
    private final InstantSource clock;
    private final Records<PayPalOrder> orders = new Records<>(PayPalOrder::id, PayPalOrder::app);
    private final Records<Capture> captures =
            new Records<>(Capture::id, capture -> capture.order().app());
    private final Records<PayPalRefund> refunds =
            new Records<>(PayPalRefund::id, refund -> refund.capture().order().app());
    private final Map<Invoice, Capture> paidInvoices = new HashMap<>();
    private final Set<Invoice> refundedInvoices = new HashSet<>();

    private record Invoice(String clientId, @Nullable String id) {}

    PayPalLedger(InstantSource clock) {
        this.clock = clock;
    }

    public void add(PayPalOrder order) {
        orders.add(order);
    }

    public void add(Capture capture) {
        captures.add(capture);
        paidInvoices.put(
                new Invoice(capture.order().app().clientId(), capture.order().invoiceId()), capture);
    }

    public void add(PayPalRefund refund) {
        refunds.add(refund);
        refundedInvoices.add(new Invoice(refund.capture().order().app().clientId(), refund.invoiceId()));
    }

    /** An order whose time ran out is gone. */
    public PayPalOrder order(RestApp app, String id) {
        return orders.find(app, id)
                .filter(order -> !order.expired(clock.instant()))
                .orElseThrow(PayPalRefusal::notFound);
    }

    public Capture capture(RestApp app, String id) {
        return captures.find(app, id).orElseThrow(PayPalRefusal::notFound);
    }

    public PayPalRefund refund(RestApp app, String id) {
        return refunds.find(app, id).orElseThrow(PayPalRefusal::notFound);
    }

    /** For the buyer, who needs no key: by the id of the order or of its capture. */
    Optional<PayPalOrder> anybodys(String id) {
        return captures.find(id).map(Capture::order).or(() -> orders.find(id));
    }

    /** Whether the merchant was paid for this invoice already; a payment that was denied does not count. */
    boolean invoiceUsed(RestApp app, String invoiceId) {
        Capture capture = paidInvoices.get(new Invoice(app.clientId(), invoiceId));
        return capture != null && capture.status() != Capture.Status.DECLINED;
    }

    boolean refundInvoiceUsed(RestApp app, String invoiceId) {
        return refundedInvoices.contains(new Invoice(app.clientId(), invoiceId));
    }

    List<BookEntry> books(String provider) {
        Instant now = clock.instant();
        return orders.all().stream().map(order -> entry(provider, order, now)).toList();
    }

    private static BookEntry entry(String provider, PayPalOrder order, Instant now) {
        Capture capture = order.capture();
        Amount asked = order.request().amount();
        Amount paid = capture != null && capture.taken() ? capture.amount() : asked.zero();
        Amount refunded = capture == null ? asked.zero() : capture.refunded();
        return new BookEntry(
                provider,
                order.app().clientId(),
                order.id(),
                Objects.requireNonNullElse(reference(order), ""),
                asked.minor(),
                asked.currency(),
                status(order, capture, now),
                paid.minor(),
                refunded.minor(),
                order.createdAt());
    }

    private static @Nullable String reference(PayPalOrder order) {
        return order.customId() == null ? order.invoiceId() : order.customId();
    }

    /** What there is of the money; EXPIRED is the only word that is not PayPal's, which says nothing of such an order. */
    private static String status(PayPalOrder order, @Nullable Capture capture, Instant now) {
        if (capture != null) {
            return capture.status().name();
        }
        return order.expired(now) ? "EXPIRED" : order.status().name();
    }
}
