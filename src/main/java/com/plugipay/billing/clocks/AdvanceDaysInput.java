package com.plugipay.billing.clocks;

import com.plugipay.model.Ids;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;

/** By how many days the time of a subscription's customer advances. */
public record AdvanceDaysInput(
        @Size(max = Ids.LONGEST) String subscriptionId,
        @Min(1) @Max(1_830) int days) {}
