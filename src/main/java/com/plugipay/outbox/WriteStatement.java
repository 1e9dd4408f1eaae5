package com.plugipay.outbox;

import com.plugipay.db.NamedSql;
import com.plugipay.db.Values;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The one statement of a {@link Write}: its steps as common table expressions. It is put together once for each sequence of
 * steps; there are as many of these as kinds of writes.
 */
final class WriteStatement {
    private static final Map<List<Step>, WriteStatement> PREPARED = new ConcurrentHashMap<>();

    /** The parameters that all steps share; every other belongs to its step alone. */
    private static final List<String> SHARED = List.of("workspace", "mode", "now");

    private static final int SHARED_STEP = -1;

    /** A named part of the statement. */
    record Step(String name, NamedSql sql) {}

    private record Parameter(int step, String name) {}

    private final String sql;

    /** In the order of their numbers. */
    private final List<Parameter> parameters = new ArrayList<>();

    private WriteStatement(List<Step> steps) {
        List<String> parts = new ArrayList<>(steps.size());
        for (int i = 0; i < steps.size(); i++) {
            int number = i;
            Step step = steps.get(i);
            parts.add(step.name() + " as (\n"
                    + step.sql().numbered(name -> number(number, name)).strip() + ")");
        }
        sql = "with " + String.join(",\n", parts) + "\nselect count(*) from changed";
    }

    /** The statement of these steps. */
    static WriteStatement of(List<Step> steps) {
        return PREPARED.computeIfAbsent(List.copyOf(steps), WriteStatement::new);
    }

    String sql() {
        return sql;
    }

    /** The values of the parameters, in the order of their numbers; {@code steps} are the values of each step. */
    Tuple parameters(Values shared, List<Values> steps) {
        List<@Nullable Object> values = new ArrayList<>(parameters.size());
        for (Parameter parameter : parameters) {
            Values source = parameter.step() == SHARED_STEP ? shared : steps.get(parameter.step());
            values.add(source.get(parameter.name()));
        }
        return Tuple.wrap(values);
    }

    private int number(int step, String name) {
        Parameter parameter = new Parameter(SHARED.contains(name) ? SHARED_STEP : step, name);
        if (!parameters.contains(parameter)) {
            parameters.add(parameter);
        }
        return parameters.indexOf(parameter) + 1;
    }
}
