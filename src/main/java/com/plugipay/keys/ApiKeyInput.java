package com.plugipay.keys;

import com.plugipay.auth.KeyRole;
import com.plugipay.auth.KeyScopes;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.CheckedInput;
import com.plugipay.model.Mode;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The properties of a new key. The SDKs call {@code mode} {@code environment}, and give scopes without a role. */
public record ApiKeyInput(
        @Size(min = 1, max = 100) String name,
        @Nullable Mode mode,
        @Nullable Mode environment,
        @Nullable KeyRole role,

        @Size(max = 50) @Nullable List<@Size(min = 1, max = 60) String> scopes,
        @Size(max = 500) @Nullable String description)
        implements CheckedInput {

    @Override
    public void check() {
        if (mode != null && environment != null && mode != environment) {
            throw ErrorCode.VALIDATION_ERROR.forField(
                    "environment", "mode and environment are one thing and differ here.");
        }
        for (String scope : scopesOrNone()) {
            if (!KeyScopes.isKnown(scope)) {
                throw ErrorCode.VALIDATION_ERROR.forField(
                        "scopes/" + scopesOrNone().indexOf(scope),
                        "A scope is a resource or *, and read or write, such as payments:read.");
            }
        }
        if (role == KeyRole.PLATFORM) {
            throw ErrorCode.VALIDATION_ERROR.forField(
                    "role", "Only the operator makes platform keys, on the command line.");
        }
        boolean hasScopes = !scopesOrNone().isEmpty();
        if (roleOrDefault() == KeyRole.RESTRICTED && !hasScopes) {
            throw ErrorCode.VALIDATION_ERROR.forField("scopes", "A restricted key needs at least one scope.");
        }
        if (roleOrDefault() != KeyRole.RESTRICTED && hasScopes) {
            throw ErrorCode.VALIDATION_ERROR.forField("scopes", "Only a restricted key has scopes.");
        }
    }

    Mode modeOrTest() {
        if (mode != null) {
            return mode;
        }
        return environment == null ? Mode.TEST : environment;
    }

    KeyRole roleOrDefault() {
        if (role == null) {
            return scopesOrNone().isEmpty() ? KeyRole.FULL_ACCESS : KeyRole.RESTRICTED;
        }
        return role;
    }

    List<String> scopesOrNone() {
        return scopes == null ? List.of() : List.copyOf(scopes);
    }
}
