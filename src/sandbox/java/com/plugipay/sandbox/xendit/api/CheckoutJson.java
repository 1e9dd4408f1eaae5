package com.plugipay.sandbox.xendit.api;

import com.plugipay.sandbox.xendit.Account;
import com.plugipay.sandbox.xendit.Amounts;
import com.plugipay.sandbox.xendit.Checkout;
import com.plugipay.sandbox.xendit.PaymentRequest;
import com.plugipay.sandbox.xendit.XenditChannelCode;
import com.plugipay.sandbox.xendit.XenditPayment;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Function;

/** Sessions and legacy invoices as the API writes them, and the invoice's callback, which has no envelope. */
public final class CheckoutJson {
    private static final String PICTURE = "https://img.example/toko-contoh.png";

    private CheckoutJson() {}

    /**
     * A session, as answers and callbacks show it.
     *
     * @param baseUrl of the buyers' pages
     */
    public static JsonObject session(Checkout session, String baseUrl) {
        Checkout.Asked asked = session.asked();
        Optional<PaymentRequest> paidBy = session.paidBy();
        return asked.answer()
                .copy()
                .put("payment_session_id", session.id())
                .put("reference_id", asked.reference())
                .put("amount", Amounts.write(asked.amount(), asked.currency()))
                .put("currency", asked.currency())
                .put("expires_at", asked.expiresAt().toString())
                .put("description", asked.description())
                .put("metadata", asked.metadata())
                .put("success_return_url", asked.successUrl())
                .put("cancel_return_url", asked.cancelUrl())
                .put("status", session.statusText())
                .put("payment_link_url", baseUrl + session.path())
                .put("payment_token_id", null)
                .put("payment_request_id", paidBy.map(PaymentRequest::id).orElse(null))
                .put(
                        "payment_id",
                        paidBy.flatMap(PaymentRequest::success)
                                .map(XenditPayment::id)
                                .orElse(null))
                .put("business_id", session.account().businessId())
                .put("created", session.created().toString())
                .put("updated", session.updated().toString());
    }

    static JsonObject invoice(Checkout invoice, String baseUrl) {
        Checkout.Asked asked = invoice.asked();
        Number amount = Amounts.write(asked.amount(), asked.currency());
        return asked.answer()
                .copy()
                .put("id", invoice.id())
                .put("external_id", asked.reference())
                .put("user_id", invoice.account().businessId())
                .put("status", invoice.statusText())
                .put("merchant_name", Account.MERCHANT_NAME)
                .put("merchant_profile_picture_url", PICTURE)
                .put("amount", amount)
                .put("currency", asked.currency())
                .put("description", asked.description())
                .put("expiry_date", asked.expiresAt().toString())
                .put("invoice_url", baseUrl + invoice.path())
                // The client libraries read all six, empty or not.
                .put(
                        "available_banks",
                        available(
                                invoice,
                                XenditChannelCode.Kind.VIRTUAL_ACCOUNT,
                                channel -> bank(channel).put("transfer_amount", amount)))
                .put(
                        "available_retail_outlets",
                        available(
                                invoice,
                                XenditChannelCode.Kind.RETAIL_OUTLET,
                                channel -> new JsonObject().put("retail_outlet_name", channel.name())))
                .put(
                        "available_ewallets",
                        available(
                                invoice,
                                XenditChannelCode.Kind.EWALLET,
                                channel -> new JsonObject().put("ewallet_type", channel.name())))
                .put(
                        "available_qr_codes",
                        available(
                                invoice,
                                XenditChannelCode.Kind.QR_CODE,
                                channel -> new JsonObject().put("qr_code_type", channel.name())))
                .put("available_direct_debits", new JsonArray())
                .put("available_paylaters", new JsonArray())
                .put("should_exclude_credit_card", !invoice.offered().contains(XenditChannelCode.CARDS))
                .put("success_redirect_url", asked.successUrl())
                .put("failure_redirect_url", asked.cancelUrl())
                .put("metadata", asked.metadata())
                .put("created", invoice.created().toString())
                .put("updated", invoice.updated().toString());
    }

    public static JsonObject invoiceCallback(Checkout invoice) {
        Checkout.Asked asked = invoice.asked();
        JsonObject json = new JsonObject()
                .put("id", invoice.id())
                .put("external_id", asked.reference())
                .put("user_id", invoice.account().businessId())
                .put("status", invoice.statusText())
                .put("merchant_name", Account.MERCHANT_NAME)
                .put("amount", Amounts.write(asked.amount(), asked.currency()))
                .put("currency", asked.currency())
                .put("created", invoice.created().toString())
                .put("updated", invoice.updated().toString())
                .put("description", asked.description())
                .put("credit_card_charge_id", null)
                .put("items", asked.answer().getJsonArray("items", new JsonArray()))
                .put("fees", asked.answer().getJsonArray("fees", new JsonArray()));
        invoice.paidBy()
                .ifPresent(request -> request.success()
                        .ifPresent(payment -> json.put("paid_amount", Amounts.write(payment.amount(), asked.currency()))
                                .put("payment_method", request.channel().kind.ofInvoice)
                                .put("payment_channel", request.channel().ofInvoice())
                                .put("payment_destination", request.code().orElse(null))
                                .put(
                                        "payment_details",
                                        new JsonObject()
                                                .put("receipt_id", payment.captureId())
                                                .put("source", payment.issuer()))
                                .put("payment_id", payment.id())
                                .put("paid_at", payment.at().toString())));
        return json;
    }

    private static JsonObject bank(XenditChannelCode channel) {
        return new JsonObject()
                .put("bank_code", channel.label)
                .put("collection_type", "POOL")
                .put("bank_branch", "Virtual Account")
                .put("account_holder_name", "TOKO CONTOH");
    }

    private static JsonArray available(
            Checkout invoice, XenditChannelCode.Kind kind, Function<XenditChannelCode, JsonObject> write) {
        JsonArray all = new JsonArray();
        invoice.offered().stream()
                .filter(channel -> channel.kind == kind)
                .map(write)
                .forEach(all::add);
        return all;
    }
}
