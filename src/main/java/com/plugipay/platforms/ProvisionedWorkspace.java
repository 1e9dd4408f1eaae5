package com.plugipay.platforms;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A workspace that a platform has made for a merchant.
 *
 * @param accountId what the platform calls it, in {@code X-Plugipay-On-Behalf-Of} too
 * @param workspace the id of the workspace
 * @param partner who has brought the merchant
 * @param discountRate the part of the volume that the partner pays, from 0 to 1
 */
public record ProvisionedWorkspace(
        String accountId,
        String workspace,
        String partner,
        BigDecimal discountRate,
        @Nullable String brandName,
        @Nullable String businessEmail,
        Instant createdAt,
        Instant updatedAt) {}
