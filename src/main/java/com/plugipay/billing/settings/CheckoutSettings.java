package com.plugipay.billing.settings;

import com.plugipay.providers.Method;
import com.plugipay.providers.ProviderKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a workspace sets about its checkout in one mode, on one page of the client libraries. Nothing of it is stored twice:
 * it is what the billing settings, the routing of methods and the default template of receipts say.
 *
 * @param enabledMethods the methods that new sessions offer, in the order in which buyers see them
 * @param methodOrder the methods that buyers see first; the others follow in their usual order
 * @param methodAdapter the preferred provider of a method that several take
 * @param brandName the name of the business; null means that of the workspace
 * @param brandLogoUrl the address of the uploaded picture that pages, receipts and invoices show as the logo; null for no logo,
 *     or for one that was given with the billing settings
 * @param brandAccentColor such as {@code #0F5F4E}; null means ours
 * @param brandTagline stands at the foot of the pages
 * @param receiptTemplate the default template of receipts; null if there is none
 * @param availableMethods the methods that some connected provider takes, in the order in which buyers see them
 * @param methodSupport the connected providers that take each of them, the one that is asked first
 */
public record CheckoutSettings(
        List<Method> enabledMethods,
        List<Method> methodOrder,
        Map<Method, ProviderKind> methodAdapter,
        @Nullable String brandName,
        @Nullable String brandLogoUrl,
        @Nullable String brandAccentColor,
        @Nullable String brandTagline,
        @Nullable String businessPhone,
        @Nullable String businessEmail,
        @Nullable String businessAddress,
        @Nullable String businessTaxId,
        @Nullable ReceiptAppearance receiptTemplate,
        List<Method> availableMethods,
        Map<Method, List<ProviderKind>> methodSupport) {}
