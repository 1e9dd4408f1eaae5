package com.plugipay.customers;

import com.plugipay.model.Ids;
import com.plugipay.model.Mode;
import com.plugipay.model.Resource;
import com.plugipay.model.Tenant;
import com.plugipay.model.UpdatedAt;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Somebody who can pay. */
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
        @Nullable Map<String, String> metadata,
        Instant createdAt,
        Instant updatedAt)
        implements Resource {

    static Customer create(Tenant tenant, CustomerInput input, Instant now) {
        return of(Ids.at(now, "cus"), tenant, input, now, now);
    }

    /** The same customer with everything as the input says. No two versions have the same {@code updatedAt}. */
    Customer changed(CustomerInput input, Instant now) {
        return of(id, tenant(), input, createdAt, UpdatedAt.after(updatedAt, now));
    }

    /** The last that is told of the customer. */
    Customer deleted(Instant now) {
        return changed(input(), now);
    }

    /** What the customer would be made from anew. */
    CustomerInput input() {
        return new CustomerInput(email, name, phone, address, externalId, taxId, defaultPaymentTokenId, metadata);
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
                input.metadata(),
                createdAt,
                updatedAt);
    }
}
