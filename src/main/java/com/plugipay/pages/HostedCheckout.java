package com.plugipay.pages;

import com.plugipay.checkout.BuyerCheckout;
import com.plugipay.checkout.HostedUrls;
import com.plugipay.errors.ApiException;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.addresses.ClientAddresses;
import com.plugipay.http.exchange.Parameters;
import com.plugipay.http.exchange.Reply;
import com.plugipay.http.server.UnreadableRequests;
import com.plugipay.pages.CheckoutView.Notice;
import com.plugipay.pages.CheckoutView.Screen;
import com.plugipay.pages.CheckoutViews.Arrival;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkout page at {@code /c/{sessionId}}. Every form leads back to the page itself: what it shows is always what the
 * session is, also after a double click or the back button.
 */
public final class HostedCheckout {
    private static final Logger LOG = LoggerFactory.getLogger(HostedCheckout.class);
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]+");

    /** Problems that the buyer is told of on the page itself, with what its address says of them. */
    private static final Map<ErrorCode, String> SHOWN_BY_THE_PAGE = Map.of(
            // The page was out of date.
            ErrorCode.CONFLICT, "",
            ErrorCode.PROVIDER_DECLINED, saying(Notice.DECLINED),
            ErrorCode.PROVIDER_REJECTED, saying(Notice.UNAVAILABLE),
            ErrorCode.PROVIDER_UNAVAILABLE, saying(Notice.UNREACHABLE),
            ErrorCode.PROVIDER_NOT_CONFIGURED, saying(Notice.UNAVAILABLE),
            ErrorCode.CURRENCY_NOT_SUPPORTED, saying(Notice.UNAVAILABLE),
            // What came of it is being looked up, and the page waits for that.
            ErrorCode.PROVIDER_TIMEOUT, "",
            ErrorCode.PROVIDER_ERROR, "");

    private final BuyerCheckout buyer;
    private final CheckoutPage page;
    private final ClientAddresses clients;
    private final InstantSource clock;

    public HostedCheckout(BuyerCheckout buyer, CheckoutPage page, ClientAddresses clients, InstantSource clock) {
        this.buyer = buyer;
        this.page = page;
        this.clients = clients;
        this.clock = clock;
    }

    public void mount(Router router) {
        router.route("/c/*").handler(SecurityHeaders.CHECKOUT);
        router.get("/c/:id").handler(this::show);
        router.get("/c/:id/live").handler(this::live);
        router.get("/c/:id/qr.png").handler(this::qrPicture);
        // Whoever loads the page again that answered the form.
        router.get("/c/:id/proof").handler(context -> lead(context, Future.succeededFuture("")));
        router.get("/c/:id/return").handler(this::comeBack);
        router.post("/c/:id/charge").handler(this::charge);
        router.post("/c/:id/change").handler(this::change);
        router.post("/c/:id/buyer-claim").handler(context -> act(context, buyer.claim(id(context), visit(context))));
        router.post("/c/:id/cancel").handler(context -> act(context, buyer.cancel(id(context), visit(context))));
        router.route("/c/*").failureHandler(this::fail);
    }

    private void show(RoutingContext context) {
        show(context, 200, new Arrival(Parameters.query(context, "go") != null, notice(context)));
    }

    /** The page as the answer to something that was sent to it. */
    void show(RoutingContext context, int status, Arrival arrival) {
        Texts texts = texts(context);
        Reply.send(context, see(context, arrival).map(view -> Reply.html(status, page.page(view, texts))));
    }

    /** Answers the page's question whether anything has changed: nothing, or what to show now. */
    private void live(RoutingContext context) {
        Texts texts = texts(context);
        String shown = Parameters.query(context, "state");
        Reply.send(
                context,
                see(context, Arrival.PLAIN)
                        .map(view -> view.state().equals(shown)
                                ? Reply.empty(204)
                                : Reply.html(200, page.fragment(view, texts))));
    }

    /** The QR code to keep: a wallet on the same phone reads it from the gallery. */
    private void qrPicture(RoutingContext context) {
        Future<Buffer> picture = see(context, Arrival.PLAIN)
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

    /** Leads to the provider's page through our own, see {@link CheckoutPage}. */
    private void charge(RoutingContext context) {
        Future<String> next = buyer.choose(id(context), method(context), visit(context))
                .map(attempt -> attempt.nextAction() instanceof NextAction.Redirect ? "?go=1" : "")
                .recover(failure -> isShown(failure) ? unlessTold(context, failure) : Future.failedFuture(failure));
        lead(context, next);
    }

    /** Nothing where the page finds out from the try itself what came of it, and so can say it more than once. */
    private Future<String> unlessTold(RoutingContext context, Throwable failure) {
        return see(context, Arrival.PLAIN)
                .compose(view -> view.notice() == null ? Future.failedFuture(failure) : Future.succeededFuture(""));
    }

    /**
     * The provider was asked what has become of the payment. Most leave a page open on which a card was declined, because
     * another may do: that is no failure yet, and the page says by itself only that it waits.
     */
    private void comeBack(RoutingContext context) {
        Future<String> next = buyer.comeBack(id(context), visit(context))
                .compose(asked -> see(context, new Arrival(false, Notice.UNPAID)))
                .map(view -> view.notice() == Notice.UNPAID ? saying(Notice.UNPAID) : "");
        lead(context, next);
    }

    /** A conflict says here that the method stays, which the buyer would not understand without a word. */
    private void change(RoutingContext context) {
        Future<String> next = buyer.leave(id(context), visit(context))
                .map(left -> "")
                .recover(failure -> ErrorCode.CONFLICT.is(failure) || ErrorCode.PROVIDER_UNAVAILABLE.is(failure)
                        ? Future.succeededFuture(saying(Notice.KEPT))
                        : Future.failedFuture(failure));
        lead(context, next);
    }

    Future<CheckoutView> see(RoutingContext context, Arrival arrival) {
        return buyer.see(id(context)).map(sight -> CheckoutViews.of(sight, arrival));
    }

    private static void act(RoutingContext context, Future<?> action) {
        lead(context, action.map(done -> ""));
    }

    /**
     * Back to the page, which shows how things are and, where it cannot see that by itself, is told why. Only what is a
     * fault of ours ends on another page.
     */
    static void lead(RoutingContext context, Future<String> query) {
        String path = HostedUrls.path(id(context));
        Future<String> told = query.recover(failure -> failure instanceof ApiException known && isShown(known)
                ? Future.succeededFuture(SHOWN_BY_THE_PAGE.get(known.errorCode()))
                : Future.failedFuture(failure));
        Reply.send(context, told.map(suffix -> Reply.seeOther(path + suffix)));
    }

    private static boolean isShown(Throwable failure) {
        return failure instanceof ApiException told && SHOWN_BY_THE_PAGE.containsKey(told.errorCode());
    }

    static String saying(Notice notice) {
        return "?notice=" + notice.text();
    }

    private static @Nullable Notice notice(RoutingContext context) {
        String named = Parameters.query(context, "notice");
        return Stream.of(Notice.values())
                .filter(notice -> notice.text().equals(named))
                .findFirst()
                .orElse(null);
    }

    /** Answers with a page, also what the server refused before us: for its size, or for how it is written. */
    void fail(RoutingContext context) {
        // It may have failed before any route of ours.
        SecurityHeaders.CHECKOUT.on(context.response());
        Throwable failure = context.failure();
        ApiException told = UnreadableRequests.told(failure);
        Texts texts = texts(context);
        int status = told != null ? told.errorCode().status() : failure == null ? context.statusCode() : 500;
        if (status == ErrorCode.NOT_FOUND.status()) {
            Reply.html(status, page.notFound(texts)).to(context);
            return;
        }
        if (status == 500) {
            LOG.atError().setCause(failure).addKeyValue("page", "checkout").log("Internal error in a page");
        }
        boolean isLimited = status == ErrorCode.RATE_LIMITED.status();
        Reply reply = Reply.html(status, isLimited ? page.tooManyRequests(texts) : page.error(texts));
        (told != null && told.errorCode().isPassing() ? reply.with("Retry-After", told.retryAfterSeconds()) : reply)
                .to(context);
    }

    static String id(RoutingContext context) {
        String id = Parameters.path(context, "id");
        if (!ID.matcher(id).matches()) {
            throw ErrorCode.NOT_FOUND.exception();
        }
        return id;
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

    BuyerCheckout.Visit visit(RoutingContext context) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new BuyerCheckout.Visit(clients.of(context.request()), now);
    }

    private static Texts texts(RoutingContext context) {
        return Texts.from(context.request().getHeader("Accept-Language"));
    }
}
