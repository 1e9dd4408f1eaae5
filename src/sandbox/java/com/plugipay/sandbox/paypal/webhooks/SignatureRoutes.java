package com.plugipay.sandbox.paypal.webhooks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.plugipay.sandbox.paypal.api.PayPalRefusal;
import com.plugipay.sandbox.paypal.api.Replies;
import com.plugipay.sandbox.paypal.api.Request;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Helps receivers of webhooks to check them: with the certificate, or by asking. */
public final class SignatureRoutes {
    private static final List<String> FIELDS =
            List.of("auth_algo", "cert_url", "transmission_id", "transmission_sig", "transmission_time", "webhook_id");
    private static final JsonFactory JSON = new JsonFactory();

    private final SigningCertificate certificate;
    private final Transmitter transmitter;
    private final WebhookRoutes webhooks;
    private final Replies replies;

    public SignatureRoutes(
            SigningCertificate certificate, Transmitter transmitter, WebhookRoutes webhooks, Replies replies) {
        this.certificate = certificate;
        this.transmitter = transmitter;
        this.webhooks = webhooks;
        this.replies = replies;
    }

    public void mount(Router router) {
        router.post("/v1/notifications/verify-webhook-signature").handler(this::verify);
    }

    /** Open to everybody, and never faulty: it belongs to no merchant's calls. */
    public void certificate(RoutingContext context) {
        if (!certificate.id().equals(context.pathParam("id"))) {
            throw PayPalRefusal.notFound();
        }
        context.response().putHeader("Content-Type", "text/plain").end(certificate.chainPem());
    }

    private void verify(RoutingContext context) {
        JsonObject body = Request.object(context);
        for (String field : FIELDS) {
            if (!(body.getValue(field) instanceof String)) {
                throw PayPalRefusal.webhookField(field, "Required field is missing");
            }
        }
        Buffer event = rawEvent(Request.bytes(context));
        if (event == null) {
            throw PayPalRefusal.webhookField("webhook_event", "Required field is missing");
        }
        boolean holds = body.getString("auth_algo").equals(SigningCertificate.ALGORITHM)
                && body.getString("cert_url").equals(transmitter.certificateUrl())
                && webhooks.of(Request.app(context)).stream()
                        .anyMatch(webhook -> webhook.id().equals(body.getString("webhook_id")))
                && certificate.verifies(
                        Transmitter.message(
                                body.getString("transmission_id"),
                                body.getString("transmission_time"),
                                body.getString("webhook_id"),
                                event),
                        body.getString("transmission_sig"));
        replies.send(context, 200, new JsonObject().put("verification_status", holds ? "SUCCESS" : "FAILURE"));
    }

    /** The event as it stands in the body, byte for byte: written anew it would have another checksum. */
    private static @Nullable Buffer rawEvent(Buffer body) {
        try (JsonParser parser = JSON.createParser(body.getBytes())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("webhook_event");
                JsonToken value = parser.nextToken();
                int start = Math.toIntExact(parser.currentTokenLocation().getByteOffset());
                parser.skipChildren();
                if (found) {
                    int end = Math.toIntExact(parser.currentLocation().getByteOffset());
                    return value == JsonToken.START_OBJECT ? body.slice(start, end) : null;
                }
            }
            return null;
        } catch (IOException malformed) {
            return null;
        }
    }
}
