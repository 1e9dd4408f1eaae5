package com.plugipay.events;

import com.plugipay.model.Mode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as the SDKs read it, in lists and in what endpoints receive.
 *
 * @param type its name in the SDKs
 * @param occurredAt the same as createdAt and publishedAt
 * @param data beside the object and its other properties, {@code aggregateType} and {@code aggregateId}: what the object is
 * @param metadata the mode
 */
public record SdkEvent(
        String id,
        String type,
        String workspaceId,
        Mode mode,
        Instant occurredAt,
        Instant createdAt,
        Instant publishedAt,
        Map<String, @Nullable Object> data,
        Map<String, Object> metadata) {}
