package com.plugipay.providers.manual;

import com.fasterxml.jackson.core.type.TypeReference;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.CheckedInput;
import com.plugipay.json.Json;
import com.plugipay.providers.NextAction.BankAccount;
import com.plugipay.providers.ProviderAccountCredentials;
import com.plugipay.providers.ProviderAccountInput;
import com.plugipay.providers.ProviderKind;
import com.plugipay.text.WebAddress;
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
        @Size(max = 10) List<BankAccount> bankAccounts,
        @Nullable WebAddress staticQrImageUrl,
        @Size(max = 2000) @Nullable String instructions,
        @Nullable UniqueCode uniqueCode)
        implements ProviderAccountInput, CheckedInput {
    private static final TypeReference<Map<String, Object>> CONFIG = new TypeReference<>() {};

    /** An account without banks has a picture to pay by, or only instructions. */
    public ManualAccount {
        bankAccounts = bankAccounts == null ? List.of() : List.copyOf(bankAccounts);
    }

    /** Reads a connected account. */
    static ManualAccount of(ProviderAccountCredentials account) {
        return Json.MAPPER.convertValue(account.publicConfig(), ManualAccount.class);
    }

    /** The page, which is https, shows the picture. */
    @Override
    public void check() {
        if (bankAccounts.isEmpty() && staticQrImageUrl == null && instructions == null) {
            throw ErrorCode.VALIDATION_ERROR.forField(
                    "bankAccounts",
                    "Give a bank account, the picture of a QR code, or instructions: buyers need one of them.");
        }
        if (staticQrImageUrl != null && !staticQrImageUrl.isSecure()) {
            throw ErrorCode.VALIDATION_ERROR.forField("staticQrImageUrl", "The address must begin with https://.");
        }
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
