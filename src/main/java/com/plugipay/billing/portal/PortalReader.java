package com.plugipay.billing.portal;

import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.billing.plans.Plan;
import com.plugipay.billing.plans.PlanStore;
import com.plugipay.billing.plans.PortalFeatures;
import com.plugipay.billing.portal.PortalSnapshot.Held;
import com.plugipay.billing.settings.BillingSettings;
import com.plugipay.billing.settings.BillingSettingsStore;
import com.plugipay.billing.subscriptions.BillingFacts;
import com.plugipay.billing.subscriptions.api.SubscriptionActions;
import com.plugipay.billing.subscriptions.api.UpcomingInvoice;
import com.plugipay.customers.Customer;
import com.plugipay.customers.CustomerStore;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Listing;
import com.plugipay.paymentmethods.PaymentMethodStore;
import com.plugipay.paymentmethods.StoredPaymentMethod;
import com.plugipay.providers.accounts.ConnectedMethods;
import com.plugipay.receipts.PaymentReceipt;
import com.plugipay.receipts.ReceiptStore;
import com.plugipay.workspaces.WorkspaceNames;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a customer sees in the portal. */
final class PortalReader {
    private static final int MOST_SUBSCRIPTIONS = 50;
    private static final int MOST_INVOICES = 24;
    private static final int MOST_RECEIPTS = 24;
    private static final int MOST_PLANS = 50;

    /** The currency of whoever has neither a subscription nor an invoice. */
    private static final String RUPIAH = "IDR";

    private final SubscriptionActions actions;
    private final InvoiceStore invoices;
    private final ReceiptStore receipts;
    private final PlanStore plans;
    private final CustomerStore customers;
    private final PaymentMethodStore methods;
    private final ConnectedMethods connected;
    private final BillingSettingsStore settings;
    private final WorkspaceNames names;

    PortalReader(
            SubscriptionActions actions,
            InvoiceStore invoices,
            ReceiptStore receipts,
            PlanStore plans,
            CustomerStore customers,
            PaymentMethodStore methods,
            ConnectedMethods connected,
            BillingSettingsStore settings,
            WorkspaceNames names) {
        this.actions = actions;
        this.invoices = invoices;
        this.receipts = receipts;
        this.plans = plans;
        this.customers = customers;
        this.methods = methods;
        this.connected = connected;
        this.settings = settings;
        this.names = names;
    }

    /** Everything at once. */
    Future<PortalSnapshot> snapshot(PortalVisit visit, Instant now) {
        Future<Customer> customer = customer(visit);
        Future<BillingSettings> billing = settings.of(visit.tenant());
        Future<String> name = names.of(visit.workspaceId());
        Future<List<Invoice>> issued = issued(visit);
        Future<List<PaymentReceipt>> received = receipts.newest(visit.tenant(), visit.customerId(), MOST_RECEIPTS);
        Future<List<StoredPaymentMethod>> stored = methods.active(visit.tenant(), visit.customerId());
        Future<List<BillingFacts>> subscriptions = subscriptions(visit, now);
        Future<List<Plan>> onSale = subscriptions.compose(found -> onSale(visit, found));
        Future<Boolean> mayAdd = subscriptions.compose(found -> mayAdd(visit, found));
        return Future.all(List.of(customer, billing, name, issued, received, stored, onSale, mayAdd))
                .map(all -> new PortalSnapshot(
                        visit,
                        customer.result(),
                        billing.result(),
                        Objects.requireNonNullElse(billing.result().businessName(), name.result()),
                        subscriptions.result().stream()
                                .map(facts -> new Held(facts, upcoming(facts), PriceOffer.of(facts, onSale.result())))
                                .toList(),
                        issued.result(),
                        received.result(),
                        stored.result(),
                        mayAdd.result()));
    }

    /** A receipt of the customer. */
    Future<PaymentReceipt> receipt(PortalVisit visit, String id) {
        return receipts.find(visit.tenant(), id)
                .map(found -> found.filter(receipt -> visit.customerId().equals(receipt.customerId()))
                        .orElseThrow(ErrorCode.NOT_FOUND::exception));
    }

    /** The customer of a visit. */
    Future<Customer> customer(PortalVisit visit) {
        return customers
                .find(visit.tenant(), visit.customerId())
                .map(found -> found.orElseThrow(ErrorCode.GONE::exception));
    }

    /** The subscriptions of the customer; those that are not over first, then the newest first. */
    Future<List<BillingFacts>> subscriptions(PortalVisit visit, Instant now) {
        return actions.ofCustomer(visit.tenant(), visit.customerId(), MOST_SUBSCRIPTIONS, now)
                .map(found -> found.stream()
                        .sorted((one, other) -> Boolean.compare(
                                PortalAction.isLive(other.subscription()), PortalAction.isLive(one.subscription())))
                        .toList());
    }

    /** In which the customer pays. */
    Future<String> currency(PortalVisit visit, List<BillingFacts> subscriptions) {
        return subscriptions.isEmpty()
                ? issued(visit)
                        .map(found ->
                                found.isEmpty() ? RUPIAH : found.getFirst().currency())
                : Future.succeededFuture(
                        subscriptions.getFirst().present().price().currency());
    }

    private Future<Boolean> mayAdd(PortalVisit visit, List<BillingFacts> subscriptions) {
        return PortalMethods.mayAdd(subscriptions)
                ? currency(visit, subscriptions)
                        .compose(currency -> connected.storable(visit.tenant(), 0, currency))
                        .map(storable -> !storable.isEmpty())
                : Future.succeededFuture(false);
    }

    private Future<List<Invoice>> issued(PortalVisit visit) {
        return invoices.list(visit.tenant(), Listing.newest(MOST_INVOICES, "customerId", visit.customerId()))
                .map(page -> page.items().stream()
                        .filter(invoice -> invoice.status() != Invoice.Status.DRAFT)
                        .toList());
    }

    private Future<List<Plan>> onSale(PortalVisit visit, List<BillingFacts> subscriptions) {
        Set<String> currencies = subscriptions.stream()
                .filter(facts -> mayChange(facts.present().plan().portalFeatures()))
                .map(facts -> facts.present().price().currency())
                .collect(Collectors.toSet());
        return currencies.isEmpty()
                ? Future.succeededFuture(List.of())
                : plans.onSale(visit.tenant(), currencies, MOST_PLANS);
    }

    private static boolean mayChange(PortalFeatures features) {
        return features.selfServeUpgrade() || features.selfServeDowngrade();
    }

    private static Optional<UpcomingInvoice> upcoming(BillingFacts facts) {
        try {
            return UpcomingInvoice.of(facts);
        } catch (ApiException notBillable) {
            return Optional.empty();
        }
    }
}
