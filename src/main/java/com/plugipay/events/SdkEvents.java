package com.plugipay.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import com.plugipay.json.Dialect;
import com.plugipay.json.Json;
import com.plugipay.json.SdkArn;
import com.plugipay.outbox.Event;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.SdkEventNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes events as the SDKs read them: with the object as they get it, wherever an event is shown or sent. */
public final class SdkEvents {
    /** Without what an object derives from its own properties, which is written again. */
    private static final ObjectReader STORED = Json.MAPPER
            .reader()
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private final Map<EventType, ObjectReader> objects = new EnumMap<>(EventType.class);

    public SdkEvents(List<EventKind> kinds) {
        for (EventKind kind : kinds) {
            Class<?> resource = kind.resource();
            if (resource != null) {
                objects.put(kind.type(), STORED.forType(resource));
            }
        }
    }

    /** The event in the SDKs' words. */
    public SdkEvent of(Event event) {
        Object object = event.data().get("object");
        Map<String, @Nullable Object> data = new LinkedHashMap<>(event.data());
        data.put("object", object(event, object));
        data.computeIfPresent("entry", (name, entry) -> withAccount(event, entry));
        data.put("aggregateType", event.type().objectType());
        data.put("aggregateId", object instanceof Map<?, ?> stored ? stored.get("id") : null);
        return new SdkEvent(
                event.id(),
                SdkEventNames.of(event.type()),
                event.workspaceId(),
                event.mode(),
                event.createdAt(),
                event.createdAt(),
                event.createdAt(),
                data,
                Map.of("mode", event.mode()));
    }

    /** A type of event by its name in the SDKs, with an example of what they receive. */
    public SdkEventKind kind(EventKind kind) {
        return new SdkEventKind(
                SdkEventNames.of(kind.type()),
                kind.objectType(),
                of(Json.MAPPER.convertValue(kind.example(), Event.class)));
    }

    /** The body that an endpoint receives. */
    public String body(Event event) {
        return new String(Dialect.SDK.bytes(of(event)), StandardCharsets.UTF_8);
    }

    /** As its GET shows it to the SDKs; as it was stored when it has none, or was stored by a version that knew less of it. */
    private @Nullable Object object(Event event, @Nullable Object stored) {
        ObjectReader reader = objects.get(event.type());
        if (reader != null && stored != null) {
            try (TokenBuffer tokens = new TokenBuffer(Json.MAPPER, false)) {
                Json.MAPPER.writeValue(tokens, stored);
                return reader.readValue(tokens.asParser());
            } catch (JsonProcessingException other) {
                return withAccount(event, stored);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
        }
        return withAccount(event, stored);
    }

    private static @Nullable Object withAccount(Event event, @Nullable Object stored) {
        if (!(stored instanceof Map<?, ?> fields)) {
            return stored;
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        fields.forEach((name, value) -> object.put(String.valueOf(name), value));
        object.put("accountId", event.workspaceId());
        SdkArn.of(event.workspaceId(), String.valueOf(object.get("id"))).ifPresent(arn -> object.put("arn", arn));
        return object;
    }
}
