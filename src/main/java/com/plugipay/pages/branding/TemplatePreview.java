package com.plugipay.pages.branding;

import com.plugipay.documents.DocumentTexts;
import com.plugipay.documents.InvoiceDocuments;
import com.plugipay.documents.Letterheads;
import com.plugipay.documents.ReceiptDocuments;
import com.plugipay.documents.SampleDocuments;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.CheckedInput;
import com.plugipay.http.operations.Download;
import com.plugipay.http.operations.Operations;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import com.plugipay.pages.CheckoutPage;
import com.plugipay.pages.CheckoutView.Screen;
import com.plugipay.pages.CheckoutViewBuilder;
import com.plugipay.pages.Texts;
import com.plugipay.providers.Method;
import com.plugipay.templates.TemplateConfig;
import com.plugipay.templates.TemplateKind;
import com.plugipay.text.Language;
import com.plugipay.text.WebAddress;
import com.plugipay.workspaces.WorkspaceNames;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Shows what a template would do, on a made-up sale of the business. Nothing of it is stored. */
public final class TemplatePreview {
    private static final String HTML = "text/html; charset=utf-8";
    private static final long AMOUNT = 138_000;

    private final Brandings brandings;
    private final WorkspaceNames names;
    private final Letterheads letterheads;
    private final InvoiceDocuments invoices;
    private final ReceiptDocuments receipts;
    private final CheckoutPage page;

    public TemplatePreview(
            Brandings brandings,
            WorkspaceNames names,
            Letterheads letterheads,
            InvoiceDocuments invoices,
            ReceiptDocuments receipts,
            CheckoutPage page) {
        this.brandings = brandings;
        this.names = names;
        this.letterheads = letterheads;
        this.invoices = invoices;
        this.receipts = receipts;
        this.page = page;
    }

    /** The body of a request: the same as that of a new template, without a name. */
    public record Input(TemplateKind kind, TemplateConfig config) implements CheckedInput {
        @Override
        public void check() {
            config.check(kind);
        }
    }

    /** Mounts it beside the routes of templates. */
    public void mount(Operations api) {
        api.post("/templates/preview", "Show a made-up page or document with a template, as HTML")
                .accepts(Input.class)
                .returnsFile()
                .handledBy(this::preview);
    }

    private Change<Download> preview(Call<Input> call) {
        Input input = call.input();
        return Change.after(() -> html(call.tenant(), input.kind(), input.config(), Optional.empty(), call.now())
                .map(html -> Change.none(new Download(input.kind().text() + ".html", HTML, html))));
    }

    /**
     * The page or document as HTML.
     *
     * @param language empty means by the workspace's
     */
    public Future<Buffer> html(
            Tenant tenant, TemplateKind kind, TemplateConfig config, Optional<Language> language, Instant now) {
        return letterheads
                .of(tenant, config, null, language)
                .compose(head -> switch (kind) {
                    case RECEIPT -> Future.succeededFuture(receipts.html(SampleDocuments.receipt(tenant, head, now)));
                    case INVOICE -> Future.succeededFuture(invoices.html(SampleDocuments.invoice(tenant, head, now)));
                    case CHECKOUT -> checkout(tenant, config, head.words(), now);
                })
                .map(html -> Buffer.buffer(html.toString().strip()));
    }

    /** The page of a session that has just been paid: it shows everything that a template decides. */
    private Future<Buffer> checkout(Tenant tenant, TemplateConfig config, DocumentTexts words, Instant now) {
        return names.of(tenant.workspaceId())
                .compose(name -> brandings.of(tenant, name, config, words))
                .map(branding -> page.page(
                        CheckoutViewBuilder.builder()
                                .id("sess_sample")
                                .branding(branding)
                                .amount(AMOUNT)
                                .currency("IDR")
                                .lineItems(List.of())
                                .screen(Screen.COMPLETE)
                                .methods(List.of(Method.QRIS))
                                .storable(List.of())
                                .stored(List.of())
                                .proofs(List.of())
                                .expiresAt(now)
                                .pageUrl("https://shop.example")
                                .successUrl(WebAddress.of("https://shop.example"))
                                .cancelUrl(WebAddress.of("https://shop.example"))
                                .testMode(tenant.mode() == Mode.TEST)
                                .build(),
                        Texts.in(words.lang())));
    }
}
