package com.plugipay.billing.invoices;

import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.operations.Page;
import com.plugipay.outbox.Change;
import com.plugipay.settlement.SettlementRules;
import com.plugipay.settlement.SettlementState;
import com.plugipay.settlement.SettlementTransaction;
import com.plugipay.settlement.Transition;
import com.plugipay.templates.TemplateKind;
import com.plugipay.templates.TemplateStore;
import io.vertx.core.Future;
import java.util.Objects;
import java.util.function.BiFunction;

/** Invoices over HTTP. */
public final class InvoiceRoutes {
    private final InvoiceStore invoices;
    private final TemplateStore templates;
    private final SettlementTransaction transaction;
    private final SettlementRules rules;

    InvoiceRoutes(
            InvoiceStore invoices, TemplateStore templates, SettlementTransaction transaction, SettlementRules rules) {
        this.invoices = invoices;
        this.templates = templates;
        this.transaction = transaction;
        this.rules = rules;
    }

    public void mount(Operations api) {
        api.post("/invoices", "Create an invoice, as a draft or open")
                .accepts(InvoiceInput.class)
                .returns(201, Invoice.class)
                .handledBy(this::create);
        api.get("/invoices", "List invoices")
                .returnsPage(Invoice.class, "status", "customerId", "subscriptionId")
                .handledBy(this::list);
        api.get("/invoices/:id", "Retrieve an invoice")
                .returns(200, Invoice.class)
                .handledBy(this::retrieve);
        api.post("/invoices/:id/finalize", "Issue a draft under the next number")
                .returns(200, Invoice.class)
                .handledBy(this::issue);
        api.post("/invoices/:id/pay", "Record that the money of an open invoice was received outside of Plugipay")
                .returns(200, Invoice.class)
                .handledBy(this::pay);
        api.post("/invoices/:id/void", "Cancel a draft or an open invoice; its number stays taken")
                .returns(200, Invoice.class)
                .handledBy(this::cancel);
    }

    private Change<Invoice> create(Call<InvoiceInput> call) {
        InvoiceInput input = call.input();
        Invoice draft = InvoiceDraft.byHand(call.tenant(), input, call.now());
        return Change.after(() -> templates
                .require(call.tenant(), TemplateKind.INVOICE, input.templateId())
                .compose(exists -> input.status() == InvoiceInput.InitialStatus.OPEN
                        ? invoices.nextNumber(call.tenant())
                                .map(number -> invoices.insert(call.context(), draft, number))
                        : Future.succeededFuture(invoices.insert(call.context(), draft))));
    }

    private Future<Page<Invoice>> list(Call<Void> call) {
        return invoices.list(call.tenant(), call.listing());
    }

    private Future<Invoice> retrieve(Call<?> call) {
        return invoices.find(call.tenant(), call.id()).map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception));
    }

    private Change<Invoice> issue(Call<Void> call) {
        return Change.after(() -> retrieve(call).compose(invoice -> {
            require(invoice.status() == Invoice.Status.DRAFT && !invoice.isCreditNote(), invoice);
            return invoices.nextNumber(call.tenant()).map(number -> invoices.issue(call.context(), invoice, number));
        }));
    }

    private Change<Invoice> pay(Call<Void> call) {
        return settle(call, (state, payable) -> {
            Invoice invoice = payable.invoice();
            require(invoice.status() == Invoice.Status.OPEN && invoice.paymentId() == null, invoice);
            return rules.receivedByHand(state, call.now());
        });
    }

    private Change<Invoice> cancel(Call<Void> call) {
        return settle(call, (state, payable) -> {
            Invoice invoice = payable.invoice();
            require(!invoice.isOver(call.now()) && invoice.paymentId() == null && !invoice.isCreditNote(), invoice);
            return state.change().payable(payable.with(invoice.voided(call.now()), call.now()));
        });
    }

    private Change<Invoice> settle(Call<Void> call, BiFunction<SettlementState, InvoicePayable, Transition> decision) {
        return transaction.change(
                call.context(),
                call.id(),
                state -> decision.apply(state, invoice(state)),
                transition -> ((InvoicePayable) Objects.requireNonNull(transition.payable())).invoice());
    }

    /** There may be something else to be paid with the id in the path. */
    private static InvoicePayable invoice(SettlementState state) {
        if (state.payable() instanceof InvoicePayable invoice) {
            return invoice;
        }
        throw ErrorCode.NOT_FOUND.exception();
    }

    private static void require(boolean isPossible, Invoice invoice) {
        if (!isPossible) {
            throw refused(invoice);
        }
    }

    private static ApiException refused(Invoice invoice) {
        if (invoice.isCreditNote()) {
            return ErrorCode.CONFLICT.withMessage("The credit note follows its refund.");
        }
        boolean isAwaited = invoice.status() == Invoice.Status.OPEN && invoice.paymentId() != null;
        return ErrorCode.CONFLICT.withMessage(
                isAwaited
                        ? "A payment of the invoice is pending."
                        : "The invoice is " + invoice.status().text() + '.');
    }
}
