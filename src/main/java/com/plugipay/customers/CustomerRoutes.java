package com.plugipay.customers;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.operations.Page;
import com.plugipay.outbox.Change;
import io.vertx.core.Future;

/** Customers over HTTP. */
public final class CustomerRoutes {
    private final CustomerStore customers;

    public CustomerRoutes(CustomerStore customers) {
        this.customers = customers;
    }

    public void mount(Operations api) {
        api.post("/customers", "Create a customer")
                .accepts(CustomerInput.class)
                .returns(201, Customer.class)
                .handledBy(this::create);
        api.get("/customers", "List customers")
                .returnsPage(Customer.class, "email", "externalId")
                .handledBy(this::list);
        api.get("/customers/:id", "Retrieve a customer")
                .returns(200, Customer.class)
                .handledBy(this::retrieve);
        api.patch("/customers/:id", "Change the given properties of a customer; null removes a value")
                .acceptsSome(CustomerInput.class)
                .returns(200, Customer.class)
                .handledBy(call -> customers.change(call.context(), call.id(), call::changed));
        api.delete("/customers/:id", "Delete a customer without sessions, payments, invoices and subscriptions")
                .returnsNothing()
                .handledBy(this::delete);
    }

    private Change<Customer> create(Call<CustomerInput> call) {
        return customers.insert(call.context(), Customer.create(call.tenant(), call.input(), call.now()));
    }

    private Future<Page<Customer>> list(Call<Void> call) {
        return customers.list(call.tenant(), call.listing());
    }

    private Future<Customer> retrieve(Call<?> call) {
        return customers.find(call.tenant(), call.id()).map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception));
    }

    private Change<Void> delete(Call<Void> call) {
        return Change.after(() -> retrieve(call).map(customer -> customers.delete(call.context(), customer)));
    }
}
