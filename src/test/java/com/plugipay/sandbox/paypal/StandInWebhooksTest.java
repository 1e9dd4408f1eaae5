package com.plugipay.sandbox.paypal;

import static com.plugipay.sandbox.paypal.PayPal.json;
import static com.plugipay.sandbox.paypal.PayPal.link;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandInWebhooksTest {
    private static final String WEBHOOKS = "/v1/notifications/webhooks";

    private PayPal paypal;

    @BeforeEach
    void open() throws Exception {
        paypal = new PayPal();
    }

    @AfterEach
    void close() {
        paypal.close();
    }

    @Test
    void managesWebhooks() throws Exception {
        String id = paypal.subscribe();
        JsonArray all = json(paypal.get(WEBHOOKS)).getJsonArray("webhooks");
        assertThat(all).hasSize(1);
        assertThat(all.getJsonObject(0).getString("id")).isEqualTo(id);
        assertThat(all.getJsonObject(0)
                        .getJsonArray("event_types")
                        .getJsonObject(0)
                        .getString("name"))
                .isEqualTo("*");
        HttpResponse<String> twice =
                create("{\"url\":\"" + paypal.webhookUrl + "\",\"event_types\":[{\"name\":\"*\"}]}");
        named(twice, 400, "WEBHOOK_URL_ALREADY_EXISTS");

        named(create("{\"url\":\"http://example.com/h\",\"event_types\":[{\"name\":\"*\"}]}"), 400, "VALIDATION_ERROR");
        named(
                create("{\"url\":\"https://a.example:81/\",\"event_types\":[{\"name\":\"*\"}]}"),
                400,
                "VALIDATION_ERROR");
        named(create("{\"url\":\"https://a.example/\",\"event_types\":[]}"), 400, "VALIDATION_ERROR");
        named(create("{\"url\":\"https://a.example/\",\"event_types\":[{\"name\":\"X.Y\"}]}"), 400, "VALIDATION_ERROR");
        for (int i = 2; i <= 10; i++) {
            assertThat(create("{\"url\":\"https://a.example/" + i
                                    + "\",\"event_types\":[{\"name\":\"PAYMENT.CAPTURE.COMPLETED\"}]}")
                            .statusCode())
                    .isEqualTo(201);
        }
        named(
                create("{\"url\":\"https://a.example/11\",\"event_types\":[{\"name\":\"*\"}]}"),
                400,
                "WEBHOOK_NUMBER_LIMIT_EXCEEDED");

        HttpResponse<String> patched = paypal.call(
                "PATCH",
                WEBHOOKS + "/" + id,
                "[{\"op\":\"replace\",\"path\":\"/event_types\",\"value\":[{\"name\":\"PAYMENT.CAPTURE.DENIED\"}]},"
                        + "{\"op\":\"replace\",\"path\":\"/url\",\"value\":\"https://b.example/\"}]");
        assertThat(patched.statusCode()).isEqualTo(200);
        assertThat(json(paypal.get(WEBHOOKS + "/" + id)).getString("url")).isEqualTo("https://b.example/");
        named(
                paypal.call(
                        "PATCH",
                        WEBHOOKS + "/" + id,
                        "[{\"op\":\"replace\",\"path\":\"/url\",\"value\":\"https://a.example/2\"}]"),
                400,
                "WEBHOOK_URL_ALREADY_EXISTS");
        named(paypal.call("PATCH", WEBHOOKS + "/" + id, "[]"), 400, "WEBHOOK_PATCH_REQUEST_NO_CHANGE");

        assertThat(paypal.call("DELETE", WEBHOOKS + "/" + id, "").statusCode()).isEqualTo(204);
        named(paypal.call("DELETE", WEBHOOKS + "/" + id, ""), 404, "INVALID_RESOURCE_ID");
        paypal.token = paypal.token(PayPal.OTHER_APP);
        assertThat(json(paypal.get(WEBHOOKS)).getJsonArray("webhooks")).isEmpty();
    }

    @Test
    void tellsWhatHappens() throws Exception {
        paypal.subscribe();
        String order = paypal.order("a");
        paypal.act(order, "approve_pending");
        PayPal.Heard approved = paypal.next();
        assertThat(approved.json().getString("event_type")).isEqualTo("CHECKOUT.ORDER.APPROVED");
        assertThat(approved.json().getString("resource_type")).isEqualTo("checkout-order");
        assertThat(approved.resource().getString("status")).isEqualTo("APPROVED");
        assertThat(approved.header("Content-Type")).isEqualTo("application/json");

        paypal.capture(order);
        PayPal.Heard pending = paypal.next();
        assertThat(pending.json().getString("event_type")).isEqualTo("PAYMENT.CAPTURE.PENDING");
        paypal.act(order, "complete");
        PayPal.Heard completed = paypal.next();
        assertThat(completed.json().getString("event_type")).isEqualTo("PAYMENT.CAPTURE.COMPLETED");
        JsonObject capture = completed.resource();
        assertThat(capture.getJsonObject("supplementary_data")
                        .getJsonObject("related_ids")
                        .getString("order_id"))
                .isEqualTo(order);
        assertThat(capture.getString("custom_id")).isEqualTo("payment-1");

        String path = "/v2/payments/captures/" + capture.getString("id");
        paypal.call("POST", path + "/refund", "{\"amount\":{\"currency_code\":\"USD\",\"value\":\"4.00\"}}");
        PayPal.Heard refunded = paypal.next();
        assertThat(refunded.json().getString("event_type")).isEqualTo("PAYMENT.CAPTURE.REFUNDED");
        assertThat(refunded.json().getString("resource_type")).isEqualTo("refund");
        assertThat(link(refunded.resource(), "up")).endsWith(path);
        paypal.act(order, "reverse");
        PayPal.Heard reversed = paypal.next();
        assertThat(reversed.json().getString("event_type")).isEqualTo("PAYMENT.CAPTURE.REVERSED");
        assertThat(reversed.resource().getJsonObject("amount").getString("value"))
                .isEqualTo("6.00");
        assertThat(link(reversed.resource(), "up")).endsWith(path);

        String denied = paypal.order("b");
        paypal.act(denied, "approve_pending");
        paypal.capture(denied);
        paypal.act(denied, "deny");
        PayPal.Heard denial = paypal.next("PAYMENT.CAPTURE.DENIED");
        assertThat(denial.resource().getString("status")).isEqualTo("DECLINED");
    }

    @Test
    void tellsOnlyWhatIsWanted() throws Exception {
        create("{\"url\":\"" + paypal.webhookUrl + "\",\"event_types\":[{\"name\":\"PAYMENT.CAPTURE.COMPLETED\"}]}");
        paypal.captured("a");
        assertThat(paypal.next().json().getString("event_type")).isEqualTo("PAYMENT.CAPTURE.COMPLETED");
        assertThat(paypal.heard.isEmpty()).isTrue();
    }

    @Test
    void signsSoThatTheAuthorityVouchesForIt() throws Exception {
        String webhook = paypal.subscribe();
        paypal.act(paypal.order("a"), "pay");
        PayPal.Heard heard = paypal.next();
        X509Certificate signer = trusted(heard.header("PAYPAL-CERT-URL"), PayPal.AUTHORITY.caPem());
        assertThat(signer.getSubjectX500Principal().getName())
                .contains("CN=messageverificationcerts.sandbox.paypal.com");
        assertThat(heard.header("PAYPAL-AUTH-ALGO")).isEqualTo("SHA256withRSA");
        assertThat(verified(webhook, heard, heard.body())).isTrue();
    }

    @Test
    void forgesASignatureOnDemand() throws Exception {
        String webhook = paypal.subscribe();
        paypal.fault("wrong_signature");
        paypal.act(paypal.order("a"), "pay");
        PayPal.Heard forged = paypal.next();
        PayPal.Heard genuine = paypal.next();
        assertThat(forged.body()).isEqualTo(genuine.body());
        assertThat(verified(webhook, genuine, genuine.body())).isTrue();
        assertThat(verified(webhook, forged, forged.body())).isFalse();
        assertThat(verified("other", genuine, genuine.body())).isFalse();
        // The same JSON in other bytes.
        Buffer spaced = Buffer.buffer(genuine.body().toString().replaceFirst(",", ", "));
        assertThat(verified(webhook, genuine, spaced)).isFalse();
    }

    @Test
    void triesTwentyFiveTimesMore() throws Exception {
        paypal.subscribe();
        for (int i = 0; i < 100; i++) {
            paypal.answers.add(500);
        }
        paypal.act(paypal.order("a"), "pay");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 26; i++) {
            ids.add(paypal.next().json().getString("id"));
        }
        assertThat(Set.copyOf(ids)).hasSize(1);
        await().untilAsserted(() -> assertThat(new JsonArray(
                        paypal.control("GET", "/callbacks", new JsonObject()).body()))
                .hasSize(26));
        assertThat(paypal.heard.isEmpty()).isTrue();
    }

    @Test
    void listsAndResendsEvents() throws Exception {
        paypal.subscribe();
        paypal.captured("a");
        String approved = paypal.next("CHECKOUT.ORDER.APPROVED").json().getString("id");
        PayPal.Heard completed = paypal.next("PAYMENT.CAPTURE.COMPLETED");
        String events = "/v1/notifications/webhooks-events";
        assertThat(json(paypal.get(events)).getInteger("count")).isEqualTo(2);
        JsonObject found = json(paypal.get(events)).getJsonArray("events").getJsonObject(0);
        assertThat(found).isEqualTo(completed.json());
        assertThat(json(paypal.get(events + "/" + approved)).getString("event_type"))
                .isEqualTo("CHECKOUT.ORDER.APPROVED");
        named(paypal.get(events + "/WH-1"), 404, "INVALID_RESOURCE_ID");

        HttpResponse<String> resent = paypal.call("POST", events + "/" + found.getString("id") + "/resend", "{}");
        assertThat(resent.statusCode()).isEqualTo(202);
        PayPal.Heard again = paypal.next();
        assertThat(again.body()).isEqualTo(completed.body());
        assertThat(again.header("PAYPAL-TRANSMISSION-ID")).isNotEqualTo(completed.header("PAYPAL-TRANSMISSION-ID"));
    }

    @Test
    void keepsItsAuthority(@TempDir Path directory) throws Exception {
        CertificateAuthority first = CertificateAuthority.keptIn(directory);
        CertificateAuthority second = CertificateAuthority.keptIn(directory);
        assertThat(second.caPem()).isEqualTo(first.caPem());
        assertThat(directory.resolve(CertificateAuthority.CERTIFICATE_FILE)).hasContent(first.caPem());
        assertThat(Files.getPosixFilePermissions(directory.resolve("paypal-authority-key.pem")))
                .hasSize(2);
        validate(second.chainPem(), first.caPem());
    }

    private X509Certificate trusted(String certificateUrl, String caPem) throws Exception {
        assertThat(certificateUrl).startsWith(paypal.url + "/paypal/v1/notifications/certs/CERT-");
        HttpResponse<String> chain = paypal.send(HttpRequest.newBuilder(URI.create(certificateUrl)));
        assertThat(chain.statusCode()).isEqualTo(200);
        return validate(chain.body(), caPem);
    }

    /** Holds the first certificate of the chain against the authority, as a gateway does. */
    private static X509Certificate validate(String chainPem, String caPem) throws Exception {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        X509Certificate authority =
                (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(caPem.getBytes(UTF_8)));
        List<X509Certificate> chain = new ArrayList<>();
        factory.generateCertificates(new ByteArrayInputStream(chainPem.getBytes(UTF_8)))
                .forEach(certificate -> chain.add((X509Certificate) certificate));
        assertThat(chain).hasSize(2).last().isEqualTo(authority);
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX").validate(factory.generateCertPath(List.of(chain.getFirst())), parameters);
        return chain.getFirst();
    }

    private boolean verified(String webhook, PayPal.Heard heard, Buffer body) throws Exception {
        CRC32 checksum = new CRC32();
        checksum.update(body.getBytes());
        String message = heard.header("PAYPAL-TRANSMISSION-ID") + "|" + heard.header("PAYPAL-TRANSMISSION-TIME") + "|"
                + webhook + "|" + checksum.getValue();
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(trusted(heard.header("PAYPAL-CERT-URL"), PayPal.AUTHORITY.caPem()));
        signature.update(message.getBytes(UTF_8));
        return signature.verify(Base64.getDecoder().decode(heard.header("PAYPAL-TRANSMISSION-SIG")));
    }

    private HttpResponse<String> create(String body) throws Exception {
        return paypal.call("POST", WEBHOOKS, body);
    }

    private static void named(HttpResponse<String> answer, int status, String name) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).getString("name")).isEqualTo(name);
        assertThat(json(answer).getString("debug_id")).isNotEmpty();
    }
}
