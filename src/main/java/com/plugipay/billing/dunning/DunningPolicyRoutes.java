package com.plugipay.billing.dunning;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.outbox.Change;
import io.vertx.core.Future;

/** Dunning policies over HTTP. */
public final class DunningPolicyRoutes {
    private final DunningPolicyStore policies;

    DunningPolicyRoutes(DunningPolicyStore policies) {
        this.policies = policies;
    }

    public void mount(Operations api) {
        api.post("/dunning-policies", "Create a dunning policy")
                .accepts(DunningPolicyInput.class)
                .returns(201, DunningPolicy.class)
                .handledBy(call ->
                        policies.insert(call.context(), DunningPolicy.create(call.tenant(), call.input(), call.now())));
        api.get("/dunning-policies", "List dunning policies")
                .returnsPage(DunningPolicy.class)
                .handledBy(call -> policies.list(call.tenant(), call.listing()));
        api.get("/dunning-policies/:id", "Retrieve a dunning policy")
                .returns(200, DunningPolicy.class)
                .handledBy(this::retrieve);
        api.patch("/dunning-policies/:id", "Change the given properties of a dunning policy")
                .acceptsSome(DunningPolicyChange.class)
                .returns(200, DunningPolicy.class)
                .handledBy(this::change);
    }

    private Future<DunningPolicy> retrieve(Call<?> call) {
        return policies.find(call.tenant(), call.id()).map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception));
    }

    private Change<DunningPolicy> change(Call<DunningPolicyChange> call) {
        return Change.after(() -> retrieve(call)
                .map(before -> policies.update(
                        call.context(), before, before.changed(call.changed(before.unchanged()), call.now()))));
    }
}
