package com.plugipay.documents;

import static org.assertj.core.api.Assertions.assertThat;

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

/** The texts of documents, their pages and their mails. */
class DocumentTextsTest {
    private static final Pattern LOOK_UP = Pattern.compile("words(?:\\(\\))?\\.get\\(\"([^\"]+)\"[,)]");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");

    @Test
    void bothLanguagesHaveTheSameTexts() throws IOException {
        assertThat(file("id").keySet()).isEqualTo(file("en").keySet());
        for (String language : List.of("en", "id")) {
            for (String key : file(language).stringPropertyNames()) {
                String text = file(language).getProperty(key);
                assertThat(text).as("%s %s", language, key).isNotBlank().doesNotContain("'");
                assertThat(placeholders(text))
                        .as(key)
                        .isEqualTo(placeholders(file("en").getProperty(key)));
            }
        }
    }

    @Test
    void everyTextThatIsUsedExistsAndEveryStateHasOne() throws IOException {
        Set<String> used = new TreeSet<>();
        for (Path folder : List.of(
                Path.of("src/main/jte"),
                Path.of("src/main/java/com/plugipay/documents"),
                Path.of("src/main/java/com/plugipay/pages"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile)
                        .filter(each -> !each.toString().contains("/portal/")
                                && !each.toString().contains("/people/"))
                        .toList()) {
                    LOOK_UP.matcher(Files.readString(file))
                            .results()
                            .map(found -> found.group(1))
                            .forEach(used::add);
                }
            }
        }
        for (InvoiceDocument.State state : InvoiceDocument.State.values()) {
            used.add("state." + state.text());
        }
        used.addAll(Set.of("date.pattern", "credit.title", "credit.word", "credit.to"));
        for (String kind : List.of("invoice", "credit")) {
            for (String part : List.of("subject", "text", "link", "attached")) {
                used.add("mail." + kind + '.' + part);
            }
        }
        assertThat(used).contains("invoice.total", "page.pdf");
        assertThat(file("en").stringPropertyNames()).containsAll(used);
    }

    private static Set<String> placeholders(String text) {
        Set<String> found = new TreeSet<>();
        PLACEHOLDER.matcher(text).results().map(MatchResult::group).forEach(found::add);
        return found;
    }

    private static Properties file(String language) throws IOException {
        Properties texts = new Properties();
        try (var reader =
                Files.newBufferedReader(Path.of("src/main/resources/texts/documents_" + language + ".properties"))) {
            texts.load(reader);
        }
        return texts;
    }
}
