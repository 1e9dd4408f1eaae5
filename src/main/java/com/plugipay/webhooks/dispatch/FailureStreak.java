package com.plugipay.webhooks.dispatch;

import com.plugipay.webhooks.endpoints.EndpointKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What outcomes, in their order, change in an endpoint's failures in a row.
 *
 * @param hasSuccess whether there was a success among them, which ends the earlier failures
 * @param failures since the last success
 * @param since when the first of these failures happened
 * @param error of the last failure
 */
record FailureStreak(
        EndpointKey endpoint,
        boolean hasSuccess,
        int failures,
        @Nullable Instant since,
        @Nullable String error) {

    /** One streak for each endpoint. */
    static List<FailureStreak> of(List<AttemptOutcome> outcomes, Instant now) {
        Map<EndpointKey, FailureStreak> streaks = new LinkedHashMap<>();
        for (AttemptOutcome outcome : outcomes) {
            EndpointKey endpoint = outcome.delivery().endpoint();
            FailureStreak before = streaks.getOrDefault(endpoint, new FailureStreak(endpoint, false, 0, null, null));
            streaks.put(
                    endpoint,
                    outcome.succeeded()
                            ? new FailureStreak(endpoint, true, 0, null, null)
                            : before.longer(now, outcome.attempt().error()));
        }
        return new ArrayList<>(streaks.values());
    }

    private FailureStreak longer(Instant now, @Nullable String error) {
        return new FailureStreak(endpoint, hasSuccess, failures + 1, since == null ? now : since, error);
    }
}
