package com.plugipay.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.pages.CheckoutView.Notice;
import com.plugipay.pages.CheckoutView.Screen;
import com.plugipay.providers.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {
    /** Keys that a template computes are covered by rendering every page, see CheckoutPageTest. */
    private static final Pattern LOOK_UP = Pattern.compile("texts\\.get\\(\"([^\"]+)\"[,)]");

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            none                        | en
            ''                          | en
            ;;                          | en
            *                           | en
            fr-FR                       | en
            id                          | id
            in-ID                       | id
            id-ID,id;q=0.9,en;q=0.8     | id
            en-US,en;q=0.5,id;q=0.9     | en
            en;q=0.4,id;q=0.9           | id
            de,id;q=0.3,en;q=0.2        | id
            en;q=0.1,id;q=0             | en
            """)
    void usesThePreferredLanguage(String header, String lang) {
        assertThat(Texts.from(header).lang()).isEqualTo(lang);
    }

    @Test
    void bothLanguagesHaveTheSameTexts() throws IOException {
        assertThat(file("id").keySet()).isEqualTo(file("en").keySet());
        for (String lang : List.of("en", "id")) {
            file(lang).forEach((key, text) -> {
                assertThat((String) text).as("%s %s", lang, key).isNotBlank();
                assertThat(key.equals("time.pattern") || !((String) text).contains("'"))
                        .as("a plain apostrophe vanishes: %s %s", lang, key)
                        .isTrue();
                assertThat(placeholders(text))
                        .as("%s", key)
                        .isEqualTo(placeholders(file("en").getProperty((String) key, "")));
            });
        }
    }

    @Test
    void everyTextThatATemplateUsesExists() throws IOException {
        Set<String> used = new TreeSet<>();
        for (String template : templates()) {
            LOOK_UP.matcher(template).results().map(call -> call.group(1)).forEach(used::add);
        }
        Stream.of(Notice.values()).map(notice -> "notice." + notice.text()).forEach(used::add);
        Stream.of(Method.Group.values()).map(group -> "group." + group.text()).forEach(used::add);
        for (Method method : Method.values()) {
            used.add("method." + method.text());
            used.add("method." + method.text() + ".hint");
        }
        for (Screen screen : Screen.values()) {
            used.add("title." + screen);
            if (!screen.live() && screen != Screen.LEAVING) {
                used.add("outcome." + screen);
                used.add("outcome." + screen + ".text");
            }
        }
        assertThat(used).contains("cancel", "summary.lines", "copied.what");
        assertThat(file("en").stringPropertyNames()).containsAll(used);
    }

    @Test
    void formatsTimesInJakarta() {
        assertThat(Texts.from("id").time(SampleViews.DEADLINE)).isEqualTo("22 November 2026 pukul 15.04 WIB");
        assertThat(Texts.from("en").time(SampleViews.DEADLINE)).isEqualTo("22 November 2026, 15:04 WIB (UTC+7)");
    }

    @Test
    void namesMethods() {
        Texts indonesian = Texts.from("id");

        assertThat(indonesian.method(Method.BANK_TRANSFER)).isEqualTo("Transfer bank");
        assertThat(indonesian.brand(Method.BCA_VA)).isEqualTo("BCA");
        assertThat(indonesian.brands(List.of(Method.CIMB_VA, Method.OVO))).isEqualTo("CIMB Niaga, OVO");
        assertThat(indonesian.place(Method.CARD)).isEqualTo("pembayaran kartu");
        assertThat(indonesian.place(Method.PAYPAL)).isEqualTo("PayPal");
    }

    @ParameterizedTest
    @CsvSource({
        "8808123412341234, 8808 1234 1234 1234",
        "12345678901, 1234 5678 901",
        "PLUG7QK2MX9, PLUG 7QK2 MX9",
        "70012, 70012",
        "123-456-7890, 123-456-7890"
    })
    void groupsLongNumbersByFourDigits(String code, String written) {
        assertThat(Texts.from("en").inFours(code)).isEqualTo(written);
    }

    @Test
    void counts() {
        assertThat(Texts.from("en").get("summary.lines", 1)).isEqualTo("1 item");
        assertThat(Texts.from("en").get("summary.lines", 1200)).isEqualTo("1,200 items");
    }

    @Test
    void aMissingTextFails() {
        assertThatThrownBy(() -> Texts.from("en").get("no.such.text")).hasMessageContaining("no.such.text");
    }

    private static Set<String> placeholders(Object text) {
        Set<String> numbers = new TreeSet<>();
        Pattern.compile("\\{(\\d)")
                .matcher((String) text)
                .results()
                .map(MatchResult::group)
                .forEach(numbers::add);
        return numbers;
    }

    private static List<String> templates() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/jte/checkout"))) {
            return files.filter(Files::isRegularFile).map(TextsTest::read).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static Properties file(String lang) {
        Properties texts = new Properties();
        try (var reader =
                Files.newBufferedReader(Path.of("src/main/resources/texts/checkout_" + lang + ".properties"))) {
            texts.load(reader);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
        return texts;
    }
}
