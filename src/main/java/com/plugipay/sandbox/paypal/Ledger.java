package com.plugipay.sandbox.paypal;

import com.plugipay.sandbox.standins.BookEntry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every order, capture and refund, and who may see them. */
final class Ledger {
    private final InstantSource clock;
    private final Map<String, Order> orders = new LinkedHashMap<>();
    private final Map<String, Capture> captures = new LinkedHashMap<>();
    private final Map<String, Refund> refunds = new LinkedHashMap<>();
    private final Map<Invoice, Capture> paidInvoices = new HashMap<>();
    private final Set<Invoice> refundedInvoices = new HashSet<>();

    private record Invoice(String clientId, @Nullable String id) {}

    Ledger(InstantSource clock) {
        this.clock = clock;
    }

    void add(Order order) {
        orders.put(order.id(), order);
    }

    void add(Capture capture) {
        captures.put(capture.id(), capture);
        paidInvoices.put(
                new Invoice(capture.order().app().clientId(), capture.order().invoiceId()), capture);
    }

    void add(Refund refund) {
        refunds.put(refund.id(), refund);
        refundedInvoices.add(new Invoice(refund.capture().order().app().clientId(), refund.invoiceId()));
    }

    /** An order whose time ran out is gone. */
    Order order(RestApp app, String id) {
        Order order = orders.get(id);
        if (order == null || !order.app().equals(app) || order.expired(clock.instant())) {
            throw Refusal.notFound();
        }
        return order;
    }

    Capture capture(RestApp app, String id) {
        Capture capture = captures.get(id);
        if (capture == null || !capture.order().app().equals(app)) {
            throw Refusal.notFound();
        }
        return capture;
    }

    Refund refund(RestApp app, String id) {
        Refund refund = refunds.get(id);
        if (refund == null || !refund.capture().order().app().equals(app)) {
            throw Refusal.notFound();
        }
        return refund;
    }

    /** For the buyer, who needs no key: by the id of the order or of its capture. */
    Optional<Order> anybodys(String id) {
        Capture capture = captures.get(id);
        return Optional.ofNullable(capture == null ? orders.get(id) : capture.order());
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
        return orders.values().stream()
                .map(order -> entry(provider, order, now))
                .toList();
    }

    private static BookEntry entry(String provider, Order order, Instant now) {
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

    private static @Nullable String reference(Order order) {
        return order.customId() == null ? order.invoiceId() : order.customId();
    }

    /** What there is of the money; EXPIRED is the only word that is not PayPal's, which says nothing of such an order. */
    private static String status(Order order, @Nullable Capture capture, Instant now) {
        if (capture != null) {
            return capture.status().name();
        }
        return order.expired(now) ? "EXPIRED" : order.status().name();
    }
}
