package com.plugipay.platforms;

import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Instants;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Ids;
import com.plugipay.node.Module;
import com.plugipay.node.Node;
import com.plugipay.outbox.Change;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What platforms do over HTTP: make workspaces for merchants, and see what these were paid. */
public final class PlatformModule implements Module {
    /** An account id that is the id of a workspace becomes that of the new one, so that objects carry it. */
    private static final Pattern WORKSPACE_ID = Pattern.compile("ws_[0-7][0-9A-HJKMNP-TV-Z]{25}");

    private static final Duration USUAL = Duration.ofDays(30);
    private static final Duration LONGEST = Duration.ofDays(366);

    private final ProvisionedWorkspaceStore store;

    public PlatformModule(Node node) {
        this.store = new ProvisionedWorkspaceStore(node.database());
    }

    @Override
    public void mount(Operations api) {
        api.post("/admin/workspaces", "Make a workspace for a merchant of the platform")
                .accepts(ProvisionedWorkspaceInput.class)
                .returns(201, ProvisionedWorkspace.class)
                .handledBy(this::provision);
        api.get("/admin/workspaces", "List the workspaces that the platform has made")
                .returnsAll(ProvisionedWorkspace.class)
                .handledBy(call -> store.all(call.tenant()).map(Page::whole));
        api.get("/admin/workspaces/:id", "Retrieve a workspace by the platform's id of it")
                .returns(200, ProvisionedWorkspace.class)
                .handledBy(call -> store.find(call.tenant(), call.id())
                        .map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception)));
        api.get("/admin/partner/usage", "Retrieve what the merchants of a partner were paid")
                .returns(200, PartnerUsage.class)
                .parameters("partner", "from", "to", "currency")
                .handledBy(this::usage);
    }

    private Change<ProvisionedWorkspace> provision(Call<ProvisionedWorkspaceInput> call) {
        ProvisionedWorkspaceInput input = call.input();
        String id = WORKSPACE_ID.matcher(input.accountId()).matches() ? input.accountId() : Ids.at(call.now(), "ws");
        return store.provision(
                call.context(),
                new ProvisionedWorkspace(
                        input.accountId(),
                        id,
                        input.partner(),
                        input.discountRate(),
                        input.brandName(),
                        input.businessEmail(),
                        call.now(),
                        call.now()));
    }

    private Future<PartnerUsage> usage(Call<Void> call) {
        String partner = required(call, "partner");
        Instant to = Optional.ofNullable(Instants.read("to", call.query("to"))).orElse(call.now());
        Instant from =
                Optional.ofNullable(Instants.read("from", call.query("from"))).orElse(to.minus(USUAL));
        if (from.isAfter(to) || Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw ErrorCode.VALIDATION_ERROR.forField("from", "It is before to, by 366 days at most.");
        }
        String currency = currency(call.query("currency"));
        return store.usage(call.tenant(), partner, currency, from, to)
                .map(lines -> PartnerUsage.of(partner, from, to, currency, lines));
    }

    private static String required(Call<Void> call, String name) {
        String value = call.query(name);
        if (value == null || value.isBlank()) {
            throw ErrorCode.VALIDATION_ERROR.forField(name, "This parameter is required.");
        }
        return value;
    }

    private static String currency(@Nullable String code) {
        try {
            return Currency.getInstance(Objects.requireNonNullElse(code, "IDR")).getCurrencyCode();
        } catch (IllegalArgumentException unknown) {
            throw ErrorCode.VALIDATION_ERROR.forField("currency", "There is no such currency.");
        }
    }
}
