package com.plugipay.webhooks.recoveries;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.CheckedInput;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events to send again: these, or all that an endpoint did not accept in a period. */
public record ReplayInput(
        @Size(min = 1, max = 100) @Nullable List<@Size(min = 1, max = 100) String> eventIds,
        @Size(max = 100) @Nullable String endpointId,
        @Size(max = 40) @Nullable String since,
        @Size(max = 40) @Nullable String until)
        implements CheckedInput {

    /** It names either events, or an endpoint and a period. */
    @Override
    public void check() {
        if (eventIds != null && (endpointId != null || since != null || until != null)) {
            throw ErrorCode.VALIDATION_ERROR.forField("eventIds", "Name either events, or an endpoint and since.");
        }
        if (eventIds == null && endpointId == null) {
            throw ErrorCode.VALIDATION_ERROR.forField("eventIds", "Name events, or an endpoint and since.");
        }
        if (eventIds == null && since == null) {
            throw ErrorCode.VALIDATION_ERROR.forField("since", "This field is required with endpointId.");
        }
    }
}
