package com.plugipay.providers.manual;

import com.fasterxml.jackson.core.type.TypeReference;
import com.plugipay.http.operations.WebUrl;
import com.plugipay.json.Json;
import com.plugipay.providers.NextAction.BankAccount;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.ProviderAccountInput;
import com.plugipay.providers.ProviderKind;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a workspace takes bank transfers. Nothing is secret: the buyer sees all of it.
 *
 * @param uniqueCode how transfers are told apart by their amounts; null when they are not
 */
public record ManualAccount(
        @Size(min = 1, max = 10) List<BankAccount> bankAccounts,

        @Pattern(regexp = WebUrl.HTTPS, message = WebUrl.HTTPS_TEXT) @Size(max = WebUrl.LONGEST) @Nullable
        String staticQrImageUrl,

        @Size(max = 2000) @Nullable String instructions,
        @Nullable UniqueCode uniqueCode)
        implements ProviderAccountInput {
    private static final TypeReference<Map<String, Object>> CONFIG = new TypeReference<>() {};

    /** Reads a connected account. */
    static ManualAccount of(ProviderAccountCredentials account) {
        return Json.MAPPER.convertValue(account.publicConfig(), ManualAccount.class);
    }

    @Override
    public ProviderKind kind() {
        return ManualFactory.KIND;
    }

    @Override
    public Map<String, Object> publicConfig() {
        return Json.MAPPER.convertValue(this, CONFIG);
    }
}
