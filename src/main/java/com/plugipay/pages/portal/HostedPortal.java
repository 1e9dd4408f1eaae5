package com.plugipay.pages.portal;

import com.plugipay.billing.portal.CustomerPortal;
import com.plugipay.billing.portal.PortalSnapshot;
import com.plugipay.billing.portal.PortalUrls;
import com.plugipay.billing.portal.PortalVisit;
import com.plugipay.billing.settings.BillingSettingsStore;
import com.plugipay.checkout.HostedUrls;
import com.plugipay.documents.ReceiptDocuments;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.addresses.ClientAddresses;
import com.plugipay.http.addresses.ClientInfo;
import com.plugipay.http.exchange.HostCookie;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.model.Ids;
import com.plugipay.pages.Assets;
import com.plugipay.pages.CheckoutPage;
import com.plugipay.pages.ErrorPage;
import com.plugipay.pages.PdfReply;
import com.plugipay.pages.SecurityHeaders;
import com.plugipay.pages.Texts;
import com.plugipay.pages.branding.LogoReply;
import com.plugipay.text.Language;
import com.plugipay.text.Templates;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The customer portal at {@code /portal}. A link opens it once and gives the browser a cookie; every form redirects back
 * to the page, which shows how everything is now, also after a double click or the back button.
 */
public final class HostedPortal {
    private static final String ROOT = PortalUrls.PATH;
    private static final String SUBSCRIPTION = ROOT + "/subscriptions/:id";
    private static final String METHOD = ROOT + "/methods/:id";

    private static final Map<Integer, String> ERRORS = Map.of(
            ErrorCode.NOT_FOUND.status(), "portalNotFound",
            ErrorCode.FORBIDDEN.status(), "portalForbidden",
            ErrorCode.GONE.status(), "portalOver");

    private final CustomerPortal portal;
    private final ReceiptDocuments receipts;
    private final BillingSettingsStore settings;
    private final Assets assets;
    private final ErrorPage errors;
    private final ClientAddresses clients;
    private final InstantSource clock;
    private final HostCookie cookie;

    /** What a form does; {@code id} is the one in the path. */
    private interface Deed {
        Future<?> of(PortalVisit visit, ClientInfo client, String id);
    }

    public HostedPortal(
            CustomerPortal portal,
            ReceiptDocuments receipts,
            BillingSettingsStore settings,
            CheckoutPage page,
            Assets assets,
            ClientAddresses clients,
            InstantSource clock) {
        this.portal = portal;
        this.receipts = receipts;
        this.settings = settings;
        this.assets = assets;
        this.errors = new ErrorPage(page, "portal", ERRORS);
        this.clients = clients;
        this.clock = clock;
        this.cookie = new HostCookie("plugipay_portal", portal.urls().isSecure(), CustomerPortal.VISIT);
    }

    public void mount(Router router) {
        router.route(ROOT + "/*").handler(SecurityHeaders.CHECKOUT);
        router.get(ROOT).handler(this::show);
        router.get(ROOT + "/open/:link").handler(this::open);
        router.get(ROOT + "/logo").handler(this::logo);
        router.get(ROOT + "/receipts/:id/pdf").handler(this::receipt);
        on(router, SUBSCRIPTION + "/pause", PortalNotice.PAUSED, portal::pause);
        on(router, SUBSCRIPTION + "/resume", PortalNotice.RESUMED, portal::resume);
        on(router, SUBSCRIPTION + "/cancel", PortalNotice.CANCELED, portal::cancel);
        on(router, SUBSCRIPTION + "/continue", PortalNotice.CONTINUED, portal::reactivate);
        form(router, SUBSCRIPTION + "/price", context -> {
            String price = named(context, "price");
            act(context, PortalNotice.CHANGED, (visit, client, id) -> portal.changePrice(visit, client, id, price));
        });
        form(router, SUBSCRIPTION + "/method", context -> {
            String method = named(context, "method");
            act(context, PortalNotice.METHOD, (visit, client, id) -> portal.chooseMethod(visit, client, id, method));
        });
        form(router, ROOT + "/methods", this::addMethod);
        on(router, METHOD + "/default", PortalNotice.METHOD, portal::chooseDefault);
        on(router, METHOD + "/remove", PortalNotice.REMOVED, portal::removeMethod);
        router.route(ROOT + "/*").failureHandler(context -> errors.show(context, errorTexts(context)));
    }

    private void on(Router router, String path, PortalNotice notice, Deed deed) {
        form(router, path, context -> act(context, notice, deed));
    }

    /** A form, whose address shows the portal to a tab that is restored. */
    private static void form(Router router, String path, Handler<RoutingContext> handler) {
        router.post(path).handler(handler);
        router.get(path).handler(context -> Reply.seeOther(ROOT).to(context));
    }

    /** Only a customer who follows the link uses it up; nothing that looks where it leads, or fetches it in advance. */
    private void open(RoutingContext context) {
        @Nullable String purpose = context.request().getHeader("Sec-Purpose");
        boolean isInAdvance = purpose != null && purpose.startsWith("prefetch");
        if (isInAdvance) {
            Reply.empty(503).to(context);
            return;
        }
        if (!context.request().method().equals(HttpMethod.GET)) {
            Reply.seeOther(ROOT).to(context);
            return;
        }
        Reply.send(
                context,
                portal.open(Parameters.path(context, "link"), client(context))
                        .map(secret -> Reply.seeOther(ROOT).with("Set-Cookie", cookie.header(secret))));
    }

    private void show(RoutingContext context) {
        Optional<PortalNotice> notice = PortalNotice.of(Parameters.query(context, "notice"));
        Reply.send(
                context,
                visit(context)
                        .compose(visit -> portal.snapshot(visit, clock.instant()))
                        .map(snapshot -> page(new PortalView(snapshot, words(context, snapshot), notice))));
    }

    private Reply page(PortalView view) {
        return Reply.html(
                200,
                Templates.render(
                        "portal/page.jte",
                        Map.of("view", view, "texts", Texts.in(view.words().lang()), "assets", assets)));
    }

    private void logo(RoutingContext context) {
        Reply.send(
                context,
                visit(context).compose(visit -> settings.logo(visit.tenant())).map(LogoReply::of));
    }

    private void receipt(RoutingContext context) {
        String id = possible(Parameters.path(context, "id"));
        Reply.send(
                context,
                visit(context)
                        .compose(visit -> portal.receipt(visit, id))
                        .compose(receipt -> receipts.document(receipt, language(context)))
                        .compose(document -> receipts.pdf(document).map(pdf -> PdfReply.of(document.fileName(), pdf))));
    }

    /** A page that was out of date shows how everything is now. */
    private void act(RoutingContext context, PortalNotice notice, Deed deed) {
        String id = Parameters.path(context, "id");
        Future<PortalNotice> done = acting(context)
                .compose(visit -> deed.of(visit, client(context), id))
                .map(changed -> notice)
                .recover(failure -> ErrorCode.CONFLICT.is(failure)
                        ? Future.succeededFuture(PortalNotice.STALE)
                        : Future.failedFuture(failure));
        Reply.send(context, done.map(said -> Reply.seeOther(back(context, said))));
    }

    /** Redirects to a page of the checkout on which a payment method is stored. */
    private void addMethod(RoutingContext context) {
        Future<String> next = acting(context)
                .compose(visit -> portal.addMethod(visit, client(context)))
                .map(session -> HostedUrls.path(session.id()))
                .recover(failure -> ErrorCode.PROVIDER_NOT_CONFIGURED.is(failure)
                        ? Future.succeededFuture(back(context, PortalNotice.UNAVAILABLE))
                        : Future.failedFuture(failure));
        Reply.send(context, next.map(Reply::seeOther));
    }

    private static String back(RoutingContext context, PortalNotice notice) {
        String language =
                chosen(context).map(chosen -> "lang=" + chosen.code() + '&').orElse("");
        return ROOT + '?' + language + "notice=" + notice.text();
    }

    private Future<PortalVisit> visit(RoutingContext context) {
        return portal.visit(cookie.of(context.request()), clock.instant());
    }

    private Future<PortalVisit> acting(RoutingContext context) {
        return portal.acting(cookie.of(context.request()), Parameters.form(context, "token"), clock.instant());
    }

    /** The id of an object in a form. */
    private static String named(RoutingContext context, String field) {
        return possible(Parameters.form(context, field));
    }

    private static String possible(@Nullable String id) {
        if (id == null || !Ids.isPossible(id)) {
            throw ErrorCode.NOT_FOUND.exception();
        }
        return id;
    }

    private ClientInfo client(RoutingContext context) {
        return new ClientInfo(clients.of(context.request()), clock.instant());
    }

    /** The chosen language, else the browser's, else that of the business. */
    private static PortalTexts words(RoutingContext context, PortalSnapshot snapshot) {
        return PortalTexts.in(language(context).orElse(snapshot.settings().language()));
    }

    private static Optional<Language> language(RoutingContext context) {
        return chosen(context)
                .or(() -> Texts.preferred(context.request().getHeader("Accept-Language"))
                        .map(texts -> Language.of(texts.lang())));
    }

    private static Optional<Language> chosen(RoutingContext context) {
        String chosen = Parameters.query(context, "lang");
        return Stream.of(Language.values())
                .filter(language -> language.code().equals(chosen))
                .findFirst();
    }

    private static Texts errorTexts(RoutingContext context) {
        return language(context).map(language -> Texts.in(language.code())).orElseGet(() -> Texts.from(null));
    }
}
