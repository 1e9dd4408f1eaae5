package com.plugipay.customers;

import com.plugipay.async.Rounds;
import com.plugipay.http.Call;
import com.plugipay.http.Operations;
import com.plugipay.http.Page;
import com.plugipay.problems.Problem;
import io.vertx.core.Future;
import java.util.Optional;

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
                .by(this::create);
        api.get("/customers", "List customers")
                .returnsPage(Customer.class, "email", "externalId")
                .by(this::list);
        api.get("/customers/:id", "Retrieve a customer")
                .returns(200, Customer.class)
                .by(this::retrieve);
        api.patch("/customers/:id", "Change what is given of a customer; null clears")
                .acceptsSome(CustomerInput.class)
                .returns(200, Customer.class)
                .by(this::change);
        api.delete("/customers/:id", "Delete a customer without history")
                .returnsNothing()
                .by(this::delete);
    }

    private Future<Customer> create(Call<CustomerInput> call) {
        return customers.insert(call.origin(), Customer.create(call.tenant(), call.input(), call.now()));
    }

    private Future<Page<Customer>> list(Call<Void> call) {
        return customers.list(call.tenant(), call.listing());
    }

    private Future<Customer> retrieve(Call<?> call) {
        return customers.find(call.tenant(), call.id()).map(found -> found.orElseThrow(Problem.NOT_FOUND::here));
    }

    private Future<Customer> change(Call<CustomerInput> call) {
        return Rounds.until(() -> retrieve(call).compose(before -> {
            Customer after = before.changed(call.changed(before.input()), call.now());
            return customers
                    .update(call.origin(), before, after)
                    .map(changed -> Optional.of(after).filter(written -> changed));
        }));
    }

    private Future<Void> delete(Call<Void> call) {
        return Rounds.whileMore(() -> retrieve(call)
                .compose(customer -> customers.delete(call.origin(), customer))
                .map(isDeleted -> !isDeleted));
    }
}
