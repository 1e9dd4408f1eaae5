package com.plugipay.pages.dashboard.kinds;

import com.plugipay.auth.KeyRole;
import com.plugipay.auth.PermissionTable;
import com.plugipay.keys.ApiKey;
import com.plugipay.outbox.Event;
import com.plugipay.pages.dashboard.objects.Action;
import com.plugipay.pages.dashboard.objects.Input;
import com.plugipay.pages.dashboard.objects.InputType;
import com.plugipay.pages.dashboard.objects.ObjectKind;
import com.plugipay.pages.dashboard.objects.ObjectKind.Nothing;
import com.plugipay.pages.dashboard.view.Block;
import com.plugipay.pages.dashboard.view.Cell;
import com.plugipay.webhooks.deliveries.WebhookDelivery;
import io.vertx.core.http.HttpMethod;
import java.util.Arrays;
import java.util.List;

/** How the keys of programs and what is sent to programs are shown. */
public final class DeveloperKinds {
    private static final String RESTRICTED = KeyRole.RESTRICTED.text();

    private final RequestExamples examples;
    private final ObjectKind<WebhookDelivery> deliveries;

    /**
     * The kinds.
     *
     * @param api where the API is
     * @param deliveries how they are shown on the page of their event
     */
    public DeveloperKinds(String api, ObjectKind<WebhookDelivery> deliveries) {
        this.examples = new RequestExamples(api);
        this.deliveries = deliveries;
    }

    public ObjectKind<ApiKey> apiKeys() {
        return new ObjectKind<>("api-keys", ApiKey.class, ApiKey::id)
                .column("name", (key, texts) -> Cell.text(key.name()))
                .column("status", (key, texts) -> texts.state(key.revokedAt() == null ? "active" : "revoked"))
                .column("keyPrefix", (key, texts) -> Cell.code(key.keyPrefix() + "…"))
                .column(
                        "role",
                        (key, texts) ->
                                Cell.text(texts.choice("role", key.role().text())))
                .column("lastUsedAt", (key, texts) -> texts.time(key.lastUsedAt()))
                .title((key, texts) -> key.name())
                .state((key, texts) -> texts.state(key.revokedAt() == null ? "active" : "revoked"))
                .fact("keyId", (key, texts) -> Cell.code(key.keyId()))
                .fact(
                        "role",
                        (key, texts) ->
                                Cell.text(texts.choice("role", key.role().text())))
                .fact("scopes", (key, texts) -> Cell.text(String.join(", ", key.scopes())))
                .fact("description", (key, texts) -> Cell.text(key.description()))
                .fact("lastUsedAt", (key, texts) -> texts.time(key.lastUsedAt()))
                .fact("createdAt", (key, texts) -> texts.time(key.createdAt()))
                .fact("revokedAt", (key, texts) -> texts.time(key.revokedAt()))
                .blocks((key, texts) -> key.revokedAt() == null ? examples.with(key.keyId() + "_…") : List.of())
                .action(Action.<ApiKey>of("revoke", HttpMethod.DELETE, "/api-keys/:id")
                        .when(key -> key.revokedAt() == null)
                        .dangerous())
                .created(Action.<Nothing>post("create", "/api-keys")
                        .ofMode()
                        .with(Input.required("name", InputType.TEXT))
                        .with(Input.choice(
                                "role",
                                Arrays.stream(KeyRole.values())
                                        .filter(role -> role != KeyRole.PLATFORM)
                                        .map(KeyRole::text)
                                        .toArray(String[]::new)))
                        .with(Input.boxes("scopes", PermissionTable.scopes()))
                        .with(Input.optional("description", InputType.TEXT))
                        .completedBy((nothing, body) -> {
                            // Their boxes are hidden with another role, and may have been ticked before.
                            if (!body.path("role").asText().equals(RESTRICTED)) {
                                body.remove("scopes");
                            }
                        })
                        .reveals("key", "keyId", "secret")
                        .examples(made -> examples.with(made.path("key").asText()))
                        .opensDocs())
                .beside("docs", "/dashboard/api-keys/new?name=Documentation&role=read_only");
    }

    public ObjectKind<Event> events() {
        return new ObjectKind<>("events", Event.class, Event::id)
                .column("type", (event, texts) -> Cell.code(event.type().text()))
                .column("createdAt", (event, texts) -> texts.time(event.createdAt()))
                .column("id", (event, texts) -> Cell.code(event.id()))
                .title((event, texts) -> event.type().text())
                .fact(
                        "meaning",
                        (event, texts) -> texts.find("event." + event.type().text())
                                .map(Cell::text)
                                .orElseGet(Cell::none))
                .fact("createdAt", (event, texts) -> texts.time(event.createdAt()))
                .related("deliveries", "/webhooks/deliveries", "eventId", Event::id, deliveries)
                .blocks((event, texts) ->
                        List.of(new Block(texts.get("block.json"), List.of(), PrettyJson.of(event.payload()))));
    }
}
