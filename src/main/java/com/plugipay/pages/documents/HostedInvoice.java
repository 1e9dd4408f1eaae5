package com.plugipay.pages.documents;

import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.invoices.InvoiceCheckout;
import com.plugipay.billing.invoices.InvoiceStore;
import com.plugipay.billing.invoices.InvoiceUrls;
import com.plugipay.billing.settings.BillingSettingsStore;
import com.plugipay.checkout.HostedUrls;
import com.plugipay.db.Requester;
import com.plugipay.documents.InvoiceDocument;
import com.plugipay.documents.InvoiceDocuments;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.addresses.ClientAddresses;
import com.plugipay.http.exchange.Gzip;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.model.Actor;
import com.plugipay.outbox.ChangeContext;
import com.plugipay.pages.CheckoutPage;
import com.plugipay.pages.ErrorPage;
import com.plugipay.pages.PdfReply;
import com.plugipay.pages.SecurityHeaders;
import com.plugipay.pages.Texts;
import com.plugipay.pages.branding.LogoReply;
import com.plugipay.text.Language;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The page of an invoice at {@code /i/{token}}: whoever knows its address sees the invoice, takes it as PDF, and can pay it.
 * Whether there is an invoice under another address nobody learns but by guessing it.
 */
public final class HostedInvoice {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9]{20,64}");

    /** Invoices are for their customers only, who see how they are now. */
    private static final String NOT_CACHED = "private, no-store";

    private final InvoiceStore invoices;
    private final InvoiceDocuments documents;
    private final BillingSettingsStore settings;
    private final InvoiceCheckout checkout;
    private final CheckoutPage page;
    private final ErrorPage errors;
    private final ClientAddresses clients;
    private final InstantSource clock;

    public HostedInvoice(
            InvoiceStore invoices,
            InvoiceDocuments documents,
            BillingSettingsStore settings,
            InvoiceCheckout checkout,
            CheckoutPage page,
            ClientAddresses clients,
            InstantSource clock) {
        this.invoices = invoices;
        this.documents = documents;
        this.settings = settings;
        this.checkout = checkout;
        this.page = page;
        this.errors = new ErrorPage(page, "invoice", Map.of(ErrorCode.NOT_FOUND.status(), "invoiceNotFound"));
        this.clients = clients;
        this.clock = clock;
    }

    public void mount(Router router) {
        router.route("/i/*").handler(SecurityHeaders.CHECKOUT);
        router.get("/i/:token").handler(this::show);
        router.get("/i/:token/pdf").handler(this::pdf);
        router.get("/i/:token/logo").handler(this::logo);
        router.post("/i/:token/pay").handler(this::pay);
        router.get("/i/:token/pay")
                .handler(context ->
                        Reply.seeOther(InvoiceUrls.path(token(context))).to(context));
        router.route("/i/*").failureHandler(context -> errors.show(context, errorTexts(context)));
    }

    private void show(RoutingContext context) {
        Reply.send(
                context,
                document(context)
                        .compose(document -> view(context, document))
                        .map(view -> Reply.html(200, page.invoice(view)).with("Cache-Control", NOT_CACHED))
                        .map(reply -> Gzip.reply(context.request(), reply)));
    }

    private Future<InvoiceView> view(RoutingContext context, InvoiceDocument document) {
        String path = InvoiceUrls.path(token(context));
        Future<Boolean> isPossible =
                document.isPayable() ? checkout.isPossible(document.invoice()) : Future.succeededFuture(false);
        return isPossible.map(possible -> new InvoiceView(document, path, possible));
    }

    private void pdf(RoutingContext context) {
        Reply.send(
                context,
                document(context)
                        .compose(
                                document -> documents.pdf(document).map(pdf -> PdfReply.of(document.fileName(), pdf))));
    }

    private void logo(RoutingContext context) {
        Reply.send(
                context,
                invoice(context)
                        .compose(invoice -> settings.logo(invoice.tenant()))
                        .map(LogoReply::of));
    }

    /** A page that was out of date shows how the invoice is now. */
    private void pay(RoutingContext context) {
        String here = InvoiceUrls.path(token(context));
        Future<String> next = invoice(context)
                .compose(invoice -> checkout.session(change(context, invoice), invoice.id()))
                .map(session -> HostedUrls.path(session.id()))
                .recover(failure ->
                        ErrorCode.CONFLICT.is(failure) ? Future.succeededFuture(here) : Future.failedFuture(failure));
        Reply.send(context, next.map(Reply::seeOther));
    }

    private Future<InvoiceDocument> document(RoutingContext context) {
        return invoice(context).compose(invoice -> documents.document(invoice, language(context)));
    }

    private Future<Invoice> invoice(RoutingContext context) {
        return invoices.findPublic(token(context))
                .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception))
                .onSuccess(invoice -> Requester.is(invoice.workspaceId()));
    }

    private static String token(RoutingContext context) {
        String token = Parameters.path(context, "token");
        if (!TOKEN.matcher(token).matches()) {
            throw ErrorCode.NOT_FOUND.exception();
        }
        return token;
    }

    /** The language that the customer has chosen, or else the browser; empty means that the workspace decides. */
    private static Optional<Language> language(RoutingContext context) {
        String chosen = Parameters.query(context, "lang");
        return Stream.of(Language.values())
                .filter(language -> language.code().equals(chosen))
                .findFirst()
                .or(() -> Texts.preferred(context.request().getHeader("Accept-Language"))
                        .map(texts -> Language.of(texts.lang())));
    }

    private static Texts errorTexts(RoutingContext context) {
        return language(context).map(language -> Texts.in(language.code())).orElseGet(() -> Texts.from(null));
    }

    private ChangeContext change(RoutingContext context, Invoice invoice) {
        return new ChangeContext(invoice.tenant(), Actor.BUYER, clients.of(context.request()), clock.instant(), null);
    }
}
