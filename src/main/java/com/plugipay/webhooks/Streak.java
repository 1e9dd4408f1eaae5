package com.plugipay.webhooks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What some results, in their order, make of an endpoint's failures in a row.
 *
 * @param broken whether there was a success among them, which ends what went before
 * @param failures since then
 * @param since when the first of these failed
 * @param error of the last one
 */
record Streak(
        LaneKey endpoint,
        boolean broken,
        int failures,
        @Nullable Instant since,
        @Nullable String error) {

    /** One for each endpoint. */
    static List<Streak> of(List<Result> results, Instant now) {
        Map<LaneKey, Streak> streaks = new LinkedHashMap<>();
        for (Result result : results) {
            LaneKey endpoint = result.claim().lane();
            Streak before = streaks.getOrDefault(endpoint, new Streak(endpoint, false, 0, null, null));
            streaks.put(
                    endpoint,
                    result.succeeded()
                            ? new Streak(endpoint, true, 0, null, null)
                            : before.longer(now, result.attempt().error()));
        }
        return new ArrayList<>(streaks.values());
    }

    private Streak longer(Instant now, @Nullable String error) {
        return new Streak(endpoint, broken, failures + 1, since == null ? now : since, error);
    }
}
