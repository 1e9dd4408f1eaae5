package com.plugipay.sandbox.xendit.api;

import com.plugipay.sandbox.kit.SeededIds;
import com.plugipay.sandbox.xendit.Amounts;
import com.plugipay.sandbox.xendit.Checkout;
import com.plugipay.sandbox.xendit.XenditChannelCode;
import com.plugipay.sandbox.xendit.XenditLedger;
import com.plugipay.sandbox.xendit.XenditPaymentProcessor;
import com.plugipay.sandbox.xendit.api.ApiCall.Reply;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Legacy invoices, the hosted page that the client libraries still know. */
public final class InvoiceRoutes {
    private static final Duration USUAL_LIFE = Duration.ofDays(1);
    private static final List<String> REPEATED =
            List.of("items", "fees", "customer", "customer_notification_preference", "payer_email", "locale");

    private final XenditLedger ledger;
    private final XenditPaymentProcessor processor;
    private final SeededIds ids;
    private final Supplier<String> baseUrl;

    public InvoiceRoutes(
            XenditLedger ledger, XenditPaymentProcessor processor, SeededIds ids, Supplier<String> baseUrl) {
        this.ledger = ledger;
        this.processor = processor;
        this.ids = ids;
        this.baseUrl = baseUrl;
    }

    public void mount(XenditEndpoints api, Router router) {
        api.on(router, HttpMethod.POST, "/v2/invoices", this::create);
        api.on(router, HttpMethod.GET, "/v2/invoices", this::list);
        api.on(router, HttpMethod.GET, "/v2/invoices/:id", call -> Reply.of(json(find(call))));
        api.on(router, HttpMethod.POST, "/invoices/:id/expire!", this::expire);
    }

    private Reply create(ApiCall call) {
        Instant now = processor.now();
        Checkout.Asked asked = read(call.body(), now);
        Checkout invoice = new Checkout(Checkout.Kind.INVOICE, call.account(), ids.hex24(), asked, now);
        return Reply.of(json(processor.open(invoice)));
    }

    private static Checkout.Asked read(RequestFields body, Instant now) {
        String reference = body.text("external_id", 255);
        String currency = body.has("currency") ? body.text("currency", 3) : "IDR";
        if (!currency.equals("IDR")) {
            throw XenditRefusal.of("UNSUPPORTED_CURRENCY", "The currency is not supported.");
        }
        String email = body.optionalText("payer_email", 255);
        if (email != null && !email.matches("[^@\\s]+@[^@\\s]+\\.[^@\\s]+")) {
            throw XenditRefusal.of("EMAIL_FORMAT_ERROR", "The email address is not valid.");
        }
        long amount = Amounts.read(body.number("amount"), currency, "API_VALIDATION_ERROR");
        List<XenditChannelCode> channels = channels(body.texts("payment_methods"));
        if (channels.stream().noneMatch(channel -> channel.takes(amount))) {
            throw XenditRefusal.of("NO_COLLECTION_METHODS_ERROR", "There is no payment method for this amount.");
        }
        JsonObject answer = new JsonObject()
                .put("should_send_email", Boolean.TRUE.equals(body.json().getValue("should_send_email")));
        REPEATED.stream()
                .filter(body::has)
                .forEach(name -> answer.put(name, body.json().getValue(name)));
        return new Checkout.Asked(
                reference,
                amount,
                currency,
                channels,
                body.optionalText("description", 1_000),
                body.metadata(),
                body.optionalText("success_redirect_url", 2_048),
                body.optionalText("failure_redirect_url", 2_048),
                now.plus(life(body)),
                answer);
    }

    private static Duration life(RequestFields body) {
        if (!body.has("invoice_duration")) {
            return USUAL_LIFE;
        }
        Object given = body.json().getValue("invoice_duration");
        // The client library sends a string of digits.
        if (String.valueOf(given).matches("[1-9]\\d{0,8}")) {
            return Duration.ofSeconds(Long.parseLong(String.valueOf(given)));
        }
        throw XenditRefusal.invalid("invoice_duration", "invoice_duration must be a number of seconds");
    }

    private static List<XenditChannelCode> channels(@Nullable List<String> methods) {
        if (methods == null || methods.isEmpty()) {
            return Arrays.asList(XenditChannelCode.values());
        }
        return methods.stream()
                .map(method -> Arrays.stream(XenditChannelCode.values())
                        .filter(channel -> channel.ofInvoice().equals(method))
                        .findFirst()
                        .orElseThrow(() ->
                                XenditRefusal.of("UNAVAILABLE_PAYMENT_METHOD_ERROR", method + " is not available.")))
                .toList();
    }

    private Reply list(ApiCall call) {
        List<String> statuses = call.queries("statuses");
        List<Checkout> found = ledger.invoices(call.account()).stream()
                .filter(invoice -> call.query("external_id")
                        .map(id -> invoice.asked().reference().equals(id))
                        .orElse(true))
                .filter(invoice -> statuses.isEmpty() || statuses.contains(invoice.statusText()))
                .toList();
        return Reply.of(
                call.listed(found, "last_invoice", Checkout::id, this::json).data());
    }

    /** Xendit tells of it as of an expiry by time. */
    private Reply expire(ApiCall call) {
        Checkout invoice = find(call);
        if (invoice.status() == Checkout.Status.PAID) {
            throw XenditRefusal.of("INVALID_INVOICE_STATUS_ERROR", "The invoice is paid already.");
        }
        processor.expire(invoice);
        return Reply.of(json(invoice));
    }

    private Checkout find(ApiCall call) {
        try {
            return ledger.checkout(call.account(), Checkout.Kind.INVOICE, call.id());
        } catch (XenditRefusal missing) {
            throw new XenditRefusal(404, "INVOICE_NOT_FOUND_ERROR", "Could not find the invoice");
        }
    }

    private JsonObject json(Checkout invoice) {
        return CheckoutJson.invoice(invoice, baseUrl.get());
    }
}
