package com.plugipay.webhooks;

import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event that did not happen.
 *
 * @param type ours or the libraries' name of it
 * @param aggregateId the id of the object that it is about
 * @param data the object as the event shows it; an example when it is not given
 */
public record TriggerInput(
        @Size(min = 1, max = 100) String type,
        @Size(min = 1, max = 100) @Nullable String aggregateId,
        @Nullable Map<String, Object> data) {}
