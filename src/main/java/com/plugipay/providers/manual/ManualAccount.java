package com.plugipay.providers.manual;

import com.plugipay.http.operations.WebUrl;
import com.plugipay.providers.BankAccount;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a workspace takes bank transfers: nothing of it is secret, the buyer sees it all.
 *
 * @param uniqueCode how amounts tell transfers apart; null when they do not
 */
public record ManualAccount(
        @Size(min = 1, max = 10) List<BankAccount> bankAccounts,

        @Pattern(regexp = WebUrl.HTTPS) @Size(max = WebUrl.LONGEST) @Nullable
        String staticQrImageUrl,

        @Size(max = 2000) @Nullable String instructions,
        @Nullable UniqueCode uniqueCode) {}
