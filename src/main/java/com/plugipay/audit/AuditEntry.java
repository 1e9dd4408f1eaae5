package com.plugipay.audit;

import com.plugipay.model.Actor;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who did what to which object. An entry is never changed or deleted. */
public record AuditEntry(
        String id,
        String workspaceId,
        Mode mode,
        Actor actor,
        String action,
        String objectType,
        String objectId,
        @Nullable String ip,
        Instant at,
        Map<String, Object> details)
        implements Resource {}
