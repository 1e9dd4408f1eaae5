package com.plugipay.billing.dunning;

import com.plugipay.http.operations.CheckedInput;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The input of a new dunning policy.
 *
 * @param retryAfterDays default 1, 3, 5 and 7
 * @param finalAction default cancel
 * @param isDefault default false
 */
public record DunningPolicyInput(
        @Size(min = 1, max = 200) String name,
        @Size(max = 10) @Nullable List<@Min(1) @Max(90) Integer> retryAfterDays,
        @Nullable FinalAction finalAction,
        @Nullable Boolean isDefault,
        @Nullable Map<String, String> metadata)
        implements CheckedInput {

    @Override
    public void check() {
        change().check();
    }

    /** The same with what was left out. */
    DunningPolicyChange change() {
        return new DunningPolicyChange(
                name,
                Objects.requireNonNullElse(retryAfterDays, DunningPolicy.STANDARD.retryAfterDays()),
                Objects.requireNonNullElse(finalAction, DunningPolicy.STANDARD.finalAction()),
                Boolean.TRUE.equals(isDefault),
                metadata);
    }
}
