package com.plugipay.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.auth.Signature;
import com.plugipay.model.Ids;
import com.plugipay.secrets.Secret;
import com.plugipay.webhooks.send.DeliveryRequest;
import com.plugipay.webhooks.send.WebhookSignature;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Forwards each new event to an address, such as a server on the same laptop, as a webhook endpoint would get it. It asks for
 * events every second, so that it works behind any firewall. What cannot be delivered is not tried again.
 */
@Command(
        name = "listen",
        description = "forward each new event to an address, such as one of this machine, as webhooks are delivered",
        mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class ListenCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ApiAccess access;

    @Option(
            names = "--forward",
            paramLabel = "URL",
            description = "such as http://localhost:3000/hooks; else only shown")
    private @Nullable URI forward;

    private final HttpClient http = HttpClient.newHttpClient();

    @Override
    public Integer call() {
        PrintWriter output = spec.commandLine().getOut();
        try (ApiClient api = access.client()) {
            NewEvents events = new NewEvents(api);
            Secret secret = secret(api.key());
            if (!access.isJson()) {
                output.println("Waiting for events. Deliveries are signed with " + secret.reveal()
                        + ", which is the same each time for the same key.");
                output.flush();
            }
            do {
                events.next().forEach(event -> show(event, secret, output));
            } while (Pause.ofASecond());
        }
        return 0;
    }

    private void show(JsonNode event, Secret secret, PrintWriter output) {
        String outcome = forward == null ? "" : forwarded(forward, event, secret);
        output.println(access.isJson() ? event.toString() : EventsCommand.line(event) + "  " + outcome);
        if (access.isJson() && !outcome.isEmpty()) {
            spec.commandLine().getErr().println(event.path("id").asText() + "  " + outcome);
        }
        output.flush();
    }

    /** A secret that nobody can have who has not the key: nothing has to be stored, and restarts change nothing. */
    static Secret secret(Secret key) {
        return new Secret(WebhookSignature.SECRET_PREFIX
                + Base64.getEncoder().encodeToString(Signature.sign(Signature.key(key), "plugipay listen")));
    }

    private String forwarded(URI address, JsonNode event, Secret secret) {
        String body = event.toString();
        Instant now = Instant.now();
        long begun = System.nanoTime();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(PATIENCE).POST(BodyPublishers.ofString(body));
        DeliveryRequest.headers(Ids.at(now, "whd"), event.path("id").asText(), body, List.of(secret), now)
                .forEach(request::header);
        try {
            int status = http.send(request.build(), BodyHandlers.discarding()).statusCode();
            return "%d in %d ms".formatted(status, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        } catch (IOException unreachable) {
            return "not delivered: " + unreachable.getClass().getSimpleName();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return "not delivered: stopped";
        }
    }
}
