package com.plugipay.pages;

import com.plugipay.attempts.Attempt;
import com.plugipay.checkout.BuyerSide;
import com.plugipay.checkout.CheckoutSession;
import com.plugipay.checkout.HostedUrls;
import com.plugipay.pages.CheckoutView.Screen;
import com.plugipay.problems.Failure;
import com.plugipay.problems.Problem;
import com.plugipay.providers.Method;
import com.plugipay.providers.NextAction;
import com.plugipay.workspaces.Mode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkout page at {@code /c/{sessionId}}. Every form leads back to the page itself: what it shows is always what the
 * session is, also after a double click or the back button.
 */
public final class HostedCheckout {
    private static final Logger LOG = LoggerFactory.getLogger(HostedCheckout.class);

    private final BuyerSide buyer;
    private final CheckoutPage page;
    private final InstantSource clock;

    public HostedCheckout(BuyerSide buyer, CheckoutPage page, InstantSource clock) {
        this.buyer = buyer;
        this.page = page;
        this.clock = clock;
    }

    public void mount(Router router) {
        router.route("/c/*").handler(SecurityHeaders.CHECKOUT);
        router.get("/c/:id").handler(this::show);
        router.get("/c/:id/live").handler(this::live);
        router.post("/c/:id/charge")
                .handler(context -> act(context, buyer.choose(id(context), method(context), visit(context))));
        router.post("/c/:id/buyer-claim").handler(context -> act(context, buyer.claim(id(context), visit(context))));
        router.post("/c/:id/cancel").handler(context -> act(context, buyer.cancel(id(context), visit(context))));
        router.route("/c/*").failureHandler(context -> fail(context, context.failure()));
    }

    private void show(RoutingContext context) {
        Texts texts = texts(context);
        buyer.see(id(context))
                .map(sight -> page.page(view(sight), texts))
                .onSuccess(html -> send(context, 200, html))
                .onFailure(failure -> fail(context, failure));
    }

    /** Answers the page's question whether anything has changed: nothing, or what to show now. */
    private void live(RoutingContext context) {
        Texts texts = texts(context);
        String shown = context.request().getParam("screen");
        buyer.see(id(context))
                .map(HostedCheckout::view)
                .onSuccess(view -> {
                    if (view.screen().name().equals(shown)) {
                        context.response().setStatusCode(204).end();
                    } else {
                        send(context, 200, page.fragment(view, texts));
                    }
                })
                .onFailure(failure -> fail(context, failure));
    }

    /** A conflict means that the page was out of date: the buyer is shown how things are. */
    private static void act(RoutingContext context, Future<?> action) {
        String back = HostedUrls.path(id(context));
        action.<@Nullable Object>map(done -> null)
                .recover(failure -> failure instanceof Failure told && told.problem() == Problem.CONFLICT
                        ? Future.succeededFuture(null)
                        : Future.failedFuture(failure))
                .onSuccess(ignored -> context.response()
                        .setStatusCode(303)
                        .putHeader("Location", back)
                        .end())
                .onFailure(context::fail);
    }

    private void fail(RoutingContext context, @Nullable Throwable failure) {
        Texts texts = texts(context);
        if (failure instanceof Failure told && told.problem() == Problem.NOT_FOUND) {
            send(context, 404, page.notFound(texts));
            return;
        }
        int status = failure instanceof Failure told ? told.problem().status() : 500;
        if (status == 500) {
            LOG.atError().setCause(failure).addKeyValue("page", "checkout").log("A page failed for a reason of ours");
        }
        if (status == Problem.UNAVAILABLE.status()) {
            context.response().putHeader("Retry-After", "1");
        }
        send(context, status, page.error(texts));
    }

    private static void send(RoutingContext context, int status, Buffer html) {
        if (!context.response().ended()) {
            context.response()
                    .setStatusCode(status)
                    .putHeader("Content-Type", "text/html; charset=utf-8")
                    .end(html);
        }
    }

    private static CheckoutView view(BuyerSide.Sight sight) {
        CheckoutSession session = sight.session();
        CheckoutView.Transfer transfer =
                sight.attempt().map(HostedCheckout::transfer).orElse(null);
        return new CheckoutView(
                session.id(),
                sight.merchantName(),
                session.amount(),
                session.currency(),
                session.description(),
                session.lineItems().stream()
                        .map(line -> new CheckoutView.Line(line.name(), line.quantity(), line.unitAmount()))
                        .toList(),
                screen(session, transfer),
                session.methods().stream().map(Method::text).toList(),
                transfer,
                session.expiresAt(),
                session.successUrl(),
                session.cancelUrl(),
                session.mode() == Mode.TEST);
    }

    private static Screen screen(CheckoutSession session, CheckoutView.@Nullable Transfer transfer) {
        return switch (session.status()) {
            case OPEN ->
                transfer == null ? Screen.CHOOSE : session.paymentId() == null ? Screen.TRANSFER : Screen.CLAIMED;
            case COMPLETE -> Screen.COMPLETE;
            case EXPIRED -> Screen.EXPIRED;
            case CANCELED -> Screen.CANCELED;
        };
    }

    private static CheckoutView.@Nullable Transfer transfer(Attempt attempt) {
        return switch (attempt.nextAction()) {
            case null -> null;
            case NextAction.Redirect ignored -> null;
            case NextAction.ShowQr ignored -> null;
            case NextAction.ShowVirtualAccount ignored -> null;
            case NextAction.ShowCode ignored -> null;
            case NextAction.TransferInstructions transfer ->
                new CheckoutView.Transfer(
                        transfer.bankAccounts().stream()
                                .map(account -> new CheckoutView.BankAccount(
                                        account.bankName(), account.accountNumber(), account.accountHolder()))
                                .toList(),
                        transfer.staticQrImageUrl(),
                        transfer.instructions(),
                        transfer.reference());
        };
    }

    private static String id(RoutingContext context) {
        String id = context.pathParam("id");
        if (id == null || !id.matches("[A-Za-z0-9_]{1,64}")) {
            throw Problem.NOT_FOUND.here();
        }
        return id;
    }

    private static Method method(RoutingContext context) {
        String method = context.request().getFormAttribute("method");
        for (Method known : Method.values()) {
            if (known.text().equals(method == null ? "" : method.toLowerCase(Locale.ROOT))) {
                return known;
            }
        }
        throw Problem.VALIDATION_ERROR.in("method", "There is no such method.");
    }

    private BuyerSide.Visit visit(RoutingContext context) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new BuyerSide.Visit(context.request().remoteAddress().hostAddress(), now);
    }

    private static Texts texts(RoutingContext context) {
        return Texts.from(context.request().getHeader("Accept-Language"));
    }
}
