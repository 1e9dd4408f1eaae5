package com.plugipay.sandbox.xendit;

import com.plugipay.sandbox.kit.BookEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What can be done from the control page, and what the books say. Knows sessions, payment requests and refunds. */
public final class XenditBuyerActions {
    private static final String REFUSE_REFUND = "refuse_refund";

    private final XenditLedger ledger;
    private final XenditPaymentProcessor processor;
    private final XenditRefundProcessor refunds;

    XenditBuyerActions(XenditLedger ledger, XenditPaymentProcessor processor, XenditRefundProcessor refunds) {
        this.ledger = ledger;
        this.processor = processor;
        this.refunds = refunds;
    }

    void act(String id, String action) {
        @Nullable Checkout checkout = ledger.checkout(id);
        @Nullable PaymentRequest request = ledger.request(id);
        @Nullable XenditRefund refund = ledger.refund(id);
        if (checkout != null) {
            act(checkout, action);
        } else if (request != null) {
            act(request, action);
        } else if (refund != null) {
            act(refund, action);
        } else {
            throw new IllegalArgumentException("There is nothing named " + id);
        }
    }

    private void act(Checkout checkout, String action) {
        switch (action) {
            case "expire" -> {
                refuse(!checkout.open(), "expire", checkout.status().name());
                processor.expire(checkout);
            }
            case "pay", "fail", "decline" -> {
                refuse(
                        checkout.status() == Checkout.Status.COMPLETED,
                        action,
                        checkout.status().name());
                refuse(
                        checkout.status() == Checkout.Status.CANCELED,
                        action,
                        checkout.status().name());
                act(processor.payable(checkout), action);
            }
            case REFUSE_REFUND ->
                checkout.paidBy()
                        .orElseThrow(() -> new IllegalArgumentException("This is not paid"))
                        .refuseNextRefund();
            default -> throw unknown(action);
        }
    }

    private void act(PaymentRequest request, String action) {
        switch (action) {
            case "pay" -> processor.pay(request, PaymentIssuers.usual(request.channel()));
            case "fail", "decline" -> processor.decline(request, failure(request.channel()));
            case "expire" -> {
                refuse(!request.open(), "expire", request.status().name());
                processor.expire(request);
            }
            case REFUSE_REFUND -> request.refuseNextRefund();
            default -> throw unknown(action);
        }
    }

    private void act(XenditRefund refund, String action) {
        refuse(
                refund.status() != XenditRefund.Status.PENDING,
                action,
                refund.status().name());
        switch (action) {
            case "pay" -> refunds.close(refund, XenditRefund.Status.SUCCEEDED);
            case "fail", "decline" -> refunds.close(refund, XenditRefund.Status.FAILED);
            default -> throw unknown(action);
        }
    }

    /** Why a buyer's payment of this kind fails, most of the time. */
    public static String failure(XenditChannelCode channel) {
        return switch (channel.kind) {
            case EWALLET -> "USER_DECLINED_PAYMENT";
            case CARDS -> "DECLINED_BY_ISSUER";
            case QR_CODE, VIRTUAL_ACCOUNT, RETAIL_OUTLET -> "CHANNEL_UNAVAILABLE";
        };
    }

    List<String> actions(BookEntry entry) {
        return switch (entry.status()) {
            case "SUCCEEDED", "COMPLETED" -> List.of(REFUSE_REFUND);
            case "CANCELED", "FAILED" -> List.of();
            case "EXPIRED" -> List.of("pay");
            default -> List.of("pay", "fail", "expire");
        };
    }

    /** Hosted pages, and payment requests that were asked for without one. */
    List<BookEntry> books() {
        List<BookEntry> books = new ArrayList<>();
        ledger.checkouts().forEach(checkout -> books.add(entry(checkout)));
        ledger.requests().stream()
                .filter(request -> request.checkout() == null)
                .forEach(request -> books.add(entry(request)));
        return books;
    }

    private BookEntry entry(Checkout checkout) {
        List<PaymentRequest> requests = ledger.requests(checkout);
        return new BookEntry(
                XenditStandIn.NAME,
                checkout.account().businessId(),
                checkout.id(),
                checkout.asked().reference(),
                checkout.asked().amount(),
                checkout.asked().currency(),
                checkout.status().name(),
                requests.stream().mapToLong(PaymentRequest::paid).sum(),
                requests.stream()
                        .mapToLong(request -> ledger.refunded(request, false))
                        .sum(),
                checkout.createdAt());
    }

    private BookEntry entry(PaymentRequest request) {
        return new BookEntry(
                XenditStandIn.NAME,
                request.account().businessId(),
                request.id(),
                request.asked().reference(),
                request.asked().amount(),
                request.asked().currency(),
                request.status().name(),
                request.paid(),
                ledger.refunded(request, false),
                request.createdAt());
    }

    private static void refuse(boolean refused, String action, String status) {
        if (refused) {
            throw new IllegalArgumentException("A buyer cannot " + action + " what is " + status);
        }
    }

    private static IllegalArgumentException unknown(String action) {
        return new IllegalArgumentException("A buyer cannot " + action);
    }
}
