package com.plugipay.billing.settings;

import com.plugipay.files.FileAddress;
import com.plugipay.model.UpdatedAt;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.accounts.MethodRouting;
import com.plugipay.providers.accounts.MethodRoutingStore;
import com.plugipay.providers.accounts.ProviderAccountList;
import com.plugipay.providers.accounts.RequestedMethod;
import com.plugipay.templates.Template;
import com.plugipay.templates.TemplateConfig;
import com.plugipay.templates.TemplateKind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the settings of the checkout are stored, as it was read.
 *
 * @param receipt the default template of receipts; null for none
 */
record StoredCheckoutSettings(
        BillingSettings business,
        MethodRoutingStore.Stored stored,
        @Nullable Template receipt,
        ProviderAccountList accounts) {
    private static final String NAME_OF_TEMPLATE = "Receipt";

    MethodRouting routing() {
        return stored.routing();
    }

    /** What the API answers below a mount. */
    CheckoutSettings shown(String mount) {
        List<ProviderKind> active = accounts.active();
        Map<Method, List<ProviderKind>> support = new LinkedHashMap<>();
        for (Method method : routing().inOrder()) {
            List<ProviderKind> able = routing().order(method).stream()
                    .filter(kind -> active.contains(kind) && kind.takes(method))
                    .distinct()
                    .toList();
            if (!able.isEmpty()) {
                support.put(method, able);
            }
        }
        return new CheckoutSettings(
                enabled(),
                routing().methodOrder(),
                routing().methods(),
                business.businessName(),
                logoUrl(mount),
                business.accentColor(),
                business.tagline(),
                business.businessPhone(),
                business.businessEmail(),
                business.businessAddress(),
                business.businessTaxId(),
                appearance(),
                List.copyOf(support.keySet()),
                support);
    }

    /** The input that changes nothing. */
    CheckoutSettingsInput unchanged(String mount) {
        Map<String, ProviderKind> adapters = new HashMap<>();
        routing().methods().forEach((method, kind) -> adapters.put(method.text(), kind));
        return new CheckoutSettingsInput(
                enabled().stream().map(RequestedMethod::of).toList(),
                routing().methodOrder().stream().map(RequestedMethod::of).toList(),
                adapters,
                business.businessName(),
                logoUrl(mount),
                business.accentColor(),
                business.tagline(),
                business.businessPhone(),
                business.businessEmail(),
                business.businessAddress(),
                business.businessTaxId(),
                appearance());
    }

    private List<Method> enabled() {
        return routing().inOrder().stream().filter(routing()::isOffered).toList();
    }

    private @Nullable String logoUrl(String mount) {
        Logo logo = business.logo();
        return logo == null || logo.fileName() == null ? null : FileAddress.of(mount, logo.fileName());
    }

    private @Nullable ReceiptAppearance appearance() {
        return receipt == null ? null : ReceiptAppearance.of(receipt.config());
    }

    /** @param logo the one from now on */
    BillingSettings business(CheckoutSettingsInput input, @Nullable Logo logo, Instant now) {
        return BillingSettingsBuilder.builder(business)
                .businessName(input.brandName())
                .logo(logo)
                .accentColor(input.brandAccentColor())
                .tagline(input.brandTagline())
                .businessPhone(input.businessPhone())
                .businessEmail(input.businessEmail())
                .businessAddress(input.businessAddress())
                .businessTaxId(input.businessTaxId())
                .updatedAt(business.updatedAt() == null ? now : UpdatedAt.after(business.updatedAt(), now))
                .build();
    }

    MethodRouting routing(CheckoutSettingsInput input) {
        List<Method> enabled = RequestedMethod.methods(input.enabledMethods());
        List<Method> disabled = enabled.isEmpty()
                ? List.of()
                : Stream.of(Method.values())
                        .filter(method -> !enabled.contains(method))
                        .toList();
        Map<Method, ProviderKind> adapters = new EnumMap<>(Method.class);
        adapters.putAll(input.adapters());
        return new MethodRouting(routing().order(), adapters, RequestedMethod.methods(input.methodOrder()), disabled);
    }

    /** The default template of receipts from now on; null for none. */
    @Nullable
    Template receipt(CheckoutSettingsInput input, Instant now) {
        ReceiptAppearance wanted = input.receiptTemplate();
        if (wanted == null || wanted.equals(appearance())) {
            return wanted == null ? null : receipt;
        }
        return receipt == null
                ? Template.newDefault(
                        business.tenant(),
                        TemplateKind.RECEIPT,
                        NAME_OF_TEMPLATE,
                        wanted.in(TemplateConfig.STANDARD),
                        now)
                : receipt.with(wanted.in(receipt.config()), now);
    }
}
