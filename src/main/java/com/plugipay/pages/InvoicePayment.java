package com.plugipay.pages;

import com.plugipay.billing.invoices.Invoice;
import com.plugipay.checkout.ClientInfo;
import com.plugipay.errors.ErrorCode;
import io.vertx.core.Future;

/** How a customer begins to pay an invoice on its page. */
final class InvoicePayment {

    /** Whether an invoice can be paid on its page; its button is shown only then. */
    boolean isPossible(Invoice invoice) {
        return false;
    }

    /**
     * Begins the payment of an open invoice.
     *
     * @return the path of the page on which the customer continues, such as {@code /c/sess_...}; fails with {@code conflict}
     *     when the invoice is not to be paid any more
     */
    Future<String> start(Invoice invoice, ClientInfo client) {
        return Future.failedFuture(ErrorCode.NOT_FOUND.exception());
    }
}
