package com.plugipay.billing.dunning;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.CheckedInput;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What may be changed of a dunning policy. Tries that are scheduled keep their times. */
public record DunningPolicyChange(
        @Size(min = 1, max = 200) String name,
        @Size(max = 10) List<@Min(1) @Max(90) Integer> retryAfterDays,
        FinalAction finalAction,
        boolean isDefault,
        @Nullable Map<String, String> metadata)
        implements CheckedInput {

    @Override
    public void check() {
        for (int i = 1; i < retryAfterDays.size(); i++) {
            if (retryAfterDays.get(i) <= retryAfterDays.get(i - 1)) {
                throw ErrorCode.VALIDATION_ERROR.forField(
                        "retryAfterDays/" + i, "Each day has to be later than the one before.");
            }
        }
    }
}
