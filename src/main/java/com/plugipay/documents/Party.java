package com.plugipay.documents;

import com.plugipay.billing.settings.BillingSettings;
import com.plugipay.checkout.Guest;
import com.plugipay.customers.Address;
import com.plugipay.customers.Customer;
import com.plugipay.templates.TemplateConfig;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who a document is from, or for.
 *
 * @param email where mails to them go; null if nobody knows
 * @param lines what stands below the name: address, tax id, and how to reach them
 */
public record Party(String name, @Nullable String email, List<String> lines) {

    public Party {
        lines = List.copyOf(lines);
    }

    /**
     * The business; by the name of its workspace if its settings have none.
     *
     * @param config may say another address and tax id
     * @param showsDetails whether more than the name is shown
     */
    public static Party seller(
            BillingSettings settings,
            String workspaceName,
            DocumentTexts words,
            TemplateConfig config,
            boolean showsDetails) {
        @Nullable String taxId = config.merchantTaxId() == null ? settings.businessTaxId() : config.merchantTaxId();
        @Nullable
        String address = config.merchantAddress() == null ? settings.businessAddress() : config.merchantAddress();
        @Nullable String name = settings.businessName();
        return new Party(
                name == null ? workspaceName : name,
                settings.businessEmail(),
                !showsDetails
                        ? List.of()
                        : lines(
                                address == null
                                        ? Stream.empty()
                                        : address.lines().map(String::strip),
                                taxId == null ? null : words.get("taxId", taxId),
                                settings.businessEmail(),
                                settings.businessPhone()));
    }

    static Party customer(Customer customer, DocumentTexts words) {
        @Nullable String taxId = customer.taxId();
        @Nullable Address address = customer.address();
        boolean hasName = customer.name() != null && !customer.name().isBlank();
        String name = hasName ? Objects.requireNonNull(customer.name()) : customer.email();
        return new Party(
                name == null ? words.get("customer") : name,
                customer.email(),
                lines(
                        address == null ? Stream.empty() : lines(address, words),
                        taxId == null ? null : words.get("taxId", taxId),
                        hasName ? customer.email() : null,
                        customer.phone()));
    }

    /** A buyer without a customer; null if nothing is known of it. */
    static @Nullable Party guest(Guest guest, DocumentTexts words) {
        boolean hasName = guest.name() != null && !guest.name().isBlank();
        if (!hasName && guest.email() == null && guest.phone() == null) {
            return null;
        }
        String name = hasName ? Objects.requireNonNull(guest.name()) : guest.email();
        return new Party(
                name == null ? words.get("receipt.buyer") : name,
                guest.email(),
                lines(Stream.empty(), hasName ? guest.email() : null, guest.phone()));
    }

    private static Stream<@Nullable String> lines(Address address, DocumentTexts words) {
        String town = Stream.of(address.city(), address.state(), address.postalCode())
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(" "));
        @Nullable String code = address.country();
        String country = code == null
                ? ""
                : Locale.of("", code).getDisplayCountry(words.language().locale());
        return Stream.of(address.line1(), address.line2(), town, country);
    }

    private static List<String> lines(Stream<? extends @Nullable String> address, @Nullable String... others) {
        return Stream.concat(address, Stream.of(others))
                .filter(Objects::nonNull)
                .map(Object::toString)
                .filter(line -> !line.isBlank())
                .toList();
    }
}
