package com.plugipay.billing.settings;

import com.plugipay.customers.CustomerInput;
import com.plugipay.errors.ErrorCode;
import com.plugipay.http.operations.CheckedInput;
import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import com.plugipay.providers.accounts.RequestedMethod;
import com.plugipay.templates.TemplateConfig;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The changeable settings of the checkout. Methods are named one by one, or by their families: {@code va}, {@code ewallet},
 * {@code retail}.
 *
 * @param enabledMethods the methods that new sessions offer; none means all
 * @param methodOrder the methods that buyers see first; the others follow in their usual order
 * @param methodAdapter the preferred provider of a method, or of a family, that several take
 * @param brandName the name of the business; null means that of the workspace
 * @param brandLogoUrl the address that an upload has answered; null takes the logo away
 * @param brandAccentColor such as {@code #0F5F4E}; null means ours
 * @param brandTagline stands at the foot of the pages
 * @param receiptTemplate replaces what the default template of receipts says; null for no default template
 */
public record CheckoutSettingsInput(
        List<RequestedMethod> enabledMethods,
        List<RequestedMethod> methodOrder,
        Map<String, ProviderKind> methodAdapter,
        @Size(max = 200) @Nullable String brandName,
        @Size(max = 500) @Nullable String brandLogoUrl,

        @Pattern(regexp = TemplateConfig.COLOR, message = TemplateConfig.COLOR_TEXT) @Nullable
        String brandAccentColor,

        @Size(max = 200) @Nullable String brandTagline,
        @Size(max = 40) @Nullable String businessPhone,

        @Pattern(regexp = CustomerInput.EMAIL, message = CustomerInput.EMAIL_TEXT) @Size(max = 254) @Nullable
        String businessEmail,

        @Size(max = 500) @Nullable String businessAddress,
        @Size(max = 50) @Nullable String businessTaxId,
        @Nullable ReceiptAppearance receiptTemplate)
        implements CheckedInput {

    private static final String ADAPTER = "methodAdapter/";

    @Override
    public void check() {
        BillingSettingsInput.check("brandName", brandName, BillingSettingsInput::checkLine);
        BillingSettingsInput.check("brandTagline", brandTagline, BillingSettingsInput::checkLine);
        BillingSettingsInput.check("businessPhone", businessPhone, BillingSettingsInput::checkLine);
        BillingSettingsInput.check("businessEmail", businessEmail, BillingSettingsInput::checkLine);
        BillingSettingsInput.check("businessTaxId", businessTaxId, BillingSettingsInput::checkLine);
        adapters();
    }

    /** The preferred provider of each method. What is said of one method holds before what is said of its family. */
    Map<Method, ProviderKind> adapters() {
        Map<Method, ProviderKind> ofFamilies = new EnumMap<>(Method.class);
        Map<Method, ProviderKind> all = new EnumMap<>(Method.class);
        methodAdapter.forEach((name, kind) -> {
            if (!RequestedMethod.isName(name)) {
                throw ErrorCode.VALIDATION_ERROR.forField(ADAPTER + name, "There is no method of this name.");
            }
            List<Method> named = new RequestedMethod(name).methods();
            List<Method> taken = named.stream().filter(kind::takes).toList();
            if (named.size() == 1) {
                all.put(named.getFirst(), kind);
            } else if (taken.isEmpty()) {
                throw ErrorCode.VALIDATION_ERROR.forField(
                        ADAPTER + name, kind.text() + " takes no method of this family.");
            }
            taken.forEach(method -> ofFamilies.put(method, kind));
        });
        ofFamilies.forEach(all::putIfAbsent);
        return all;
    }
}
