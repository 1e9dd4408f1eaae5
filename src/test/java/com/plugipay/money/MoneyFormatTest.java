package com.plugipay.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyFormatTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                   100000 | IDR | Rp 100.000           | Rp 100.000           | 100000
                        1 | IDR | Rp 1                 | Rp 1                 | 1
            1000000000000 | IDR | Rp 1.000.000.000.000 | Rp 1.000.000.000.000 | 1000000000000
                     4900 | USD | $49.00               | US$49,00             | 49.00
                        5 | USD | $0.05                | US$0,05              | 0.05
            1000000000000 | USD | $10,000,000,000.00   | US$10.000.000.000,00 | 10000000000.00
                     4900 | JPY | ¥4,900               | JP¥4.900             | 4900
                   123456 | SGD | SGD 1,234.56         | SGD 1.234,56         | 1234.56
                     1999 | EUR | €19.99               | €19,99               | 19.99
                  1234567 | KWD | KWD 1,234.567        | KWD 1.234,567        | 1234.567
                    -4900 | USD | -$49.00              | -US$49,00            | -49.00
            """)
    void formatsAmountsInTheStyleOfTheCurrency(
            long minorUnits, String currency, String english, String indonesian, String plain) {
        assertThat(MoneyFormat.format(minorUnits, currency, Locale.ENGLISH)).isEqualTo(english);
        assertThat(MoneyFormat.format(minorUnits, currency, Locale.of("id"))).isEqualTo(indonesian);
        assertThat(MoneyFormat.plain(minorUnits, currency)).isEqualTo(plain);
    }

    @Test
    void keepsAllDigitsOfTheLargestNumber() {
        assertThat(MoneyFormat.plain(Long.MAX_VALUE, "USD")).isEqualTo("92233720368547758.07");
        assertThat(MoneyFormat.format(Long.MAX_VALUE, "USD", Locale.ENGLISH)).isEqualTo("$92,233,720,368,547,758.07");
    }

    @Test
    void formatsEveryCurrency() {
        for (String currency : CurrenciesTest.codes()) {
            assertThat(MoneyFormat.format(1_000_000_000_000L, currency, Locale.ENGLISH))
                    .as(currency)
                    .matches("\\S+( \\S+)?")
                    .contains("000");
        }
    }

    @Test
    void refusesAnUnknownCurrency() {
        assertThatThrownBy(() -> MoneyFormat.format(1, "DOGE", Locale.ENGLISH))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
