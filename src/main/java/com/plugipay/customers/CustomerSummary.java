package com.plugipay.customers;

import org.jspecify.annotations.Nullable;

/** What an object that belongs to a customer shows of it in the client libraries. */
public record CustomerSummary(
        String id,
        @Nullable String name,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String externalId) {

    /** The summary of a customer. */
    public static CustomerSummary of(Customer customer) {
        return new CustomerSummary(
                customer.id(), customer.name(), customer.email(), customer.phone(), customer.externalId());
    }
}
