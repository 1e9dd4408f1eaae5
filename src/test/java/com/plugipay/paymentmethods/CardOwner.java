package com.plugipay.paymentmethods;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.support.Answer;
import com.plugipay.support.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A customer of a merchant who gives cards on the page of Xendit's stand-in. */
public final class CardOwner {
    /** A card that pays whenever it is charged. */
    public static final String GOOD = "4000000000001000";

    /** A card without enough money, whenever it is charged after it was stored. */
    public static final String EMPTY = "4000000000000341";

    /** A card whose owner has to confirm each charge. */
    public static final String ASKING = "4000000000003220";

    /** A card that was stolen after it was stored. */
    public static final String STOLEN = "4000000000009979";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Api api;
    private final String customer;

    public CardOwner(Api api) {
        this(api, "\"email\":\"siti@shop.example\"");
    }

    /** @param fields of the customer, in JSON */
    public CardOwner(Api api, String fields) {
        this.api = api;
        this.customer = api.post("/v1/customers", "{\"name\":\"Siti\"," + fields + "}")
                .expect(201)
                .id();
    }

    public String customer() {
        return customer;
    }

    /** Stores a card without a payment and returns the id of the payment method. */
    public String store(String card) {
        Answer session = session("\"mode\":\"setup\"");
        give(session.id(), card);
        return await(session.id(), "complete").path("paymentTokenId").asText();
    }

    /** A new session with these fields. */
    public Answer session(String fields) {
        return api.post("/v1/checkout-sessions", """
                {"currency":"IDR","customerId":"%s","successUrl":"https://shop.example/ok",
                 "cancelUrl":"https://shop.example/no",%s}""".formatted(customer, fields))
                .expect(201);
    }

    /** Chooses the card on the checkout page, and gives it on the provider's. */
    public void give(String session, String card) {
        JsonNode chosen = api.post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"card\"}")
                .expect(200)
                .data();
        Map<String, String> form = Map.of("channel", "CARDS", "number", card, "month", "12", "year", "2040");
        post(chosen.at("/nextAction/url").asText(), form);
    }

    /** The session when it has that status. */
    public JsonNode await(String session, String status) {
        return Awaitility.await()
                .until(
                        () -> api.get("/v1/checkout-sessions/" + session)
                                .expect(200)
                                .data(),
                        found -> found.path("status").asText().equals(status));
    }

    /** The customer's stored payment methods. */
    public List<JsonNode> methods() {
        return api.get("/v1/customers/" + customer + "/payment-methods")
                .expect(200)
                .data()
                .valueStream()
                .toList();
    }

    private void post(String url, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + '=' + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status >= 400) {
                throw new AssertionError(url + " answered " + status);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }
}
