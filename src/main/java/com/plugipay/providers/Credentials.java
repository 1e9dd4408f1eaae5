package com.plugipay.providers;

import com.fasterxml.jackson.core.type.TypeReference;
import com.plugipay.json.Json;
import com.plugipay.secrets.Secret;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The credentials of a workspace's account at a provider, by name: keys, tokens and ids. */
public record Credentials(Map<String, Secret> values) {
    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    public Credentials {
        values = Map.copyOf(values);
    }

    /** Returns the value of that name; throws an IllegalStateException when it is missing. */
    public Secret require(String name) {
        Secret value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("The account has no " + name);
        }
        return value;
    }

    /** Returns the value of that name, or null when there is none. */
    public @Nullable Secret find(String name) {
        return values.get(name);
    }

    /** Returns all values as one secret text, to be encrypted. */
    public Secret sealed() {
        Map<String, String> texts = new TreeMap<>();
        values.forEach((name, value) -> texts.put(name, value.reveal()));
        return new Secret(Json.text(texts));
    }

    /** The reverse of {@link #sealed}. */
    public static Credentials unsealed(Secret text) {
        Map<String, Secret> values = new TreeMap<>();
        Json.read(text.reveal(), TEXTS).forEach((name, value) -> values.put(name, new Secret(value)));
        return new Credentials(values);
    }
}
