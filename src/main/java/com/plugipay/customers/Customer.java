package com.plugipay.customers;

import com.plugipay.errors.ErrorCode;
import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A person or business that pays.
 *
 * @param testClockId the test clock that the customer lives on from the beginning; null for real time
 */
public record Customer(
        String id,
        String workspaceId,
        Mode mode,
        @Nullable String externalId,
        @Nullable String email,
        @Nullable String name,
        @Nullable String phone,
        @Nullable Address address,
        @Nullable String taxId,
        @Nullable String defaultPaymentTokenId,
        @Nullable String testClockId,
        @Nullable Map<String, String> metadata,
        Instant createdAt,
        Instant updatedAt)
        implements Resource {

    static Customer create(Tenant tenant, CustomerInput input, Instant now) {
        return of(Ids.at(now, "cus"), tenant, input, now, now);
    }

    /** The customer with the properties of the input. No two versions have the same {@code updatedAt}. */
    Customer changed(CustomerInput input, Instant now) {
        if (!Objects.equals(testClockId, input.testClockId())) {
            throw ErrorCode.VALIDATION_ERROR.forField(
                    "testClockId", "A customer stays in the time that it was made in.");
        }
        return of(id, tenant(), input, createdAt, UpdatedAt.after(updatedAt, now));
    }

    /** The customer as the event of its deletion shows it. */
    Customer deleted(Instant now) {
        return changed(input(), now);
    }

    /** The input that makes an equal customer. */
    CustomerInput input() {
        return new CustomerInput(
                email, name, phone, address, externalId, taxId, defaultPaymentTokenId, testClockId, metadata);
    }

    private static Customer of(String id, Tenant tenant, CustomerInput input, Instant createdAt, Instant updatedAt) {
        return new Customer(
                id,
                tenant.workspaceId(),
                tenant.mode(),
                input.externalId(),
                input.email(),
                input.name(),
                input.phone(),
                input.address(),
                input.taxId(),
                input.defaultPaymentTokenId(),
                input.testClockId(),
                input.metadata(),
                createdAt,
                updatedAt);
    }
}
