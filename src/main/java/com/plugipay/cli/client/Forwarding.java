package com.plugipay.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.model.Ids;
import com.plugipay.secrets.Secret;
import com.plugipay.webhooks.send.DeliveryRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Delivers events to an address, one after the other. What was not taken for now is tried again a few times, and the events
 * behind it wait, so that they arrive in their order.
 */
final class Forwarding {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5));

    private static final int TIMEOUT = 408;
    private static final int TOO_MANY = 429;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final URI address;
    private final Secret secret;
    private final PrintWriter notes;

    Forwarding(URI address, Secret secret, PrintWriter notes) {
        this.address = address;
        this.secret = secret;
        this.notes = notes;
    }

    /** How one try ended; {@code mayPass}, whether the next one may end otherwise. */
    private record Outcome(boolean taken, boolean mayPass, String text) {}

    /** Delivers an event; says how it ended, for people. */
    String deliver(JsonNode event) {
        String id = event.path("id").asText();
        String body = event.toString();
        String deliveryId = Ids.at(Instant.now(), "whd");
        Outcome outcome = send(deliveryId, id, body);
        Iterator<Duration> pauses = PAUSES.iterator();
        while (outcome.mayPass() && pauses.hasNext()) {
            Duration pause = pauses.next();
            notes.printf("%s was not taken: %s; trying again in %d s.%n", id, outcome.text(), pause.toSeconds());
            notes.flush();
            if (!Pause.of(pause)) {
                return "not delivered: stopped";
            }
            outcome = send(deliveryId, id, body);
        }
        return outcome.taken() ? outcome.text() : "not delivered: " + outcome.text();
    }

    /** Signed anew each time, as receivers refuse what is old. */
    private Outcome send(String deliveryId, String eventId, String body) {
        Instant now = Instant.now();
        long begun = System.nanoTime();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(PATIENCE).POST(BodyPublishers.ofString(body));
        DeliveryRequest.headers(deliveryId, eventId, body, List.of(secret), now).forEach(request::header);
        try {
            int status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
            String text = "%d in %d ms".formatted(status, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
            boolean passing = status >= 500 || status == TIMEOUT || status == TOO_MANY;
            return new Outcome(status >= 200 && status < 300, passing, text);
        } catch (IOException unreachable) {
            return new Outcome(false, true, unreachable.getClass().getSimpleName());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return new Outcome(false, false, "stopped");
        }
    }
}
