package com.plugipay.pages.dashboard.kinds;

import com.plugipay.outbox.EventType;
import com.plugipay.pages.dashboard.DashboardTexts;
import com.plugipay.pages.dashboard.objects.Action;
import com.plugipay.pages.dashboard.objects.Input;
import com.plugipay.pages.dashboard.objects.InputType;
import com.plugipay.pages.dashboard.objects.ObjectKind;
import com.plugipay.pages.dashboard.objects.ObjectKind.Nothing;
import com.plugipay.pages.dashboard.view.Block;
import com.plugipay.pages.dashboard.view.Cell;
import com.plugipay.webhooks.deliveries.DeliveryAttempt;
import com.plugipay.webhooks.deliveries.WebhookDelivery;
import com.plugipay.webhooks.endpoints.DeliveryStatus;
import com.plugipay.webhooks.endpoints.WebhookEndpoint;
import com.plugipay.webhooks.recoveries.WebhookRecovery;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the receivers of events and what they are sent are shown. */
public final class WebhookKinds {
    private static final String DELIVERIES = "webhook-deliveries";

    /** How far the clocks of a time zone are behind UTC at most. */
    private static final Duration MOST_BEHIND = Duration.ofHours(12);

    public ObjectKind<WebhookEndpoint> endpoints() {
        return new ObjectKind<>("webhooks", WebhookEndpoint.class, WebhookEndpoint::id)
                .column("url", (endpoint, texts) -> Cell.code(endpoint.url().text()))
                .column("status", WebhookKinds::state)
                .column("events", WebhookKinds::events)
                .column("lastDelivery", WebhookKinds::lastDelivery)
                .title((endpoint, texts) -> endpoint.url().text())
                .state(WebhookKinds::state)
                .fact("description", (endpoint, texts) -> Cell.text(endpoint.description()))
                .fact("events", WebhookKinds::events)
                .fact("lastDelivery", WebhookKinds::lastDelivery)
                .fact("lastError", (endpoint, texts) -> Cell.text(endpoint.lastError()))
                .fact("failingSince", (endpoint, texts) -> texts.time(endpoint.failingSince()))
                .fact("nextAttemptAt", (endpoint, texts) -> texts.time(endpoint.nextAttemptAt()))
                .fact("disabledReason", (endpoint, texts) -> Cell.text(endpoint.disabledReason()))
                .fact("disabledAt", (endpoint, texts) -> texts.time(endpoint.disabledAt()))
                .fact("maxPerSecond", (endpoint, texts) -> Cell.text(String.valueOf(endpoint.maxPerSecond())))
                .fact("maxConcurrency", (endpoint, texts) -> Cell.text(String.valueOf(endpoint.maxConcurrency())))
                .fact("previousSecretUntil", (endpoint, texts) -> texts.time(endpoint.previousSecretUntil()))
                .fact("createdAt", (endpoint, texts) -> texts.time(endpoint.createdAt()))
                .related("deliveries", "/webhooks/deliveries", "endpointId", WebhookEndpoint::id, deliveries())
                .related("recoveries", "/webhooks/recoveries", "endpointId", WebhookEndpoint::id, recoveries())
                .action(Action.<WebhookEndpoint>post("test", "/webhooks/:id/test")
                        .when(WebhookEndpoint::active)
                        .with(Input.choice("type", types()))
                        .leadsTo(DELIVERIES))
                .action(Action.<WebhookEndpoint>of("edit", HttpMethod.PATCH, "/webhooks/:id")
                        .with(Input.<WebhookEndpoint>required("url", InputType.URL)
                                .from(endpoint -> endpoint.url().text()))
                        .with(Input.<WebhookEndpoint>boxes("events", wanted())
                                .from(endpoint -> String.join("\n", endpoint.events())))
                        .with(Input.<WebhookEndpoint>optional("description", InputType.TEXT)
                                .from(WebhookEndpoint::description))
                        .with(Input.<WebhookEndpoint>optional("maxPerSecond", InputType.NUMBER)
                                .from(endpoint -> String.valueOf(endpoint.maxPerSecond())))
                        .with(Input.<WebhookEndpoint>optional("maxConcurrency", InputType.NUMBER)
                                .from(endpoint -> String.valueOf(endpoint.maxConcurrency()))))
                .action(Action.<WebhookEndpoint>post("recover", "/webhooks/:id/recover")
                        .with(Input.<WebhookEndpoint>required("since", InputType.SINCE)
                                .from(WebhookKinds::failingDay))
                        .with(Input.optional("until", InputType.DAY)))
                .action(Action.<WebhookEndpoint>post("rotate-secret", "/webhooks/:id/rotate-secret")
                        .with(Input.<WebhookEndpoint>optional("overlapHours", InputType.NUMBER)
                                .from(endpoint -> "24"))
                        .reveals("secret"))
                .action(Action.<WebhookEndpoint>of("enable", HttpMethod.PATCH, "/webhooks/:id")
                        .when(endpoint -> !endpoint.active())
                        .completedBy((endpoint, body) -> body.put("active", true)))
                .action(Action.<WebhookEndpoint>of("pause", HttpMethod.PATCH, "/webhooks/:id")
                        .when(WebhookEndpoint::active)
                        .completedBy((endpoint, body) -> body.put("active", false)))
                .action(Action.<WebhookEndpoint>of("delete", HttpMethod.DELETE, "/webhooks/:id")
                        .dangerous())
                .created(Action.<Nothing>post("create", "/webhooks")
                        .with(Input.required("url", InputType.URL))
                        .with(Input.boxes("events", wanted()))
                        .with(Input.optional("description", InputType.TEXT))
                        .reveals("secret"));
    }

    private static Cell state(WebhookEndpoint endpoint, DashboardTexts texts) {
        return texts.state(
                endpoint.active() && endpoint.failingSince() != null
                        ? "failing"
                        : endpoint.status().text());
    }

    private static Cell events(WebhookEndpoint endpoint, DashboardTexts texts) {
        return endpoint.events().isEmpty() || endpoint.events().contains("*")
                ? Cell.text(texts.get("choice.events.*"))
                : Cell.code(String.join(", ", endpoint.events()));
    }

    private static Cell lastDelivery(WebhookEndpoint endpoint, DashboardTexts texts) {
        WebhookEndpoint.LastDelivery last = endpoint.lastDelivery();
        return last == null ? Cell.none() : texts.time(last.at());
    }

    /** A day on which it had not begun to fail in any time zone; null for an endpoint that does not fail. */
    private static @Nullable String failingDay(WebhookEndpoint endpoint) {
        Instant since = endpoint.failingSince();
        return since == null
                ? null
                : LocalDate.ofInstant(since.minus(MOST_BEHIND), ZoneOffset.UTC).toString();
    }

    /** The type that most receivers wait for is first. */
    private static String[] types() {
        return Stream.concat(Stream.of(EventType.PAYMENT_SUCCEEDED), Arrays.stream(EventType.values()))
                .distinct()
                .map(EventType::text)
                .toArray(String[]::new);
    }

    /** What an endpoint can ask for: everything, all of an object, or a type. */
    private static List<String> wanted() {
        List<String> all = new ArrayList<>(List.of("*"));
        for (EventType type : EventType.values()) {
            String family = type.objectType() + ".*";
            if (!all.contains(family)) {
                all.add(family);
            }
            all.add(type.text());
        }
        return List.copyOf(all);
    }

    public ObjectKind<WebhookDelivery> deliveries() {
        return new ObjectKind<>(DELIVERIES, WebhookDelivery.class, WebhookDelivery::id)
                .at("/webhooks/deliveries")
                .column("type", (delivery, texts) -> Cell.code(delivery.type()))
                .column(
                        "status",
                        (delivery, texts) -> texts.state(delivery.status().text()))
                .column("responseCode", (delivery, texts) -> code(delivery.responseCode()))
                .column("attempts", (delivery, texts) -> Cell.text(texts.get("attempts", delivery.attempts())))
                .column("createdAt", (delivery, texts) -> texts.time(delivery.createdAt()))
                .title((delivery, texts) -> delivery.type())
                .state((delivery, texts) -> texts.state(delivery.status().text()))
                .fact("endpointId", (delivery, texts) -> Cell.link("webhooks", delivery.endpointId()))
                .fact("eventId", (delivery, texts) -> Cell.link("events", delivery.eventId()))
                .fact("attempts", (delivery, texts) -> Cell.text(String.valueOf(delivery.attempts())))
                .fact("responseCode", (delivery, texts) -> code(delivery.responseCode()))
                .fact("lastError", (delivery, texts) -> error(delivery.lastError(), delivery.responseCode()))
                .fact("lastAttemptAt", (delivery, texts) -> texts.time(delivery.lastAttemptAt()))
                .fact("nextRetryAt", (delivery, texts) -> texts.time(delivery.nextRetryAt()))
                .fact("deliveredAt", (delivery, texts) -> texts.time(delivery.deliveredAt()))
                .fact("createdAt", (delivery, texts) -> texts.time(delivery.createdAt()))
                .action(Action.post("retry", "/webhooks/deliveries/:id/retry"))
                .together(Action.<List<WebhookDelivery>>post("retry-all", "/webhooks/deliveries/retry")
                        .when(shown -> !failed(shown).isEmpty())
                        .with(Input.<List<WebhookDelivery>>hidden("ids")
                                .from(shown -> String.join("\n", failed(shown)))))
                .blocks(WebhookKinds::exchanges);
    }

    private static List<String> failed(List<WebhookDelivery> shown) {
        return shown.stream()
                .filter(delivery -> delivery.status() == DeliveryStatus.FAILED)
                .map(WebhookDelivery::id)
                .toList();
    }

    private static Cell code(@Nullable Integer responseCode) {
        return responseCode == null ? Cell.none() : Cell.code("HTTP " + responseCode);
    }

    /** Why it failed, unless the answer's code says it. */
    private static Cell error(@Nullable String error, @Nullable Integer responseCode) {
        return ("HTTP " + responseCode).equals(error) ? Cell.none() : Cell.text(error);
    }

    /** The attempts, the newest first, and what each of them sent. */
    private static List<Block> exchanges(WebhookDelivery delivery, DashboardTexts texts) {
        List<Block> blocks = new ArrayList<>();
        for (DeliveryAttempt attempt : delivery.attemptLog().reversed()) {
            blocks.add(new Block(
                    texts.get("block.attempt", attempt.attemptNumber()),
                    Stream.of(
                                    texts.state(attempt.status().text()),
                                    code(attempt.responseCode()),
                                    texts.time(attempt.attemptedAt()),
                                    Cell.text(texts.get("milliseconds", attempt.durationMs())),
                                    error(attempt.error(), attempt.responseCode()))
                            .filter(cell -> cell.style() != Cell.Style.MUTED)
                            .toList(),
                    Objects.requireNonNullElse(attempt.response(), "")));
        }
        blocks.add(new Block(texts.get("block.body"), List.of(), PrettyJson.of(delivery.body())));
        return blocks;
    }

    public ObjectKind<WebhookRecovery> recoveries() {
        return new ObjectKind<>("webhook-recoveries", WebhookRecovery.class, WebhookRecovery::id)
                .at("/webhooks/recoveries")
                .column("since", (recovery, texts) -> texts.time(recovery.since()))
                .column(
                        "status",
                        (recovery, texts) -> texts.state(recovery.status().text()))
                .column("recovered", (recovery, texts) -> Cell.text(String.valueOf(recovery.recovered())))
                .column("createdAt", (recovery, texts) -> texts.time(recovery.createdAt()))
                .title((recovery, texts) -> texts.get("recovery.title", texts.day(recovery.since())))
                .state((recovery, texts) -> texts.state(recovery.status().text()))
                .fact("endpointId", (recovery, texts) -> Cell.link("webhooks", recovery.endpointId()))
                .fact("since", (recovery, texts) -> texts.time(recovery.since()))
                .fact("until", (recovery, texts) -> texts.time(recovery.until()))
                .fact("recovered", (recovery, texts) -> Cell.text(String.valueOf(recovery.recovered())))
                .fact("createdAt", (recovery, texts) -> texts.time(recovery.createdAt()));
    }
}
