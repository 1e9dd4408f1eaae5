package com.plugipay.sandbox.midtrans.api;

import com.plugipay.sandbox.kit.Answers;
import com.plugipay.sandbox.kit.StandInTools;
import com.plugipay.sandbox.kit.faults.FaultyEdge;
import com.plugipay.sandbox.midtrans.CardTokens;
import com.plugipay.sandbox.midtrans.MidtransChargeCreator;
import com.plugipay.sandbox.midtrans.MidtransIds;
import com.plugipay.sandbox.midtrans.MidtransLedger;
import com.plugipay.sandbox.midtrans.MidtransOptions;
import com.plugipay.sandbox.midtrans.MidtransOrder;
import com.plugipay.sandbox.midtrans.MidtransPayment;
import com.plugipay.sandbox.midtrans.MidtransPaymentProcessor;
import com.plugipay.sandbox.midtrans.MidtransPaymentType;
import com.plugipay.sandbox.midtrans.MidtransRefundProcessor;
import com.plugipay.sandbox.midtrans.PaymentCodes;
import com.plugipay.sandbox.midtrans.Status;
import com.plugipay.sandbox.midtrans.TestCard;
import com.plugipay.sandbox.midtrans.pages.QrCodePicture;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The Core API under {@code /v2}. Almost everything is HTTP 200; the body's {@code status_code} tells. */
public final class CoreApi {
    private static final String WRONG_KEY = "Transaction cannot be authorized with the current client/server key.";

    private final StandInTools tools;
    private final MidtransOptions options;
    private final Authentication authentication;
    private final MidtransLedger transactions;
    private final MidtransChargeCreator charges;
    private final MidtransPaymentProcessor processor;
    private final MidtransRefundProcessor refunds;
    private final CardTokens tokens;
    private final CoreErrors errors;
    private final MidtransReplays replays;

    public CoreApi(
            StandInTools tools,
            MidtransOptions options,
            Authentication authentication,
            MidtransLedger transactions,
            MidtransChargeCreator charges,
            MidtransPaymentProcessor processor,
            MidtransRefundProcessor refunds,
            MidtransIds ids) {
        this.tools = tools;
        this.options = options;
        this.authentication = authentication;
        this.transactions = transactions;
        this.charges = charges;
        this.processor = processor;
        this.refunds = refunds;
        this.tokens = new CardTokens(ids);
        this.errors = new CoreErrors(options, ids);
        this.replays = new MidtransReplays(tools.clock());
    }

    public void mount(Router router) {
        router.route("/v2/*").failureHandler(Requests.refused(errors::refuse));
        // An image in a page, and a browser's own request: both without the server key.
        router.get("/v2/qris/:id/qr-code").handler(this::picture);
        router.get("/v2/gopay/:id/qr-code").handler(this::picture);
        router.route("/v2/*").handler(new FaultyEdge(tools.faults(), errors));
        router.get("/v2/token").handler(this::cardToken);
        router.route("/v2/*").handler(context -> authentication.check(context, WRONG_KEY));
        router.post("/v2/*").handler(this::replay);
        router.post("/v2/charge").handler(this::charge);
        router.get("/v2/:id/status").handler(this::status);
        router.post("/v2/:id/cancel").handler(change(processor::cancel, "200", "Success, transaction is canceled"));
        router.post("/v2/:id/expire").handler(this::expire);
        router.post("/v2/:id/approve")
                .handler(change(one -> processor.review(one, true), "200", "Success, transaction is approved"));
        router.post("/v2/:id/deny")
                .handler(change(one -> processor.review(one, false), "200", "Success, transaction is denied"));
        router.post("/v2/:id/refund").handler(context -> refund(context, false));
        router.post("/v2/:id/refund/online/direct").handler(context -> refund(context, true));
    }

    private void charge(RoutingContext context) {
        ChargeReader asked = ChargeReader.read(Requests.body(context), tools.clock());
        MidtransOrder order = OrderReader.read(context.request(), Authentication.merchant(context), asked.body());
        if (!asked.channel().replayable()) {
            MidtransReplays.forget(context);
        }
        if (!options.enabled(asked.channel())) {
            throw new MidtransRefusal(402, "Payment channel is not activated.");
        }
        if (transactions.ofOrder(order.merchant(), order.orderId()).isPresent()) {
            throw new MidtransRefusal(406, "Duplicate order ID. Order ID has already been utilized previously");
        }
        MidtransPayment transaction = asked.channel() == MidtransPaymentType.CARD
                ? chargeCard(order, asked)
                : charges.charge(order, asked.channel(), asked.part(), asked.expiresAt());
        answer(context, TransactionView.charged(transaction));
    }

    private MidtransPayment chargeCard(MidtransOrder order, ChargeReader asked) {
        TestCard card = tokens.redeem(MidtransWire.text(asked.part(), "token_id"))
                .orElseThrow(() -> new MidtransRefusal(411, "Token id is missing, invalid, or timed out"));
        boolean authenticated = asked.part().getValue("authentication") instanceof Boolean yes && yes;
        return charges.chargeCard(order, card, authenticated, asked.expiresAt());
    }

    private void status(RoutingContext context) {
        String id = context.pathParam("id");
        MidtransPayment transaction = find(context);
        if (transaction.channel().toldByTransactionIdOnly() && !transaction.id().equals(id)) {
            throw MidtransRefusal.notFound();
        }
        answer(context, TransactionView.status(transaction));
    }

    /** 407 is the good answer. */
    private void expire(RoutingContext context) {
        MidtransPayment transaction = find(context);
        if (transaction.status() != Status.EXPIRE) {
            processor.expire(transaction);
        }
        answer(context, TransactionView.outcome(transaction, "407", "Success, transaction is expired"));
    }

    private Handler<RoutingContext> change(Consumer<MidtransPayment> deed, String code, String message) {
        return context -> {
            MidtransPayment transaction = find(context);
            deed.accept(transaction);
            answer(context, TransactionView.outcome(transaction, code, message));
        };
    }

    private void refund(RoutingContext context, boolean direct) {
        answer(context, refunds.refund(find(context), Requests.body(context), direct));
    }

    private void picture(RoutingContext context) {
        MidtransPayment transaction = transactions.find(context.pathParam("id")).orElseThrow(MidtransRefusal::notFound);
        context.response()
                .putHeader("Content-Type", "image/png")
                .putHeader("Cache-Control", "no-store")
                .end(QrCodePicture.png(PaymentCodes.qrText(transaction)));
    }

    /** Asked by browsers, with the client key. */
    private void cardToken(RoutingContext context) {
        @Nullable String clientKey = context.queryParams().get("client_key");
        @Nullable String number = context.queryParams().get("card_number");
        if (clientKey == null || authentication.byClientKey(clientKey).isEmpty()) {
            throw new MidtransRefusal(401, WRONG_KEY);
        }
        TestCard card = TestCard.of(number == null ? "" : number)
                .orElseThrow(() -> MidtransRefusal.invalid("card_number is not a card of the sandbox"));
        answer(
                context,
                new JsonObject()
                        .put("status_code", "200")
                        .put("status_message", "Credit card token is created as Token ID.")
                        .put("token_id", tokens.issue(card)));
    }

    private void replay(RoutingContext context) {
        replays.find(context).ifPresentOrElse(stored -> send(context, stored), context::next);
    }

    private MidtransPayment find(RoutingContext context) {
        return transactions
                .find(Authentication.merchant(context), context.pathParam("id"))
                .orElseThrow(MidtransRefusal::notFound);
    }

    private void answer(RoutingContext context, JsonObject body) {
        replays.keep(context, body);
        send(context, body);
    }

    private void send(RoutingContext context, JsonObject body) {
        int http = options.httpMirrorsBody() ? Integer.parseInt(body.getString("status_code")) : 200;
        Answers.send(context, http, body);
    }
}
