package com.plugipay.webhooks.endpoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.errors.ApiException;
import com.plugipay.model.Mode;
import com.plugipay.outbox.EventType;
import com.plugipay.outbox.SdkEventNames;
import com.plugipay.text.WebAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventFilterTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                   | payment.succeeded      | PLUGIPAY",
                "*                                                    | payment.succeeded      | PLUGIPAY",
                "payment.*                                            | payment.succeeded      | PLUGIPAY",
                "payment.succeeded                                    | payment.succeeded      | PLUGIPAY",
                "payment.succeeded                                    | payment.failed         | ''",
                "payment.*                                            | refund.created         | ''",
                "plugipay.payment.succeeded.v1                        | payment.succeeded      | SDK",
                "plugipay.payment.succeeded.v1                        | payment.failed         | ''",
                "plugipay.refund.issued.v1                            | refund.succeeded       | SDK",
                "plugipay.invoice.failed.v1                           | invoice.payment_failed | SDK",
                "* payment.succeeded plugipay.payment.succeeded.v1    | payment.succeeded      | SDK",
                "* plugipay.payment.succeeded.v1                      | payment.failed         | PLUGIPAY",
                "webhook_endpoint.*                                   | webhook_endpoint.disabled | PLUGIPAY",
            })
    void choosesTheDialect(String entries, String type, String dialect) {
        List<String> filter = entries.isEmpty() ? List.of() : List.of(entries.split(" "));

        String wanted = EventFilter.wanted(filter, EventType.of(type).orElseThrow())
                .map(Enum::name)
                .orElse("");

        assertThat(wanted).isEqualTo(dialect);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void knowsEveryTypeByAllItsNames(EventType type) {
        Stream.of(type.text(), type.objectType() + ".*", SdkEventNames.of(type))
                .forEach(entry -> assertThat(EventFilter.isKnown(entry)).isTrue());
        assertThat(SdkEventNames.type(SdkEventNames.of(type))).hasValue(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "payment",
                "payment.",
                "payment.*.*",
                "*.*",
                "payment.suceeded",
                "Payment.succeeded",
                "plugipay.payment.*",
                "plugipay.payment.succeeded",
                "plugipay.payment.succeeded.v2",
                "plugipay.refund.gone.v1"
            })
    void knowsNothingElse(String entry) {
        assertThat(EventFilter.isKnown(entry)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https://shop.example/hook              | LIVE | ''",
                "https://shop.example:8443/hook?a=%20b  | LIVE | ''",
                "HTTPS://SHOP.example                   | LIVE | ''",
                "http://127.0.0.1:8080/hook             | TEST | ''",
                "http://[::1]/hook                      | TEST | ''",
                "http://web_app:3000/hook               | TEST | ''",
                "https://web_app:3000/hook              | TEST | underscore",
                "http://shop.example/hook               | LIVE | https",
                "https://shop.example/#top              | TEST | fragment",
            })
    void checksTheUrl(String url, Mode mode, String complaint) {
        WebhookEndpointInput input = new WebhookEndpointInput(WebAddress.of(url), null, null, null, null, null);

        if (complaint.isEmpty()) {
            assertThat(input.checked(mode)).isEqualTo(input);
        } else {
            assertThatThrownBy(() -> input.checked(mode))
                    .isInstanceOf(ApiException.class)
                    .hasMessageContaining(complaint);
        }
    }

    @Test
    void namesTheEntryThatIsUnknown() {
        WebhookEndpointInput input = new WebhookEndpointInput(
                WebAddress.of("https://shop.example/"),
                Arrays.asList("payment.*", "payment.lost"),
                null,
                null,
                null,
                null);

        assertThatThrownBy(() -> input.checked(Mode.TEST))
                .isInstanceOfSatisfying(
                        ApiException.class,
                        failure -> assertThat(failure.field()).isEqualTo("events/1"));
    }
}
