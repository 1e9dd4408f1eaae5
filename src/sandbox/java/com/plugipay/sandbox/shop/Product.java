package com.plugipay.sandbox.shop;

import com.plugipay.sandbox.kit.MinorUnits;
import java.util.List;
import java.util.Optional;

/**
 * A bag of beans, and the four that this shop sells.
 *
 * <p>The price is in the currency's minor units: rupiah have no decimals, dollars have cents.
 */
public record Product(String id, String name, String origin, String notes, String story, long price, String currency) {
    /** What is on the shelf. */
    public static final List<Product> SHELF = List.of(
            new Product(
                    "gayo",
                    "Gayo Takengon",
                    "Aceh, 1.500 m",
                    "Dark chocolate, cedar, a little orange peel",
                    "Wet-hulled above Lake Laut Tawar. The one to start with.",
                    95_000,
                    "IDR"),
            new Product(
                    "toraja",
                    "Toraja Sapan",
                    "Sulawesi, 1.700 m",
                    "Palm sugar, ripe plum, black tea",
                    "From gardens behind the boat-roofed houses of Sapan.",
                    118_000,
                    "IDR"),
            new Product(
                    "bajawa",
                    "Bajawa Inerie",
                    "Flores, 1.400 m",
                    "Roasted peanut, vanilla, tamarind",
                    "Grown in the ash of Mount Inerie. Made for milk.",
                    89_000,
                    "IDR"),
            new Product(
                    "kintamani",
                    "Kintamani Batur",
                    "Bali, 1.300 m",
                    "Mandarin, brown sugar, lemongrass",
                    "Grown between orange trees, and sent abroad: priced in dollars.",
                    1_450,
                    "USD"));

    static Optional<Product> find(String id) {
        return SHELF.stream().filter(product -> product.id().equals(id)).findFirst();
    }

    public String priceText() {
        return MinorUnits.text(price, currency);
    }
}
