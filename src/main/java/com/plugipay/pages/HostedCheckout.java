package com.plugipay.pages;

import com.plugipay.async.Patience;
import com.plugipay.checkout.BuyerCheckout;
import com.plugipay.checkout.CheckoutSession;
import com.plugipay.checkout.HostedUrls;
import com.plugipay.checkout.MethodChoice;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.addresses.ClientAddresses;
import com.plugipay.http.addresses.ClientInfo;
import com.plugipay.http.exchange.Gzip;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.pages.CheckoutView.Notice;
import com.plugipay.pages.CheckoutView.Screen;
import com.plugipay.pages.CheckoutViews.PageQuery;
import com.plugipay.pages.branding.Brandings;
import com.plugipay.pages.branding.LogoReply;
import com.plugipay.pages.codes.QrPicture;
import com.plugipay.proofs.Proofs;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The checkout page at {@code /c/{sessionId}}. Every form redirects back to the page, which shows the current state of the
 * session, also after a double click or the back button.
 */
public final class HostedCheckout {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]+");

    /** The errors that the page itself shows, with the query of its URL that names the notice. */
    private static final Map<ErrorCode, String> QUERY_OF_ERROR = Map.of(
            // The page was out of date.
            ErrorCode.CONFLICT,
            "",
            // The form was not one of the page's.
            ErrorCode.VALIDATION_ERROR,
            "",
            ErrorCode.UNSUPPORTED_MEDIA_TYPE,
            "",
            ErrorCode.PROVIDER_DECLINED,
            query(Notice.DECLINED),
            ErrorCode.PROVIDER_REJECTED,
            query(Notice.UNAVAILABLE),
            ErrorCode.PROVIDER_UNAVAILABLE,
            query(Notice.UNREACHABLE),
            ErrorCode.PROVIDER_NOT_CONFIGURED,
            query(Notice.UNAVAILABLE),
            ErrorCode.CURRENCY_NOT_SUPPORTED,
            query(Notice.UNAVAILABLE),
            // The status of the charge is being polled, and the page waits for that.
            ErrorCode.PROVIDER_TIMEOUT,
            "",
            ErrorCode.PROVIDER_ERROR,
            "");

    private final BuyerCheckout buyer;
    private final Brandings brandings;
    private final Proofs proofs;
    private final CheckoutPage page;
    private final ErrorPage errors;
    private final ClientAddresses clients;
    private final InstantSource clock;

    public HostedCheckout(
            BuyerCheckout buyer,
            Brandings brandings,
            Proofs proofs,
            CheckoutPage page,
            ClientAddresses clients,
            InstantSource clock) {
        this.buyer = buyer;
        this.brandings = brandings;
        this.proofs = proofs;
        this.page = page;
        this.errors = new ErrorPage(page, "checkout", "notFound");
        this.clients = clients;
        this.clock = clock;
    }

    public void mount(Router router) {
        router.route("/c/*").handler(SecurityHeaders.CHECKOUT);
        router.get("/c/:id").handler(this::show);
        router.get("/c/:id/live").handler(this::live);
        router.get("/c/:id/qr.png").handler(this::qrPicture);
        router.get("/c/:id/logo").handler(this::logo);
        // Some providers send the buyer back by a form.
        router.route("/c/:id/return")
                .method(HttpMethod.GET)
                .method(HttpMethod.POST)
                .handler(this::handleReturn);
        router.post("/c/:id/charge").handler(this::charge);
        router.post("/c/:id/change").handler(this::abandonAttempt);
        router.post("/c/:id/buyer-claim")
                .handler(context -> act(context, buyer.claimTransfer(id(context), client(context), null)));
        router.post("/c/:id/cancel").handler(context -> act(context, buyer.cancel(id(context), client(context))));
        // A tab that is restored, or the reload of a response to a form.
        for (String form : List.of("charge", "change", "buyer-claim", "cancel", "proof")) {
            router.get("/c/:id/" + form).handler(context -> redirect(context, Future.succeededFuture("")));
        }
        router.route("/c/*").failureHandler(this::fail);
    }

    private void show(RoutingContext context) {
        show(context, 200, new PageQuery(Parameters.query(context, "go") != null, notice(context)));
    }

    /** Responds with the page. */
    void show(RoutingContext context, int status, PageQuery query) {
        Texts texts = texts(context);
        Reply.send(
                context,
                view(context, query)
                        .compose(this::withProofs)
                        .map(view -> ChosenLanguage.remember(
                                context,
                                Gzip.reply(
                                        context.request(),
                                        SecurityHeaders.CHECKOUT.on(
                                                Reply.html(status, page.page(view, texts)),
                                                view.branding().accentStyle())))));
    }

    /** Responds to a poll of the page: nothing when it is up to date, else its new content. */
    private void live(RoutingContext context) {
        Texts texts = texts(context);
        String shown = Parameters.query(context, "state");
        Reply.send(
                context,
                view(context, PageQuery.after(shown))
                        .compose(view -> view.state().equals(shown)
                                ? Future.succeededFuture(Reply.empty(204))
                                : withProofs(view)
                                        .map(whole -> Gzip.reply(
                                                context.request(), Reply.html(200, page.fragment(whole, texts))))));
    }

    /** The view with what the buyer has sent, which is read only for a page that shows it. */
    private Future<CheckoutView> withProofs(CheckoutView view) {
        return view.screen().takesProof()
                ? buyer.tenant(view.id())
                        .compose(tenant -> proofs.sent(tenant, view.id()))
                        .map(sent ->
                                CheckoutViewBuilder.builder(view).proofs(sent).build())
                : Future.succeededFuture(view);
    }

    /** The QR code as a download, which a wallet on the same phone can read from the gallery. */
    private void qrPicture(RoutingContext context) {
        Future<Buffer> picture = view(context, PageQuery.NONE)
                .compose(view -> view.screen() == Screen.QR && view.action() instanceof NextAction.ShowQr qr
                        ? context.vertx()
                                .executeBlocking(
                                        () -> QrPicture.of(qr.qrString()).png())
                        : Future.failedFuture(ErrorCode.NOT_FOUND.exception()));
        Reply.send(
                context,
                picture.map(png -> Reply.of(200, "image/png", png)
                        .with("Content-Disposition", "attachment; filename=\"qr-" + id(context) + ".png\"")));
    }

    private void logo(RoutingContext context) {
        Reply.send(context, buyer.tenant(id(context)).compose(brandings::logo).map(LogoReply::of));
    }

    /** Chooses a method. The checkout page, not this response, redirects to the provider's page: see {@link CheckoutPage}. */
    private void charge(RoutingContext context) {
        Future<String> query = Future.succeededFuture()
                .compose(ready -> buyer.choose(id(context), choice(context), client(context)))
                .map(attempt -> attempt.nextAction() instanceof NextAction.Redirect ? "?go=1" : "")
                .recover(
                        failure -> isShown(failure) ? unlessPageShows(context, failure) : Future.failedFuture(failure));
        // While the provider takes its time, the page shows that it is waited for, and what comes of it.
        redirect(context, Patience.ofForm(query, "?go=1"));
    }

    /** An empty query when the page shows a notice of the failed attempt anyway; then the notice outlives a reload. */
    private Future<String> unlessPageShows(RoutingContext context, Throwable failure) {
        return view(context, PageQuery.NONE)
                .compose(view -> view.notice() == null ? Future.failedFuture(failure) : Future.succeededFuture(""));
    }

    /**
     * The buyer has returned from the provider's page. Most providers keep a page open after a card was declined, so that
     * another can be tried: the attempt has not failed then, and only the notice says that there is no payment.
     */
    private void handleReturn(RoutingContext context) {
        Future<String> query = buyer.refreshStatus(id(context), client(context))
                .compose(refreshed -> view(context, new PageQuery(false, Notice.UNPAID)))
                .map(view -> view.notice() == Notice.UNPAID ? query(Notice.UNPAID) : "");
        redirect(context, Patience.ofReturn(query, ""));
    }

    /** A conflict means that the attempt could not be abandoned, which the page has to explain. */
    private void abandonAttempt(RoutingContext context) {
        Future<String> query = buyer.abandonAttempt(id(context), client(context))
                .map(abandoned -> "")
                .recover(failure -> ErrorCode.CONFLICT.is(failure) || ErrorCode.PROVIDER_UNAVAILABLE.is(failure)
                        ? Future.succeededFuture(query(Notice.KEPT))
                        : Future.failedFuture(failure));
        redirect(context, Patience.ofForm(query, query(Notice.LETTING_GO)));
    }

    Future<CheckoutView> view(RoutingContext context, PageQuery query) {
        return buyer.snapshot(id(context)).compose(snapshot -> {
            CheckoutSession session = snapshot.session();
            return brandings
                    .of(
                            session.tenant(),
                            snapshot.merchantName(),
                            session.templateId(),
                            texts(context).documents())
                    .map(branding -> CheckoutViews.of(snapshot, branding, query));
        });
    }

    private static void act(RoutingContext context, Future<?> action) {
        redirect(context, action.map(ended -> ""));
    }

    /**
     * Redirects back to the page, with a query that names the notice to show. An error that the page does not show fails the
     * request instead.
     */
    static void redirect(RoutingContext context, Future<String> query) {
        String path = HostedUrls.path(id(context));
        Future<String> shown = query.recover(failure -> failure instanceof ApiException error && isShown(error)
                ? Future.succeededFuture(QUERY_OF_ERROR.get(error.errorCode()))
                : Future.failedFuture(failure));
        Reply.send(context, shown.map(suffix -> Reply.seeOther(path + suffix)));
    }

    private static boolean isShown(Throwable failure) {
        return failure instanceof ApiException error && QUERY_OF_ERROR.containsKey(error.errorCode());
    }

    static String query(Notice notice) {
        return "?notice=" + notice.text();
    }

    private static @Nullable Notice notice(RoutingContext context) {
        String named = Parameters.query(context, "notice");
        return Stream.of(Notice.values())
                .filter(notice -> notice.text().equals(named))
                .findFirst()
                .orElse(null);
    }

    /** Responds with an error page. */
    void fail(RoutingContext context) {
        errors.show(context, texts(context));
    }

    static String id(RoutingContext context) {
        String id = Parameters.path(context, "id");
        if (!ID.matcher(id).matches()) {
            throw ErrorCode.NOT_FOUND.exception();
        }
        return id;
    }

    private static MethodChoice choice(RoutingContext context) {
        return new MethodChoice(
                method(context), Parameters.form(context, "save") != null, Parameters.form(context, "stored"));
    }

    private static Method method(RoutingContext context) {
        String method = Parameters.form(context, "method");
        for (Method known : Method.values()) {
            if (known.text().equals(method == null ? "" : method.toLowerCase(Locale.ROOT))) {
                return known;
            }
        }
        throw ErrorCode.VALIDATION_ERROR.forField("method", "There is no such method.");
    }

    ClientInfo client(RoutingContext context) {
        return new ClientInfo(clients.of(context.request()), clock.instant());
    }

    private static Texts texts(RoutingContext context) {
        return Texts.of(context);
    }
}
