package com.plugipay.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The known currencies, and with how many decimals people use them. */
class CurrenciesTest {
    @ParameterizedTest
    @CsvSource({"IDR, 0", "JPY, 0", "KRW, 0", "VND, 0", "USD, 2", "EUR, 2", "SGD, 2", "MYR, 2", "KWD, 3", "BHD, 3"})
    void theExponentIsTheOneInUse(String code, int exponent) {
        assertThat(Currencies.known(code)).isTrue();
        assertThat(Currencies.exponent(code)).isEqualTo(exponent);
    }

    @ParameterizedTest
    @CsvSource({
        "100000, IDR, 100000",
        "4900, USD, 49.00",
        "1, USD, 0.01",
        "0, USD, 0.00",
        "1234, KWD, 1.234",
        "1000000000000, IDR, 1000000000000",
        "1000000000000, USD, 10000000000.00"
    })
    void anAmountIsReadWithoutRounding(long minorUnits, String code, BigDecimal major) {
        assertThat(Currencies.toMajor(minorUnits, code)).isEqualTo(major);
    }

    @ParameterizedTest
    @ValueSource(strings = {"XXX", "XTS", "XAU", "XDR", "ZZZ", "idr", "", "I", "IDRR", " IDR"})
    void currenciesThatAreNotInUseAreUnknown(String code) {
        assertThat(Currencies.known(code)).isFalse();
        assertThatThrownBy(() -> Currencies.exponent(code)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyCodeCanBeWrittenAndRead() {
        assertThat(codes()).hasSizeGreaterThan(150).allSatisfy(code -> {
            assertThat(code).matches(Currencies.PATTERN);
            assertThat(Currencies.exponent(code)).isBetween(0, 4);
            assertThat(MoneyFormat.plain(Currencies.LARGEST_AMOUNT, code)).isNotEmpty();
        });
    }

    /** All currencies that are in use. */
    static List<String> codes() {
        return Currency.getAvailableCurrencies().stream()
                .map(Currency::getCurrencyCode)
                .filter(Currencies::known)
                .toList();
    }
}
