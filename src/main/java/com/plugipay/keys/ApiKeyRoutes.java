package com.plugipay.keys;

import com.plugipay.auth.Authenticator;
import com.plugipay.auth.KeyPrincipal;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.Call;
import com.plugipay.http.operations.Operations;
import com.plugipay.http.operations.Page;
import com.plugipay.model.Mode;
import com.plugipay.model.Tenant;
import com.plugipay.outbox.Change;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;

/** API keys over HTTP. */
public final class ApiKeyRoutes {
    private final ApiKeyStore keys;
    private final Authenticator authenticator;

    public ApiKeyRoutes(ApiKeyStore keys, Authenticator authenticator) {
        this.keys = keys;
        this.authenticator = authenticator;
    }

    public void mount(Operations api) {
        api.post("/api-keys", "Create an API key; its secrets are shown this once")
                .accepts(ApiKeyInput.class)
                .returns(201, IssuedApiKey.class)
                .answersSecret()
                .handledBy(this::create);
        api.get("/api-keys", "List API keys")
                .returnsPage(ApiKey.class)
                .filterKnows("revoked", Map.of("true", "true", "false", "false"))
                .wholeForSdks(Map.of("revoked", "false"))
                .handledBy(this::list);
        api.get("/api-keys/:id", "Retrieve an API key")
                .returns(200, ApiKey.class)
                .handledBy(this::retrieve);
        api.delete("/api-keys/:id", "Revoke an API key").returnsNothing().handledBy(this::revoke);
    }

    private Change<IssuedApiKey> create(Call<ApiKeyInput> call) {
        if (call.principal() instanceof KeyPrincipal key && !key.role().isFull()) {
            throw ErrorCode.FORBIDDEN
                    .withMessage("Only a full_access key makes keys: another could give more than it has.")
                    .with(List.of(Map.of("needs", "full_access")));
        }
        ApiKeyInput input = call.input();
        Mode mode = input.modeOrTest();
        if (mode == Mode.LIVE && call.tenant().mode() == Mode.TEST) {
            throw ErrorCode.FORBIDDEN.withMessage("A test key makes test keys only.");
        }
        Tenant tenant = new Tenant(call.tenant().workspaceId(), mode);
        IssuedApiKey issued = IssuedApiKey.create(
                tenant, input.name(), input.description(), input.roleOrDefault(), input.scopesOrNone(), call.now());
        return keys.insert(call.context(), issued);
    }

    private Future<Page<ApiKey>> list(Call<Void> call) {
        return keys.list(call.tenant(), call.listing());
    }

    private Future<ApiKey> retrieve(Call<Void> call) {
        return keys.find(call.tenant(), call.id()).map(found -> found.orElseThrow(ErrorCode.NOT_FOUND::exception));
    }

    private Change<Void> revoke(Call<Void> call) {
        return Change.after(() -> retrieve(call)
                .map(key -> keys.revoke(call.context(), key)
                        .orFail(() -> {
                            authenticator.forget(key.keyId());
                            return ErrorCode.CONFLICT.withMessage("The key is revoked.");
                        })
                        .then(() -> authenticator.forget(key.keyId()))));
    }
}
