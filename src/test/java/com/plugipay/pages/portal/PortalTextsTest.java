package com.plugipay.pages.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.text.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The texts of the portal. */
class PortalTextsTest {
    private static final Pattern LOOK_UP = Pattern.compile("words\\.get\\(\"([^\"]+)\"[,)]");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d)");

    @Test
    void bothLanguagesHaveTheSameTexts() {
        assertThat(texts("id").keySet()).isEqualTo(texts("en").keySet());
        texts("id").forEach((key, text) -> {
            String english = texts("en").getProperty((String) key);
            assertThat((String) text + english)
                    .as("a plain apostrophe vanishes: %s", key)
                    .doesNotContain("'");
            assertThat(placeholders((String) text)).as("%s", key).isEqualTo(placeholders(english));
        });
    }

    @Test
    void everyTextThatIsUsedExists() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> templates = Files.walk(Path.of("src/main/jte/portal"));
                Stream<Path> classes = Files.walk(Path.of("src/main/java/com/plugipay/pages/portal"))) {
            Stream.concat(templates, classes).filter(Files::isRegularFile).forEach(file -> {
                try {
                    LOOK_UP.matcher(Files.readString(file)).results().forEach(call -> used.add(call.group(1)));
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
        }
        Stream.of(PortalNotice.values())
                .map(notice -> "notice." + notice.text())
                .forEach(used::add);
        List.of("trialing", "scheduled", "active", "incomplete", "past_due", "paused", "canceled", "ending")
                .forEach(state -> used.add("state." + state));
        List.of("open", "past_due", "paid", "void", "uncollectible").forEach(state -> used.add("invoice." + state));
        assertThat(used).contains("cancel.do", "line.method");
        assertThat(texts("en").stringPropertyNames()).containsAll(used);
    }

    @Test
    void namesIntervals() {
        PortalTexts english = PortalTexts.in(Language.ENGLISH);
        assertThat(english.get("price.month", "Rp 5", 1)).isEqualTo("Rp 5 a month");
        assertThat(english.get("price.month", "Rp 5", 3)).isEqualTo("Rp 5 every 3 months");
        assertThat(PortalTexts.in(Language.INDONESIAN).get("price.year", "Rp 5", 2))
                .isEqualTo("Rp 5 per 2 tahun");
    }

    private static Set<String> placeholders(String text) {
        Set<String> numbers = new TreeSet<>();
        PLACEHOLDER.matcher(text).results().forEach(place -> numbers.add(place.group(1)));
        return numbers;
    }

    private static Properties texts(String language) {
        Properties texts = new Properties();
        try (var reader =
                Files.newBufferedReader(Path.of("src/main/resources/texts/portal_" + language + ".properties"))) {
            texts.load(reader);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return texts;
    }
}
