package com.plugipay.pages.dashboard.kinds;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.plugipay.json.Json;
import com.plugipay.pages.dashboard.objects.Action;
import com.plugipay.pages.dashboard.objects.Input;
import com.plugipay.pages.dashboard.objects.InputType;
import com.plugipay.pages.dashboard.objects.ObjectKind;
import com.plugipay.pages.dashboard.view.Cell;
import com.plugipay.providers.CallbackUrls;
import com.plugipay.providers.accounts.ProviderAccount;
import io.vertx.core.http.HttpMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the accounts at providers are shown and connected. Secrets are typed in and never shown again. */
public final class ProviderAccountKind {
    private static final String XENDIT = "xendit";
    private static final String MIDTRANS = "midtrans";
    private static final String PAYPAL = "paypal";
    private static final String MANUAL = "manual";
    private static final String BANK_ACCOUNTS = "bankAccounts";
    private static final int BANK_ACCOUNTS_OF_A_FORM = 3;

    private final CallbackUrls callbacks;

    /** @param callbacks the addresses that a merchant enters at the provider */
    public ProviderAccountKind(CallbackUrls callbacks) {
        this.callbacks = callbacks;
    }

    public ObjectKind<ProviderAccount> accounts() {
        ObjectKind<ProviderAccount> accounts = new ObjectKind<>(
                        "adapters",
                        ProviderAccount.class,
                        account -> account.kind().text())
                .title((account, texts) -> texts.provider(account.kind()))
                .state((account, texts) -> texts.state(state(account)))
                .fact(
                        "secretKey",
                        (account, texts) -> account.secretKeyLast4() == null
                                ? Cell.none()
                                : Cell.code("••••" + account.secretKeyLast4()))
                .fact("clientKey", (account, texts) -> Cell.code(config(account, "/clientKey")))
                .fact("merchantId", (account, texts) -> Cell.code(config(account, "/merchantId")))
                .fact("clientId", (account, texts) -> Cell.code(config(account, "/clientId")))
                .fact("bankAccounts", (account, texts) -> Cell.text(String.join(" · ", banks(account))))
                .fact("lastErrorCode", (account, texts) -> Cell.code(account.lastErrorCode()))
                .fact("webhookError", (account, texts) -> Cell.text(config(account, "/webhookError")))
                .fact("configuredAt", (account, texts) -> texts.time(account.configuredAt()));
        connects(accounts);
        return accounts;
    }

    private static void connects(ObjectKind<ProviderAccount> accounts) {
        accounts.action(connect(XENDIT)
                .with(Input.required("secretKey", InputType.SECRET))
                .with(Input.required("callbackToken", InputType.SECRET))
                .completedBy((account, body) -> keep(account, body, "confirmAbove", "expectedPerMinute")));
        accounts.action(connect(MIDTRANS)
                .with(Input.required("serverKey", InputType.SECRET))
                .with(configured(Input.required("clientKey", InputType.TEXT)))
                .with(configured(Input.optional("merchantId", InputType.TEXT))));
        accounts.action(connect(PAYPAL)
                .with(configured(Input.required("clientId", InputType.TEXT)))
                .with(Input.required("secret", InputType.SECRET)));
        Action<ProviderAccount> manual = connect(MANUAL);
        for (int i = 0; i < BANK_ACCOUNTS_OF_A_FORM; i++) {
            for (String field : List.of("bankName", "accountNumber", "accountHolder")) {
                String name = BANK_ACCOUNTS + '/' + i + '/' + field;
                manual.with(configured(
                        i == 0 ? Input.required(name, InputType.TEXT) : Input.optional(name, InputType.TEXT)));
            }
        }
        accounts.action(manual.with(configured(Input.optional("instructions", InputType.LONG_TEXT)))
                .with(configured(Input.optional("staticQrImageUrl", InputType.URL)))
                .with(configured(Input.choiceOrNone("uniqueCode/mode", "add", "subtract")))
                .completedBy(ProviderAccountKind::completeBankTransfer));
    }

    private static Action<ProviderAccount> connect(String provider) {
        return Action.<ProviderAccount>of(provider, HttpMethod.PUT, "/adapters/" + provider)
                .when(account -> account.kind().text().equals(provider));
    }

    /** A field in which is at first what the account has now. */
    private static Input<ProviderAccount> configured(Input<ProviderAccount> input) {
        return input.from(account -> config(account, '/' + input.name()));
    }

    private static JsonNode config(ProviderAccount account) {
        return Json.MAPPER.valueToTree(account.publicConfig());
    }

    private static @Nullable String config(ProviderAccount account, String path) {
        return config(account).at(path).textValue();
    }

    private static String state(ProviderAccount account) {
        return switch (account.status()) {
            case UNCONFIGURED -> "unconfigured";
            case ACTIVE -> "connected";
            case ERROR -> "error";
        };
    }

    private static List<String> banks(ProviderAccount account) {
        return config(account)
                .path(BANK_ACCOUNTS)
                .valueStream()
                .map(bank -> bank.path("bankName").asText()
                        + ' '
                        + bank.path("accountNumber").asText())
                .toList();
    }

    /** An account is replaced as a whole: what the form does not ask stays as it was. */
    private static void keep(ProviderAccount account, ObjectNode body, String... names) {
        JsonNode former = config(account);
        for (String name : names) {
            if (former.hasNonNull(name)) {
                body.set(name, former.get(name));
            }
        }
    }

    private static void completeBankTransfer(ProviderAccount account, ObjectNode body) {
        JsonNode former = config(account);
        ArrayNode banks = body.withArray(BANK_ACCOUNTS);
        for (int i = BANK_ACCOUNTS_OF_A_FORM; i < former.path(BANK_ACCOUNTS).size(); i++) {
            banks.add(former.path(BANK_ACCOUNTS).get(i));
        }
        JsonNode largest = former.at("/uniqueCode/max");
        if (body.has("uniqueCode") && largest.isNumber()) {
            body.withObject("uniqueCode").set("max", largest);
        }
    }

    /** The address that a merchant enters at the provider; null where there is nothing to enter. */
    public @Nullable String address(ProviderAccount account) {
        return account.kind().text().equals(XENDIT) ? callbacks.of(account.kind(), account.workspaceId()) : null;
    }
}
