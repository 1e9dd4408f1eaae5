package com.plugipay.webhooks.deliveries;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.CheckedInput;
import jakarta.validation.constraints.Size;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event that did not happen.
 *
 * @param type its name, or its name in the SDKs
 * @param aggregateId the id of the object that it is about
 * @param data the object as the event shows it, nested 12 deep at most; an example when it is not given
 */
public record TriggerInput(
        @Size(min = 1, max = 100) String type,
        @Size(min = 1, max = 100) @Nullable String aggregateId,
        @Nullable Map<String, Object> data)
        implements CheckedInput {

    /** Four less than any response may nest: the list of events wraps it that deep and must stay readable. */
    private static final int DEEPEST = 12;

    /** The event can be read back. */
    @Override
    public void check() {
        if (depth(data) > DEEPEST) {
            throw ErrorCode.VALIDATION_ERROR.forField(
                    "data", "This nests deeper than " + DEEPEST + " objects or lists.");
        }
    }

    private static int depth(@Nullable Object value) {
        Collection<?> parts = value instanceof Map<?, ?> object
                ? object.values()
                : value instanceof Collection<?> list ? list : List.of();
        int deepest = parts.stream().mapToInt(TriggerInput::depth).max().orElse(0);
        return value instanceof Map || value instanceof Collection ? deepest + 1 : 0;
    }
}
