package com.plugipay.documents;

import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.mail.Mail;
import com.plugipay.mail.MailAddress;
import com.plugipay.mail.MailKind;
import com.plugipay.mail.MailStore;
import com.plugipay.mail.SmtpConfig;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.outbox.Write;
import com.plugipay.receipts.PaymentReceipt;
import com.plugipay.receipts.ReceiptStore;
import com.plugipay.templates.TemplateConfig;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The mailing of invoices and receipts over HTTP: a mail is a row of the change, and is sent right after it. */
final class MailingRoutes {
    private final InvoiceStore invoices;
    private final ReceiptStore receipts;
    private final Letterheads letterheads;
    private final SmtpConfig mailServer;

    MailingRoutes(InvoiceStore invoices, ReceiptStore receipts, Letterheads letterheads, SmtpConfig mailServer) {
        this.invoices = invoices;
        this.receipts = receipts;
        this.letterheads = letterheads;
        this.mailServer = mailServer;
    }

    void mount(Operations api) {
        api.post("/invoices/:id/send", "Tell that an invoice is sent, and mail it if its customer has an address")
                .returns(200, Invoice.class)
                .handledBy(this::send);
        api.post("/invoices/:id/send-email", "Mail an invoice with its PDF")
                .accepts(SendEmailInput.class)
                .returns(200, SentEmail.class)
                .handledBy(this::emailInvoice);
        api.post("/receipts/:id/email", "Mail a receipt with its PDF")
                .accepts(SendEmailInput.class)
                .returns(200, SentEmail.class)
                .handledBy(call -> emailReceipt(call, () -> receipts.find(call.tenant(), call.id())));
        api.post("/checkout-sessions/:id/receipt/email", "Mail the receipt of a completed session with its PDF")
                .accepts(SendEmailInput.class)
                .returns(200, SentEmail.class)
                .handledBy(call -> emailReceipt(call, () -> receipts.findBySource(call.tenant(), call.id())));
    }

    private Change<Invoice> send(Call<Void> call) {
        return Change.after(() -> sendable(call)
                .compose(invoice -> address(call.tenant(), invoice.customerId()).map(address -> {
                    Invoice sent = invoice.sent(call.now());
                    Write write = invoices.sending(call.context(), invoice, sent);
                    if (mailServer.isConfigured() && address.isPresent()) {
                        queue(write, call.context(), MailKind.INVOICE, invoice.id(), address.get());
                    }
                    return write.returning(sent);
                })));
    }

    private Change<SentEmail> emailInvoice(Call<SendEmailInput> call) {
        @Nullable String to = call.input().to();
        return Change.after(() -> sendable(call)
                .compose(invoice -> recipient(to, call.tenant(), invoice.customerId())
                        .map(recipient -> queue(
                                        invoices.emailing(call.context(), invoice, recipient),
                                        call.context(),
                                        MailKind.INVOICE,
                                        invoice.id(),
                                        recipient)
                                .returning(new SentEmail(true, recipient)))));
    }

    private Change<SentEmail> emailReceipt(
            Call<SendEmailInput> call, Supplier<Future<Optional<PaymentReceipt>>> found) {
        @Nullable String to = call.input().to();
        return Change.after(() -> found.get()
                .map(receipt -> receipt.orElseThrow(ErrorCode.NOT_FOUND::exception))
                .compose(receipt -> recipient(to, call.tenant(), receipt.customerId())
                        .map(recipient -> queue(
                                        receipts.emailing(call.context(), receipt, recipient),
                                        call.context(),
                                        MailKind.RECEIPT,
                                        receipt.id(),
                                        recipient)
                                .audit("receipt.emailed", receipt.id())
                                .returning(new SentEmail(true, recipient)))));
    }

    private Future<Invoice> sendable(Call<?> call) {
        return invoices.find(call.tenant(), call.id())
                .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception))
                .map(invoice -> {
                    if (!InvoiceMails.canBeSent(invoice)) {
                        throw ErrorCode.CONFLICT.withMessage(
                                "The invoice is " + invoice.status().text() + '.');
                    }
                    return invoice;
                });
    }

    private Future<String> recipient(@Nullable String to, Tenant tenant, @Nullable String customerId) {
        if (!mailServer.isConfigured()) {
            return Future.failedFuture(ErrorCode.CONFLICT.withMessage(
                    "This installation sends no mails: its operator has to configure a mail server (mail.host)."));
        }
        return to == null
                ? address(tenant, customerId)
                        .map(found -> found.orElseThrow(() -> ErrorCode.VALIDATION_ERROR.forField(
                                "to", "The customer has no email address: say where the mail goes.")))
                : Future.succeededFuture(to);
    }

    /** Where mails to a customer can go. */
    private Future<Optional<String>> address(Tenant tenant, @Nullable String customerId) {
        return letterheads
                .of(tenant, TemplateConfig.STANDARD, customerId, Optional.empty())
                .map(head ->
                        Optional.ofNullable(head.customer()).map(Party::email).filter(MailAddress::isValid));
    }

    private static Write queue(Write write, ChangeContext context, MailKind kind, String objectId, String recipient) {
        return MailStore.queue(write, Mail.to(recipient, context.tenant(), kind, objectId, context.now()));
    }
}
