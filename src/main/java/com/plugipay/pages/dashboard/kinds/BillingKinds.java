package com.plugipay.pages.dashboard.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.plans.Plan;
import com.plugipay.billing.subscriptions.Subscription;
import com.plugipay.checkout.CheckoutSession;
import com.plugipay.customers.Customer;
import com.plugipay.pages.dashboard.DashboardTexts;
import com.plugipay.pages.dashboard.objects.Action;
import com.plugipay.pages.dashboard.objects.Input;
import com.plugipay.pages.dashboard.objects.InputType;
import com.plugipay.pages.dashboard.objects.ObjectKind;
import com.plugipay.pages.dashboard.objects.ObjectKind.Nothing;
import com.plugipay.pages.dashboard.view.Cell;
import com.plugipay.payments.Payment;
import com.plugipay.receipts.PaymentReceipt;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.stream.Collectors;

/** How customers and what they are billed for are shown. */
public final class BillingKinds {
    private static final int LINES_OF_A_FORM = 50;

    private final ObjectKind<Payment> payments;
    private final ObjectKind<CheckoutSession> sessions;

    public BillingKinds(ObjectKind<Payment> payments, ObjectKind<CheckoutSession> sessions) {
        this.payments = payments;
        this.sessions = sessions;
    }

    public ObjectKind<Customer> customers() {
        return new ObjectKind<>("customers", Customer.class, Customer::id)
                .column("name", (customer, texts) -> Cell.text(customer.name()))
                .column("email", (customer, texts) -> Cell.text(customer.email()))
                .column("phone", (customer, texts) -> Cell.text(customer.phone()))
                .column("externalId", (customer, texts) -> Cell.code(customer.externalId()))
                .column("createdAt", (customer, texts) -> texts.time(customer.createdAt()))
                .title((customer, texts) -> customer.name() != null
                        ? customer.name()
                        : customer.email() != null ? customer.email() : customer.id())
                .fact("email", (customer, texts) -> Cell.text(customer.email()))
                .fact("phone", (customer, texts) -> Cell.text(customer.phone()))
                .fact("externalId", (customer, texts) -> Cell.code(customer.externalId()))
                .fact("taxId", (customer, texts) -> Cell.code(customer.taxId()))
                .fact("createdAt", (customer, texts) -> texts.time(customer.createdAt()))
                .related("payments", "/payments", "customerId", Customer::id, payments)
                .related("subscriptions", "/subscriptions", "customerId", Customer::id, subscriptions())
                .related("invoices", "/invoices", "customerId", Customer::id, invoices())
                .related("sessions", "/checkout-sessions", "customerId", Customer::id, sessions)
                .action(Action.<Customer>of("edit", HttpMethod.PATCH, "/customers/:id")
                        .with(Input.<Customer>optional("name", InputType.TEXT).from(Customer::name))
                        .with(Input.<Customer>optional("email", InputType.EMAIL).from(Customer::email))
                        .with(Input.<Customer>optional("phone", InputType.PHONE).from(Customer::phone))
                        .with(Input.<Customer>optional("externalId", InputType.TEXT)
                                .from(Customer::externalId))
                        .with(Input.<Customer>optional("taxId", InputType.TEXT).from(Customer::taxId)))
                .action(Action.<Customer>of("delete", HttpMethod.DELETE, "/customers/:id")
                        .dangerous())
                .created(Action.<Nothing>post("create", "/customers")
                        .with(Input.optional("name", InputType.TEXT))
                        .with(Input.optional("email", InputType.EMAIL))
                        .with(Input.optional("phone", InputType.PHONE))
                        .with(Input.optional("externalId", InputType.TEXT))
                        .with(Input.optional("taxId", InputType.TEXT)));
    }

    public ObjectKind<Plan> plans() {
        return new ObjectKind<>("plans", Plan.class, Plan::id)
                .column("name", (plan, texts) -> Cell.text(plan.name()))
                .column("price", (plan, texts) -> Cell.money(prices(plan, texts)))
                .column("active", (plan, texts) -> texts.state(plan.active() ? "active" : "archived"))
                .column("createdAt", (plan, texts) -> texts.time(plan.createdAt()))
                .title((plan, texts) -> plan.name())
                .state((plan, texts) -> texts.state(plan.active() ? "active" : "archived"))
                .fact("price", (plan, texts) -> Cell.money(prices(plan, texts)))
                .fact("trialDays", (plan, texts) -> Cell.text(String.valueOf(plan.trialDays())))
                .fact("description", (plan, texts) -> Cell.text(plan.description()))
                .fact("createdAt", (plan, texts) -> texts.time(plan.createdAt()))
                .related("subscriptions", "/subscriptions", "planId", Plan::id, subscriptions())
                .action(Action.<Plan>of("edit", HttpMethod.PATCH, "/plans/:id")
                        .with(Input.<Plan>required("name", InputType.TEXT).from(Plan::name))
                        .with(Input.<Plan>optional("description", InputType.TEXT)
                                .from(Plan::description)))
                .action(Action.<Plan>post("archive", "/plans/:id/archive")
                        .when(Plan::active)
                        .dangerous())
                .created(Action.<Nothing>post("create", "/plans")
                        .with(Input.required("name", InputType.TEXT))
                        .with(Input.choice("currency", KindInputs.currencies()))
                        .with(Input.required("amount", InputType.AMOUNT))
                        .with(Input.choice("interval", "month", "year", "week", "day"))
                        .with(Input.optional("trialDays", InputType.NUMBER))
                        .with(Input.optional("description", InputType.TEXT)));
    }

    private static String prices(Plan plan, DashboardTexts texts) {
        return plan.prices().stream()
                .filter(price -> price.active() && price.unitAmount() != null)
                .map(price -> texts.get(
                        "price." + plan.interval().text(),
                        texts.money(price.unitAmount(), price.currency()),
                        plan.intervalCount()))
                .collect(Collectors.joining(", "));
    }

    public ObjectKind<Subscription> subscriptions() {
        return new ObjectKind<>("subscriptions", Subscription.class, Subscription::id)
                .column("customerId", (subscription, texts) -> Cell.code(subscription.customerId()))
                .column(
                        "status",
                        (subscription, texts) ->
                                texts.state(subscription.status().text()))
                .column("planId", (subscription, texts) -> Cell.code(subscription.planId()))
                .column("currentPeriodEnd", (subscription, texts) -> texts.time(subscription.currentPeriodEnd()))
                .column("createdAt", (subscription, texts) -> texts.time(subscription.createdAt()))
                .state((subscription, texts) ->
                        texts.state(subscription.status().text()))
                .fact("customerId", (subscription, texts) -> Cell.link("customers", subscription.customerId()))
                .fact("planId", (subscription, texts) -> Cell.link("plans", subscription.planId()))
                .fact("quantity", (subscription, texts) -> Cell.text(String.valueOf(subscription.quantity())))
                .fact(
                        "collectionMethod",
                        (subscription, texts) -> Cell.text(texts.choice(
                                "collectionMethod",
                                subscription.collectionMethod().text())))
                .fact("currentPeriodStart", (subscription, texts) -> texts.time(subscription.currentPeriodStart()))
                .fact("currentPeriodEnd", (subscription, texts) -> texts.time(subscription.currentPeriodEnd()))
                .fact("trialEnd", (subscription, texts) -> texts.time(subscription.trialEnd()))
                .fact("cancelAt", (subscription, texts) -> texts.time(subscription.cancelAt()))
                .fact("pausedAt", (subscription, texts) -> texts.time(subscription.pausedAt()))
                .fact("createdAt", (subscription, texts) -> texts.time(subscription.createdAt()))
                .related("invoices", "/invoices", "subscriptionId", Subscription::id, invoices())
                .action(Action.<Subscription>post("pause", "/subscriptions/:id/pause")
                        .when(each -> each.status() == Subscription.Status.ACTIVE)
                        .with(Input.optional("resumeAt", InputType.DAY)))
                .action(Action.<Subscription>post("resume", "/subscriptions/:id/resume")
                        .when(each -> each.status() == Subscription.Status.PAUSED))
                .action(Action.<Subscription>post("reactivate", "/subscriptions/:id/reactivate")
                        .when(Subscription::cancelAtPeriodEnd))
                .action(Action.<Subscription>post("cancel", "/subscriptions/:id/cancel")
                        .when(each -> each.canceledAt() == null)
                        .with(Input.choice("at", "period_end", "now"))
                        .dangerous())
                .created(Action.<Nothing>post("create", "/subscriptions")
                        .with(Input.required("customerId", InputType.CUSTOMER))
                        .with(Input.required("planId", InputType.TEXT))
                        .with(Input.optional("quantity", InputType.NUMBER))
                        .with(Input.optional("trialDays", InputType.NUMBER))
                        .with(Input.choice("collectionMethod", "send_invoice", "charge_automatically")));
    }

    public ObjectKind<Invoice> invoices() {
        Action<Nothing> creation = Action.<Nothing>post("create", "/invoices")
                .with(Input.required("customerId", InputType.CUSTOMER))
                .with(Input.choice("currency", KindInputs.currencies()));
        for (int line = 0; line < LINES_OF_A_FORM; line++) {
            String path = "lines/" + line + '/';
            boolean isFirst = line == 0;
            creation.with(new Input<>(path + "description", InputType.TEXT, isFirst, nothing -> null, List.of()))
                    .with(new Input<>(
                            path + "quantity", InputType.NUMBER, isFirst, nothing -> isFirst ? "1" : null, List.of()))
                    .with(new Input<>(path + "unitAmount", InputType.AMOUNT, isFirst, nothing -> null, List.of()));
        }
        creation.with(Input.optional("dueAt", InputType.DAY))
                .with(Input.choice("status", "open", "draft"))
                .with(Input.optional("memo", InputType.LONG_TEXT))
                .completedBy((nothing, body) -> {
                    // Rows that were left empty between others.
                    if (body.path("lines") instanceof ArrayNode lines) {
                        lines.removeIf(JsonNode::isNull);
                    }
                });
        return new ObjectKind<>("invoices", Invoice.class, Invoice::id)
                .column("number", (invoice, texts) -> Cell.code(invoice.number()))
                .column("total", (invoice, texts) -> texts.amount(invoice.total(), invoice.currency()))
                .column(
                        "status",
                        (invoice, texts) -> texts.state(invoice.status().text()))
                .column("customerId", (invoice, texts) -> Cell.code(invoice.customerId()))
                .column("dueAt", (invoice, texts) -> texts.time(invoice.dueAt()))
                .column("createdAt", (invoice, texts) -> texts.time(invoice.createdAt()))
                .title((invoice, texts) -> invoice.number() == null
                        ? texts.money(invoice.total(), invoice.currency())
                        : invoice.number() + " · " + texts.money(invoice.total(), invoice.currency()))
                .state((invoice, texts) -> texts.state(invoice.status().text()))
                .shared(invoice -> invoice.status() == Invoice.Status.OPEN ? invoice.hostedInvoiceUrl() : null)
                .file("invoice.pdf", invoice -> "/v1/invoices/" + invoice.id() + "/invoice.pdf")
                .fact("customerId", (invoice, texts) -> Cell.link("customers", invoice.customerId()))
                .fact("subscriptionId", (invoice, texts) -> Cell.link("subscriptions", invoice.subscriptionId()))
                .fact(
                        "lines",
                        (invoice, texts) -> Cell.text(invoice.lines().stream()
                                .map(line -> line.quantity() + " × " + line.description())
                                .collect(Collectors.joining("; "))))
                .fact("subtotal", (invoice, texts) -> texts.amount(invoice.subtotal(), invoice.currency()))
                .fact("discount", (invoice, texts) -> texts.amount(invoice.discount(), invoice.currency()))
                .fact("tax", (invoice, texts) -> texts.amount(invoice.tax(), invoice.currency()))
                .fact("amountDue", (invoice, texts) -> texts.amount(invoice.amountDue(), invoice.currency()))
                .fact("paymentId", (invoice, texts) -> Cell.link("payments", invoice.paymentId()))
                .fact("dueAt", (invoice, texts) -> texts.time(invoice.dueAt()))
                .fact("paidAt", (invoice, texts) -> texts.time(invoice.paidAt()))
                .fact("memo", (invoice, texts) -> Cell.text(invoice.memo()))
                .fact("createdAt", (invoice, texts) -> texts.time(invoice.createdAt()))
                .action(Action.<Invoice>post("finalize", "/invoices/:id/finalize")
                        .when(invoice -> invoice.status() == Invoice.Status.DRAFT))
                .action(Action.<Invoice>post("send", "/invoices/:id/send")
                        .when(invoice -> invoice.status() == Invoice.Status.OPEN))
                .action(Action.<Invoice>post("pay", "/invoices/:id/pay")
                        .when(invoice -> invoice.status() == Invoice.Status.OPEN)
                        .dangerous())
                .action(Action.<Invoice>post("void", "/invoices/:id/void")
                        .when(invoice ->
                                invoice.status() == Invoice.Status.DRAFT || invoice.status() == Invoice.Status.OPEN)
                        .dangerous())
                .created(creation);
    }

    public ObjectKind<PaymentReceipt> receipts() {
        return new ObjectKind<>("receipts", PaymentReceipt.class, PaymentReceipt::id)
                .column("number", (receipt, texts) -> Cell.code(receipt.number()))
                .column("amount", (receipt, texts) -> texts.amount(receipt.amount(), receipt.currency()))
                .column("method", (receipt, texts) -> texts.method(receipt.method()))
                .column("issuedAt", (receipt, texts) -> texts.time(receipt.issuedAt()))
                .title((receipt, texts) -> receipt.number() == null
                        ? texts.money(receipt.amount(), receipt.currency())
                        : receipt.number() + " · " + texts.money(receipt.amount(), receipt.currency()))
                .file("receipt.pdf", receipt -> "/v1/receipts/" + receipt.id() + "/receipt.pdf")
                .fact("paymentId", (receipt, texts) -> Cell.link("payments", receipt.paymentId()))
                .fact("customerId", (receipt, texts) -> Cell.link("customers", receipt.customerId()))
                .fact("method", (receipt, texts) -> texts.method(receipt.method()))
                .fact("emailedTo", (receipt, texts) -> Cell.text(receipt.emailedTo()))
                .fact("issuedAt", (receipt, texts) -> texts.time(receipt.issuedAt()))
                .action(Action.<PaymentReceipt>post("email", "/receipts/:id/email")
                        .with(Input.optional("to", InputType.EMAIL)));
    }
}
