package com.plugipay.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.text.TextFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The texts of documents, their pages and their mails. */
class DocumentTextsTest {
    @Test
    void bothLanguagesHaveTheSameTexts() throws IOException {
        assertThat(TextFiles.read("documents", "id").keySet())
                .isEqualTo(TextFiles.read("documents", "en").keySet());
        for (String language : List.of("en", "id")) {
            for (String key : TextFiles.read("documents", language).stringPropertyNames()) {
                String text = TextFiles.read("documents", language).getProperty(key);
                assertThat(text).as("%s %s", language, key).isNotBlank().doesNotContain("'");
                assertThat(TextFiles.placeholders(text))
                        .as(key)
                        .isEqualTo(TextFiles.placeholders(
                                TextFiles.read("documents", "en").getProperty(key)));
            }
        }
    }

    @Test
    void everyTextThatIsUsedExistsAndEveryStateHasOne() throws IOException {
        Set<String> used = new TreeSet<>();
        for (String folder :
                List.of("src/main/jte", "src/main/java/com/plugipay/documents", "src/main/java/com/plugipay/pages")) {
            used.addAll(TextFiles.lookUps(Path.of(folder), "portal", "people", "dashboard", "notifications"));
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
        assertThat(TextFiles.read("documents", "en").stringPropertyNames()).containsAll(used);
    }
}
