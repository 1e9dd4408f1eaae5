package com.plugipay.db;

import com.plugipay.model.Tenant;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a statement's parameters, by name. */
public final class Values {
    private final Map<String, @Nullable Object> values = new HashMap<>();

    private Values() {}

    /** No values yet. */
    public static Values none() {
        return new Values();
    }

    /** The values of {@code :workspace} and {@code :mode}, which every statement about a tenant's data names. */
    public static Values of(Tenant tenant) {
        return none().and("workspace", tenant.workspaceId())
                .and("mode", tenant.mode().text());
    }

    /** Adds a value; instants are converted for Postgres. */
    public Values and(String name, @Nullable Object value) {
        values.put(name, value instanceof Instant instant ? Columns.time(instant) : value);
        return this;
    }

    /** Adds all values of others. */
    public Values and(Values others) {
        values.putAll(others.values);
        return this;
    }

    /** The value of this name, which may be null; fails when there is none. */
    public @Nullable Object get(String name) {
        Object value = values.get(name);
        if (value == null && !values.containsKey(name)) {
            throw new IllegalArgumentException("No value for :" + name);
        }
        return value;
    }
}
