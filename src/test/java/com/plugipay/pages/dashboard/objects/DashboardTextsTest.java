package com.plugipay.pages.dashboard.objects;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.plugipay.attempts.Attempt;
import com.plugipay.billing.invoices.Invoice;
import com.plugipay.billing.subscriptions.Subscription;
import com.plugipay.checkout.CheckoutSession;
import com.plugipay.outbox.EventType;
import com.plugipay.pages.dashboard.DashboardModule;
import com.plugipay.pages.dashboard.kinds.ProviderAccountKind;
import com.plugipay.pages.dashboard.kinds.SettingsKinds;
import com.plugipay.pages.dashboard.kinds.StuckKind;
import com.plugipay.payments.Payment;
import com.plugipay.providers.CallbackUrls;
import com.plugipay.providers.acme.AcmeFactory;
import com.plugipay.refunds.Refund;
import com.plugipay.stuck.Stuck;
import com.plugipay.support.TestGateway;
import com.plugipay.text.TextFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every text that a page of the dashboard can look for is there, in both languages. */
class DashboardTextsTest {
    @Test
    void bothLanguagesHaveTheSameTexts() throws IOException {
        Properties english = TextFiles.read("dashboard", "en");
        Properties indonesian = TextFiles.read("dashboard", "id");
        assertThat(indonesian.keySet()).isEqualTo(english.keySet());
        for (String key : english.stringPropertyNames()) {
            assertThat(TextFiles.placeholders(indonesian.getProperty(key)))
                    .as(key)
                    .isEqualTo(TextFiles.placeholders(english.getProperty(key)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "id"})
    void everyKindOfObjectHasItsTexts(String language) throws IOException {
        List<String> needed = new ArrayList<>();
        Properties texts = TextFiles.read("dashboard", language);
        for (ObjectKind<?> kind : kinds()) {
            needed.add("nothing." + kind.name());
        }
        for (ObjectKind<?> kind : allKinds()) {
            needed.add("kind." + kind.name());
            kind.columns().forEach(column -> needed.add("field." + column.name()));
            kind.facts().forEach(fact -> needed.add("field." + fact.name()));
            kind.related().forEach(related -> needed.add("part." + related.name()));
            kind.actions().forEach(action -> needed.addAll(texts(kind, action, texts)));
            if (kind.together() != null) {
                needed.add("action." + kind.name() + '.' + kind.together().name());
            }
            if (kind.creation() != null) {
                needed.addAll(texts(kind, kind.creation(), texts));
            }
        }
        assertThat(texts.stringPropertyNames()).containsAll(needed);
    }

    private static List<String> texts(ObjectKind<?> kind, Action<?> action, Properties texts) {
        List<String> needed = new ArrayList<>();
        needed.add("action." + kind.name() + '.' + action.name());
        for (Input<?> input : action.inputs()) {
            String own = "input." + kind.name() + '.' + input.lastName();
            needed.add(texts.containsKey(own) ? own : "field." + input.lastName());
        }
        return needed;
    }

    @Test
    void everyStateHasAText() throws IOException {
        Properties texts = TextFiles.read("dashboard", "en");
        assertThat(Stream.of(
                                Payment.Status.values(),
                                Refund.Status.values(),
                                CheckoutSession.Status.values(),
                                Attempt.Status.values(),
                                Subscription.Status.values(),
                                Invoice.Status.values())
                        .flatMap(Stream::of)
                        .map(status -> "state." + status.name().toLowerCase(Locale.ROOT)))
                .allMatch(texts::containsKey);
        assertThat(Stream.of(Stuck.Type.values())
                        .map(type -> "stuck." + type.name().toLowerCase(Locale.ROOT)))
                .allMatch(texts::containsKey);
        assertThat(Stream.of(EventType.values()).map(type -> "event." + type.text()))
                .allMatch(texts::containsKey);
    }

    @Test
    void everyFilterThatHasFewValuesNamesThem() throws IOException {
        Properties texts = TextFiles.read("dashboard", "en");
        for (ObjectKind<?> kind : kinds()) {
            JsonNode filters = TestGateway.shared()
                    .merchant()
                    .get("/v1/openapi.json")
                    .json()
                    .path("paths")
                    .path('/' + kind.name())
                    .path("get")
                    .path("parameters");
            for (JsonNode filter : filters) {
                String name = filter.path("name").asText();
                if (!texts.containsKey("field." + name)) {
                    continue;
                }
                for (JsonNode value : filter.path("schema").path("enum")) {
                    if (value.asText().equals(AcmeFactory.KIND.text())) {
                        continue; // a provider of the tests alone
                    }
                    assertThat(Stream.of("choice." + name + '.', "state.", "provider.", "event.")
                                    .map(begin -> begin + value.asText()))
                            .as("%s of %s: %s", name, kind.name(), value)
                            .anyMatch(texts::containsKey);
                }
            }
        }
    }

    /** With those of which there are always the same few. */
    private static List<ObjectKind<?>> allKinds() {
        return Stream.concat(
                        kinds().stream(),
                        Stream.of(
                                StuckKind.stuck(),
                                SettingsKinds.business(),
                                new ProviderAccountKind(new CallbackUrls("http://localhost")).accounts()))
                .toList();
    }

    private static List<ObjectKind<?>> kinds() {
        return DashboardModule.kinds("http://localhost");
    }
}
