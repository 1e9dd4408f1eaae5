package com.plugipay.sandbox.xendit;

import static com.plugipay.sandbox.kit.api.Jsons.json;
import static com.plugipay.sandbox.xendit.XenditEndpoints.wanted;

import com.plugipay.sandbox.kit.api.ApiCall;
import com.plugipay.sandbox.kit.api.ApiReply;
import com.plugipay.sandbox.kit.api.ProviderApi;
import com.plugipay.sandbox.xendit.PaymentRequest.Payment;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The account's money: what came, what it cost, what went back, and the balance. Fees are known a while after the
 * payment only. Settlement is not played.
 *
 * @see <a href="https://docs.xendit.co/apidocs/list-transactions">List transactions</a>
 */
record BalanceTransactions(XenditPaymentProcessor processor) {
    private static final long OPENING_BALANCE = 1_000_000_000;
    private static final Duration FEE_TAKES = Duration.ofSeconds(30);

    void mount(ProviderApi<XenditMerchant> api) {
        api.get("/transactions", this::list);
        api.get("/transactions/:id", call -> XenditEndpoints.one(call, "id", lines(call.merchant())));
        api.get("/balance", call -> ApiReply.of(json("balance", balance(call.merchant()))));
    }

    /** In rupiah. */
    private long balance(XenditMerchant merchant) {
        return OPENING_BALANCE
                + processor.requests.of(merchant).stream()
                        .filter(request -> request.currency().equals("IDR"))
                        .mapToLong(request -> request.paid() - request.refunded())
                        .sum();
    }

    private ApiReply list(ApiCall<XenditMerchant> call) {
        Stream<JsonObject> found = lines(call.merchant())
                .filter(wanted(call, "types", "type"))
                .filter(wanted(call, "statuses", "status"))
                .filter(wanted(call, "currency", "currency"))
                .filter(wanted(call, "product_id", "product_id"))
                .filter(wanted(call, "reference_id", "reference_id"))
                .filter(line -> !line.getInstant("created").isBefore(bound(call, "created[gte]", Instant.MIN)))
                .filter(line -> !line.getInstant("created").isAfter(bound(call, "created[lte]", Instant.MAX)));
        return XenditEndpoints.page(call, 50, "id", found);
    }

    private static Instant bound(ApiCall<XenditMerchant> call, String query, Instant otherwise) {
        JsonObject given = json(query, call.query(query).orElse(null));
        return Objects.requireNonNullElse(XenditFields.of(given).instant(query), otherwise);
    }

    /** Newest first. */
    private Stream<JsonObject> lines(XenditMerchant merchant) {
        Stream<JsonObject> payments =
                processor.payments(merchant).filter(Payment::succeeded).map(this::line);
        Stream<JsonObject> refunds = processor.refunds.of(merchant).stream()
                .filter(XenditRefund::succeeded)
                .map(BalanceTransactions::line);
        return Stream.concat(payments, refunds)
                .sorted(Comparator.comparing((JsonObject line) -> line.getInstant("created"))
                        .reversed());
    }

    private JsonObject line(Payment payment) {
        PaymentRequest request = payment.request();
        boolean known = !processor.tools.now().isBefore(payment.at().plus(FEE_TAKES));
        long fee = known ? request.channel.fee(payment.amount()) : 0;
        long tax = XenditChannelCode.valueAddedTax(fee);
        return line(request, payment.amount(), payment.at())
                .mergeIn(json(
                        "id", "txn_".concat(payment.id().substring(3)),
                        "type", "PAYMENT",
                        "product_id", payment.id(),
                        "cashflow", "MONEY_IN",
                        "net_amount", request.write(payment.amount() - fee - tax),
                        "fee", fee(known ? "COMPLETED" : "PENDING", request.write(fee), request.write(tax))));
    }

    private static JsonObject line(XenditRefund refund) {
        return line(refund.payment.request(), refund.amount, refund.createdAt())
                .mergeIn(json(
                        "id", "txn_".concat(refund.id().substring(4)),
                        "type", "REFUND",
                        "product_id", refund.id(),
                        "cashflow", "MONEY_OUT",
                        "net_amount", refund.payment.request().write(refund.amount),
                        "fee", fee("NOT_APPLICABLE", 0, 0)));
    }

    private static JsonObject line(PaymentRequest request, long amount, Instant at) {
        return json(
                "status", "SUCCESS",
                "channel_category", request.channel.kind.name(),
                "channel_code", request.channel.name(),
                "reference_id", request.reference(),
                "currency", request.currency(),
                "amount", request.write(amount),
                "business_id", request.owner().businessId,
                "created", at.toString(),
                "updated", at.toString());
    }

    private static JsonObject fee(String status, Number fee, Number tax) {
        return json(
                "xendit_fee", fee,
                "value_added_tax", tax,
                "xendit_withholding_tax", 0,
                "third_party_withholding_tax", 0,
                "status", status);
    }
}
