package com.plugipay.customers;

/** The statements that the gateway sends for a customer, which the benchmark sends without it. */
public final class CustomerStatements {
    public static final String FIND = CustomerStore.FIND.sql();

    private CustomerStatements() {}
}
