package com.plugipay.pages.people;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.auth.MemberRole;
import com.plugipay.model.Mode;
import com.plugipay.people.PersonLinkStore.Kind;
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

/** The texts of the pages and mails of people. */
class PeopleTextsTest {
    private static final Pattern LOOK_UP = Pattern.compile("words(?:\\(\\))?\\.get\\(\"([^\"]+)\"[,)]");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");

    @Test
    void bothLanguagesHaveTheSameTexts() throws IOException {
        assertThat(file("id").keySet()).isEqualTo(file("en").keySet());
        for (String key : file("en").stringPropertyNames()) {
            assertThat(placeholders(file("id").getProperty(key)))
                    .as(key)
                    .isEqualTo(placeholders(file("en").getProperty(key)));
        }
    }

    @Test
    void everyTextThatIsUsedExists() throws IOException {
        Set<String> used = new TreeSet<>();
        for (Path folder :
                List.of(Path.of("src/main/jte/people"), Path.of("src/main/java/com/plugipay/pages/people"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    LOOK_UP.matcher(Files.readString(file))
                            .results()
                            .map(found -> found.group(1))
                            .forEach(used::add);
                }
            }
        }
        for (Kind kind : Kind.values()) {
            used.addAll(List.of("link." + kind, "link." + kind + ".text", "link." + kind + ".button"));
        }
        for (MemberRole role : MemberRole.values()) {
            used.addAll(List.of("role." + role.text(), "role." + role.text() + ".hint"));
        }
        for (Mode mode : Mode.values()) {
            used.add("mode." + mode.text());
        }
        for (String message : List.of("forbidden", "gone", "conflict", "limited", "failed", "emailProved")) {
            used.addAll(List.of("message." + message, "message." + message + ".text"));
        }
        for (String mail : List.of("mail.password", "mail.email")) {
            used.addAll(List.of(mail + ".subject", mail + ".text", mail + ".link"));
        }
        used.add("mail.invitation.text");
        used.add("password.choose");
        used.add("password.change");
        used.add("time.pattern");
        assertThat(new TreeSet<>(file("en").stringPropertyNames())).isEqualTo(used);
    }

    private static Set<String> placeholders(String text) {
        Set<String> found = new TreeSet<>();
        PLACEHOLDER.matcher(text).results().map(MatchResult::group).forEach(found::add);
        return found;
    }

    private static Properties file(String language) throws IOException {
        Properties texts = new Properties();
        try (var reader =
                Files.newBufferedReader(Path.of("src/main/resources/texts/people_" + language + ".properties"))) {
            texts.load(reader);
        }
        return texts;
    }
}
