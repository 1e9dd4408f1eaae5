package com.plugipay.pages.documents;

import com.plugipay.billing.settings.BillingSettingsStore;
import com.plugipay.db.Requester;
import com.plugipay.documents.ReceiptDocument;
import com.plugipay.documents.ReceiptDocuments;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.exchange.Gzip;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.pages.Assets;
import com.plugipay.pages.CheckoutPage;
import com.plugipay.pages.ChosenLanguage;
import com.plugipay.pages.ErrorPage;
import com.plugipay.pages.PdfReply;
import com.plugipay.pages.SecurityHeaders;
import com.plugipay.pages.Texts;
import com.plugipay.pages.branding.LogoReply;
import com.plugipay.receipts.PaymentReceipt;
import com.plugipay.receipts.ReceiptStore;
import com.plugipay.text.Language;
import com.plugipay.text.Templates;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The page of a receipt at {@code /r/{token}}, to print or to save as PDF. The page of a session that is paid leads there, so
 * it does not say who has paid: whoever knows the id of a session would learn that.
 */
public final class HostedReceipt {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9]{20,64}");
    private static final String ROOT = "/r/";
    private static final String NOT_CACHED = "private, no-store";

    private final ReceiptStore receipts;
    private final ReceiptDocuments documents;
    private final BillingSettingsStore settings;
    private final Assets assets;
    private final ErrorPage errors;

    public HostedReceipt(
            ReceiptStore receipts,
            ReceiptDocuments documents,
            BillingSettingsStore settings,
            CheckoutPage page,
            Assets assets) {
        this.receipts = receipts;
        this.documents = documents;
        this.settings = settings;
        this.assets = assets;
        this.errors = new ErrorPage(page, "receipt", Map.of(ErrorCode.NOT_FOUND.status(), "receiptNotFound"));
    }

    /** The path of the page with that random part. */
    static String path(String token) {
        return ROOT + token;
    }

    public void mount(Router router) {
        router.route("/r/*").handler(SecurityHeaders.CHECKOUT);
        router.get("/r/:token").handler(this::show);
        router.get("/r/:token/pdf").handler(this::pdf);
        router.get("/r/:token/logo").handler(this::logo);
        router.route("/r/*").failureHandler(context -> errors.show(context, Texts.of(context)));
    }

    private void show(RoutingContext context) {
        Texts texts = Texts.of(context);
        String path = path(token(context));
        Reply.send(
                context,
                document(context)
                        .map(document -> Templates.render(
                                "receipt/page.jte",
                                Map.of("document", document, "path", path, "texts", texts, "assets", assets)))
                        .map(page -> ChosenLanguage.remember(
                                context,
                                Gzip.reply(
                                        context.request(), Reply.html(200, page).with("Cache-Control", NOT_CACHED)))));
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
                receipt(context)
                        .compose(receipt -> settings.logo(receipt.tenant()))
                        .map(LogoReply::of));
    }

    private Future<ReceiptDocument> document(RoutingContext context) {
        Language language = Language.of(Texts.of(context).lang());
        return receipt(context)
                .compose(receipt -> documents.document(receipt, Optional.of(language)))
                .map(ReceiptDocument::withoutPayer);
    }

    private Future<PaymentReceipt> receipt(RoutingContext context) {
        return receipts.findPublic(token(context))
                .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception))
                .onSuccess(receipt -> Requester.is(receipt.workspaceId()));
    }

    private static String token(RoutingContext context) {
        String token = Parameters.path(context, "token");
        if (!TOKEN.matcher(token).matches()) {
            throw ErrorCode.NOT_FOUND.exception();
        }
        return token;
    }
}
