package com.plugipay.billing.portal;

import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.settings.BillingSettings;
import com.plugipay.billing.subscriptions.BillingFacts;
import com.plugipay.billing.subscriptions.api.UpcomingInvoice;
import com.plugipay.customers.Customer;
import com.plugipay.paymentmethods.StoredPaymentMethod;
import com.plugipay.receipts.PaymentReceipt;
import java.util.List;
import java.util.Optional;

/**
 * What a customer sees in the portal at one moment.
 *
 * @param business the name of the business
 * @param invoices without drafts, the newest first
 * @param receipts the newest first
 * @param methods the active ones, the newest first
 * @param mayAdd whether another payment method can be stored
 */
public record PortalSnapshot(
        PortalVisit visit,
        Customer customer,
        BillingSettings settings,
        String business,
        List<Held> subscriptions,
        List<Invoice> invoices,
        List<PaymentReceipt> receipts,
        List<StoredPaymentMethod> methods,
        boolean mayAdd) {

    /**
     * A subscription of the customer.
     *
     * @param upcoming its next invoice, if there will be one
     * @param offers what it can be changed to
     */
    public record Held(BillingFacts facts, Optional<UpcomingInvoice> upcoming, List<PriceOffer> offers) {
        public boolean can(PortalAction action) {
            return action.isPossible(facts);
        }
    }

    private List<BillingFacts> facts() {
        return subscriptions.stream().map(Held::facts).toList();
    }

    /** Whether the customer's payment methods can be managed. */
    public boolean mayManage() {
        return PortalMethods.mayManage(facts());
    }

    /** Whether this payment method can be removed. */
    public boolean mayRemove(StoredPaymentMethod method) {
        return mayManage() && !PortalMethods.isInUse(customer, facts(), method.id());
    }
}
